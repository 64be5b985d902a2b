"""A posted letter came one day: until that is noted its handlers are reminded; deliveries are on record."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from mingchuang.base.notify.models import Message
from mingchuang.casework.letters import selectors
from mingchuang.casework.letters import services as letters
from mingchuang.casework.letters.models import Delivery
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import charging, consulting, correcting, extending, serving
from mingchuang.rules.letters.kinds import LetterKind as K
from mingchuang.rules.refusals import Forbidden
from mingchuang.rules.roles import Role
from tests.services.requests.test_lettering import (
    GRANT,
    HANDED,
    MONDAY,
    POSTED,
    case,
    codes,
    decide,
    issue,
    kinds,
    office,
    text,
    the,
)
from tests.support.factories import make_person

__all__ = ["case", "office"]
pytestmark = pytest.mark.django_db


def later(office, now, days):
    return {"actor": office.officer, "now": now + timedelta(days=days)}


def awaited(letter):
    return selectors.receipt_awaited(letter) is not None


def posted_correction(case, office):
    correcting.ask_correction(case, items="请写明年度", **office.act)
    issue(case, office)
    notice = the(case, K.CORRECTION_NOTICE)
    letters.deliver(notice, on=MONDAY, **POSTED, **office.act)
    return notice


def posted_fee(case, office):
    charging.ask_fee(case, tariff="items", count=2, already=10, day=MONDAY, **office.act)
    issue(case, office)
    notice = the(case, K.FEE_NOTICE)
    letters.deliver(notice, on=MONDAY, **POSTED, **office.act)
    return notice


def posted_inquiry(case, office):
    consulting.consult(case, party_kind="other_agency", party="市档案局", day=MONDAY, **office.act)
    issue(case, office)
    asking = the(case, K.OTHER_AGENCY_INQUIRY)
    letters.deliver(asking, on=MONDAY, **POSTED, **office.act)
    return asking


def posted_extension(case, office):
    extending.propose(case, workdays=20, reason="检索量大", **office.act)
    issue(case, office)
    notice = the(case, K.EXTENSION_NOTICE)
    letters.deliver(notice, on=MONDAY, **POSTED, **office.act)
    return notice


def posted_reply(case, office):
    decide(case, office, GRANT)
    issue(case, office)
    serving.serve(case, day=MONDAY, way="post", proof=POSTED["mail_number"], **office.act)
    return the(case, K.REPLY_GRANT)


@pytest.mark.parametrize(
    ("posted", "event"),
    [
        (posted_correction, "correction_notice_received"),
        (posted_fee, "fee_notice_received"),
        (posted_inquiry, "consultation_received"),
        (posted_extension, "extended"),
        (posted_reply, "served"),
    ],
)
def test_the_receipt_of_a_posted_letter_is_noted_once_and_moves_what_it_begins(
    case, office, now, posted, event
):
    letter = posted(case, office)
    assert awaited(letter)
    wednesday = later(office, now, 2)
    early = {"on": MONDAY - timedelta(1), **wednesday}
    assert codes(letters.note_receipt, letter, **early) == {"received_before_posting"}
    assert codes(letters.note_receipt, letter, on=MONDAY + timedelta(3), **wednesday) == {
        "received_in_future"
    }
    with pytest.raises(Forbidden):
        letters.note_receipt(letter, on=MONDAY, actor=make_person([Role.SUPERVISOR]), now=now)
    letters.note_receipt(letter, on=MONDAY + timedelta(1), **wednesday)
    moved = Case.objects.get(pk=case.pk).events.last()
    assert moved.event == event
    if event.endswith("_received"):
        assert (moved.data["sent"], moved.data["received"]) == ("2026-03-09", "2026-03-10")
    assert not awaited(letter)
    assert codes(letters.note_receipt, letter, on=MONDAY, **wednesday) == {"receipt_not_awaited"}


def test_the_act_of_the_case_clears_it_too(case, office, now):
    notice = posted_correction(case, office)
    correcting.notice_received(case, day=MONDAY + timedelta(1), **later(office, now, 2))
    assert not awaited(notice)
    assert notice.deliveries.get().received_on == MONDAY + timedelta(1)


def test_what_is_handed_over_or_delivered_again_waits_for_nothing(case, office, now):
    notice = posted_correction(case, office)
    letters.deliver(notice, on=MONDAY + timedelta(1), **HANDED, **later(office, now, 1))
    assert not awaited(notice)


def test_its_handlers_are_reminded_every_seven_working_days_until_it_is_noted(case, office, now):
    notice = posted_correction(case, office)
    told = [letters.remind_receipts(now + timedelta(days=days)) for days in range(35)]
    days = [str((now + timedelta(days=n)).date()) for n, count in enumerate(told) if count]
    assert days == ["2026-03-18", "2026-03-27", "2026-04-08"], "festival and weekends do not count"
    message = Message.objects.filter(recipient=office.officer).latest("id")
    assert "待登记对方收到日期" in message.subject and "张三" not in message.body
    letters.note_receipt(notice, on=MONDAY, **later(office, now, 35))
    assert letters.remind_receipts(now + timedelta(days=9)) == 0


def test_the_office_may_wait_longer(case, office, now, settings):
    settings.RECEIPT_WORKDAYS = 10
    posted_correction(case, office)
    assert letters.remind_receipts(now + timedelta(days=9)) == 0
    assert letters.remind_receipts(now + timedelta(days=14)) == 1


@pytest.mark.db
def test_the_database_keeps_a_noted_receipt(case, office, now):
    notice = posted_correction(case, office)
    letters.note_receipt(notice, on=MONDAY, **office.act)
    with pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.filter(letter=notice).update(received_on=date(2026, 3, 11))


# --- the record of a delivery -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("way", "told", "said"),
    [
        ("direct", {"recipient": "张三"}, "签收人：张三"),
        ("entrusted", {"recipient": "市司法局代收"}, "签收人：市司法局代收"),
        ("post", {"recipient": "张三", "mail_number": "1234567890123"}, "邮件编号：1234567890123"),
    ],
)
def test_serving_a_reply_by_hand_or_post_drafts_its_record(case, office, way, told, said):
    decide(case, office, GRANT)
    issue(case, office)
    reply = the(case, K.REPLY_GRANT)
    letters.deliver(reply, way=way, on=MONDAY, **told, **office.act)
    record = the(case, K.DELIVERY_RECORD)
    words = text(record)
    assert said in words and reply.number in words and "2026年3月9日" in words
    assert record.state == "draft" and selectors.ready_to_issue(record), "nobody need approve it"
    assert letters.issue(record, **office.act).state == "issued"


def test_what_is_served_online_is_its_own_record(case, office):
    decide(case, office, GRANT)
    issue(case, office)
    online = {"way": "online", "proof": "网上送达记录"}
    serving.serve(case, day=MONDAY, **online, **office.act)
    assert K.DELIVERY_RECORD not in kinds(case)


def test_each_reply_of_a_decision_has_its_own_record_and_a_notice_has_none(case, office):
    posted_inquiry(case, office)
    assert K.DELIVERY_RECORD not in kinds(case)
    consulting.record_opinion(
        case,
        consultation=case.information_request.consultations.get(),
        opinion="agrees",
        day=MONDAY,
        **office.act,
    )
    denied = ("deny_process", {"ground": "process", "reason": "属于讨论记录"})
    decide(case, office, GRANT, denied)
    issue(case, office)
    serving.serve(case, day=MONDAY, way="direct", proof="本人签收", **office.act)
    assert kinds(case).count(K.DELIVERY_RECORD) == 2
    about = {row.letter_id: row.about_id for row in case.information_request.letters_made.exclude(about=None)}
    assert len(set(about.values())) == 2
