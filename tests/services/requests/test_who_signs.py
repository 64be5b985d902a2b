"""Who may sign or send back a drafted reply: those with the right for it, who wrote none of it."""

from datetime import date
from types import SimpleNamespace

import pytest

from mingchuang.disclosure.requests.models import SignOff
from mingchuang.disclosure.requests.services import answering, signing
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters

pytestmark = pytest.mark.django_db

GRANT = {"decision": "grant", "answer": {"information": "附后"}}


@pytest.fixture
def office(db):
    identity_for_letters()
    return SimpleNamespace(
        officer=make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        secrecy=make_person([Role.SECRECY_REVIEWER], name="保密员"),
        leader=make_person([Role.LEADER], name="分管领导"),
    )


@pytest.fixture
def case(office, now):
    application = Application(applicant_type="natural_person", name="张三", document_name="统计")
    arrival = Arrival(Channel.IN_PERSON, submitted_on=date(2026, 3, 9))
    return register_request(application, arrival, actor=office.officer, now=now).case


def codes(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.codes


def test_nobody_without_a_right_to_sign_sends_a_reply_back(case, office, now):
    [item] = answering.set_items(case, descriptions="统计表", actor=office.officer, now=now)
    answering.answer_item(case, item, **GRANT, actor=office.officer, now=now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    stranger = make_person([Role.DRAFTER], name="别处经办")
    for step in ("", "unknown", "head"):
        with pytest.raises(Forbidden):
            signing.send_back(case, step=step, reason="不同意", actor=stranger, now=now)
    assert codes(signing.send_back, case, step="", reason="不同意", actor=office.leader, now=now) == {
        "step_missing"
    }
    assert not SignOff.objects.exists()


def test_who_wrote_first_signs_nothing_though_another_mended_it(case, office, now):
    writer = make_person([Role.DISCLOSURE_OFFICER, Role.LEADER], name="起草又分管")
    [item] = answering.set_items(case, descriptions="统计表", actor=office.officer, now=now)
    answering.answer_item(case, item, **GRANT, actor=writer, now=now)
    answering.answer_item(case, item, **GRANT, actor=office.officer, now=now)
    answering.submit_for_review(case, actor=office.officer, now=now)
    signing.sign(case, step="secrecy", actor=office.secrecy, now=now)
    assert codes(signing.sign, case, step="head", actor=writer, now=now) == {"signer_wrote"}
    signing.sign(case, step="head", actor=office.leader, now=now)
