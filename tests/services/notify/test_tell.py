"""People of the office are told once, at the desk, and by e-mail where asked."""

from datetime import UTC, datetime

import pytest

from mingchuang.base.accounts.models import User
from mingchuang.base.jobs.models import Job
from mingchuang.base.notify.jobs import send_email
from mingchuang.base.notify.models import Message
from mingchuang.base.notify.selectors import messages_of, unread_count
from mingchuang.base.notify.services import mark_all_read, mark_read, tell

NOW = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)


@pytest.fixture
def clerk(db):
    return User.objects.create(username="clerk", display_name="李文", email="clerk@example.org")


@pytest.fixture
def head(db):
    return User.objects.create(username="head", display_name="王宁")


def test_each_person_is_told_once_and_reads_only_their_own(clerk, head):
    tell([clerk, clerk, head], "待您审核", "有一件信息等待文字关。", "/desk/reviews/", now=NOW)
    assert (unread_count(clerk), unread_count(head)) == (1, 1)
    own = messages_of(clerk).get()
    with pytest.raises(Message.DoesNotExist):
        mark_read(head, str(own.uid), now=NOW)
    with pytest.raises(Message.DoesNotExist):
        mark_read(head, "not-a-uid", now=NOW)
    assert mark_read(clerk, str(own.uid), now=NOW).read_at == NOW
    assert (unread_count(clerk), mark_all_read(head, now=NOW)) == (0, 1)


def test_nobody_who_left_is_told(clerk):
    clerk.is_active = False
    clerk.save()
    tell([clerk], "通知", "", "", now=NOW, email=True)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "link", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "desk/"]
)
def test_a_message_never_leads_elsewhere(clerk, link):
    with pytest.raises(ValueError, match="path of this site"):
        tell([clerk], "通知", "", link, now=NOW)


def test_a_subject_of_ten_thousand_characters_or_lines_fits_one_line(clerk, mailoutbox):
    tell([clerk], "标题\r\nBcc: x@example.org " + "长" * 10_000, "", "", now=NOW, email=True)
    subject = Message.objects.get().subject
    assert len(subject) == 200
    assert "\n" not in subject and "\r" not in subject


def test_mail_goes_out_once_though_the_job_runs_twice(clerk, head, mailoutbox):
    tell([clerk, head], "已发布", "《指南》已发布。", "/info/x/", now=NOW, email=True)
    assert Job.objects.filter(name="notify.send_email").count() == 1, "head has no address"
    payload = {"message": str(messages_of(clerk).get().uid)}
    send_email(payload)
    send_email(payload)
    assert len(mailoutbox) == 1
    assert mailoutbox[0].to == ["clerk@example.org"]
    assert "/info/x/" in mailoutbox[0].body
