"""Applicants who left an address are told how it goes on; nothing secret or personal leaves or is logged."""

import hashlib
import hmac
import json
import logging

import pytest
from django.core import mail
from django.utils import translation

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.jobs.models import Job
from mingchuang.base.notify import jobs, outside
from mingchuang.base.notify.models import OutsideMessage
from mingchuang.base.outgoing import services as outgoing
from mingchuang.base.outgoing.services import Answer
from mingchuang.base.personal import services as personal
from mingchuang.casework import services as trunk
from mingchuang.disclosure.requests.services import correcting, telling
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.refusals import Forbidden
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, send_out
from tests.support.requests import TYPED, file_one

pytestmark = pytest.mark.django_db

SECRETS = (TYPED["name"], TYPED["id_number"], TYPED["document_name"], TYPED["features"])


@pytest.fixture
def officer(db):
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


def send_all():
    for message in OutsideMessage.objects.filter(sent_at=None):
        jobs.send_outside({"message": str(message.uid)})


def test_the_acknowledgement_names_the_request_and_never_the_code(now, clock):
    filed = file_one(now)
    assert Job.objects.filter(name="notify.send_outside").count() == 1
    send_all()
    [sent] = mail.outbox
    assert sent.to == [TYPED["email"]]
    assert filed.case.number in sent.subject
    assert filed.case.number in sent.body
    assert "/disclosure/request/progress/" in sent.body
    for secret in (*SECRETS, filed.query_code, filed.query_code.replace("-", "")):
        assert secret not in sent.body + sent.subject
    send_all()
    jobs.send_outside({"message": str(OutsideMessage.objects.get().uid)})
    assert len(mail.outbox) == 1, "running twice sends once"
    used = AuditEvent.objects.get(action="personal.used")
    assert used.data == {"kind": "request.applicant", "purpose": "contact", "field": "email"}


def test_on_confirmation_and_on_what_the_office_asks_they_are_told(now, clock, officer):
    identity_for_letters()
    case = confirm(file_one(now).case, actor=officer, now=now)
    correcting.ask_correction(case, items="请写明年度", actor=officer, now=now)
    trunk.take_on(case, actor=officer, now=now)
    assert len(outside.messages_about(str(case.uid))) == 2, "what is drafted is not told"
    send_out(case, approver=make_person([Role.LEADER], name="领导"), actor=officer, now=now)
    told = [message.body.split("\n\n")[1] for message in outside.messages_about(str(case.uid))]
    assert told == [
        "本机关收到了您提交的申请，确认后开始计算答复期限，通常在当天（工作日）确认。",
        "申请已确认收到：收到日期2026年3月9日，答复期限2026年4月7日。",
        "申请有新的进展：告知补正。",
    ]


def test_in_the_language_of_the_form(now, clock, officer):
    with translation.override("en"):
        case = file_one(now).case
    confirm(case, actor=officer, now=now)
    first, second = outside.messages_about(str(case.uid))
    assert "We have received your request" in first.body
    assert "/en/disclosure/request/progress/" in first.body
    assert "date of receipt 9 March 2026" in second.body


def test_who_left_no_address_or_proved_no_work_is_not_written_to(now, officer):
    file_one(now, email="")
    unproven = file_one(now, proven=False).case
    assert not OutsideMessage.objects.exists()
    trunk.admit(unproven, actor=officer, now=now)
    assert outside.messages_about(str(unproven.uid)).count() == 1


def test_what_was_erased_meanwhile_is_not_sent(now, clock):
    case = file_one(now).case
    personal.erase(case.information_request.applicant, None, now=now)
    send_all()
    assert mail.outbox == []
    assert OutsideMessage.objects.get().problem == "erased"


@pytest.mark.db
def test_a_failure_is_told_without_the_address_tried_again_and_shown(
    now, clock, officer, monkeypatch, caplog, client
):
    case = file_one(now).case

    def refuse(*_args, **_options):
        raise OSError(f"550 {TYPED['email']} unknown")

    monkeypatch.setattr(outside, "send_mail", refuse)
    with caplog.at_level(logging.DEBUG), pytest.raises(outside.NotSent) as failure:
        send_all()
    assert TYPED["email"] not in str(failure.value) + caplog.text
    assert failure.value.__cause__ is None
    assert failure.value.__suppress_context__
    [(seen, message)] = telling.failing_seen_by(officer)
    assert (seen, message.tries, message.problem) == (case, 1, "OSError")
    client.force_login(officer)
    page = client.get("/desk/requests/untold/").content.decode()
    assert case.number in page
    assert TYPED["email"] not in page
    assert "没有发出的通知" in client.get("/desk/").content.decode()
    assert "未发出，已试 1 次" in client.get(f"/desk/cases/{case.uid}/").content.decode()
    again = client.post(f"/desk/requests/{case.uid}/told/{message.uid}/")
    assert again.status_code == 302
    assert Job.objects.filter(name="notify.send_outside").count() == 2
    monkeypatch.undo()
    send_all()
    assert telling.failing_seen_by(officer) == []
    assert len(mail.outbox) == 1


def test_only_who_handles_it_sends_again_and_only_its_own(now, clock, officer, client):
    case, other = file_one(now).case, file_one(now).case
    message = outside.messages_about(str(other.uid)).get()
    with pytest.raises(Forbidden):
        telling.tell_again(other, str(message.uid), actor=make_person([Role.SUPERVISOR], name="监督员"))
    client.force_login(officer)
    assert client.post(f"/desk/requests/{case.uid}/told/{message.uid}/").status_code == 404


# --- text messages --------------------------------------------------------------------------------


@pytest.fixture
def gateway(settings, monkeypatch):
    settings.SMS_HOOK, settings.SMS_HOOK_KEY = "https://sms.example.net/send", "k" * 40
    got: list[tuple[str, bytes, dict[str, str]]] = []
    statuses: list[int] = []

    def take(url, body, headers):
        got.append((url, body, headers))
        return Answer(statuses.pop(0) if statuses else 204, "", reached=True)

    monkeypatch.setattr(outgoing, "post", take)
    return got, statuses


def test_text_messages_are_off_unless_a_gateway_is_named(now):
    file_one(now, email="")
    assert not OutsideMessage.objects.exists()


def test_a_text_message_is_signed_and_short(now, clock, gateway):
    got, _statuses = gateway
    filed = file_one(now, email="")
    send_all()
    [(url, body, headers)] = got
    said = json.loads(body)
    assert url == "https://sms.example.net/send"
    assert (said["phone"], filed.case.number in said["text"]) == (TYPED["phone"], True)
    assert filed.query_code not in said["text"]
    assert len(said["text"]) < 140
    expected = hmac.new(b"k" * 40, body, hashlib.sha256).hexdigest()
    assert headers["X-Mingchuang-Signature"] == f"sha256={expected}"


def test_a_gateway_that_fails_is_asked_again(now, clock, gateway):
    _got, statuses = gateway
    statuses.append(503)
    file_one(now, email="")
    with pytest.raises(outside.NotSent, match="gateway 503"):
        send_all()
    assert OutsideMessage.objects.get().tries == 1
    send_all()
    assert OutsideMessage.objects.get().sent_at is not None
