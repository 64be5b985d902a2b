"""Those who are consulted learn what is asked for, never who asks or in which words."""

from datetime import date

import pytest

from mingchuang.disclosure.requests.services import consulting
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
TELLING = "我是甲公司的邻居张三，电话13800138000"


@pytest.fixture
def officer(db):
    identity_for_letters()
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


def consult(officer, now, party_kind, **asked):
    application = Application(applicant_type="natural_person", name="张三", features=TELLING, **asked)
    arrival = Arrival(Channel.IN_PERSON, submitted_on=MONDAY)
    case = register_request(application, arrival, actor=officer, now=now).case
    return consulting.consult(case, party_kind=party_kind, party="甲公司", actor=officer, now=now)


@pytest.mark.parametrize("party_kind", ["third_party", "co_maker"])
def test_a_letter_to_the_consulted_names_the_document_only(officer, now, party_kind):
    case = consult(officer, now, party_kind, document_name="甲公司来访名单")
    inquiry = case.letters.get(kind=f"{party_kind}_inquiry")
    said = str(inquiry.content)
    assert "甲公司来访名单" in said
    assert not any(word in said for word in ("张三", "邻居", "13800138000"))


def test_where_no_document_is_named_the_clerk_writes_what_it_is_about(officer, now):
    with pytest.raises(Refused):
        consult(officer, now, "third_party")
