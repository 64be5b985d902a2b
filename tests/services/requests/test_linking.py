"""Two requests ask for much the same: a person says so, and nothing follows by itself."""

import pytest

from mingchuang.base.audit.models import AuditEvent
from mingchuang.casework import services as trunk
from mingchuang.disclosure.requests.services import linking
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def earlier(now):
    return file_one(now, document_name="2025年度因公出国（境）经费预算").case


@pytest.fixture
def stranger(now):
    return file_one(now, name="司马青", id_number="110101199003074899", phone="13900139000").case


@pytest.fixture
def case(earlier, stranger, now):
    file_one(now, document_name="涉外突发事件应急预案", features="全文")
    return file_one(now).case


def test_the_closest_are_listed_and_only_handlers_learn_who_asked(case, earlier, stranger, officer):
    found = linking.similar_to(case, officer)
    assert [row.case for row in found] == [stranger, earlier]
    assert (found[0].percent, found[0].same_applicant) == (100, False)
    assert found[1].same_applicant is True
    supervisor = make_person([Role.SUPERVISOR], name="监督员")
    assert {row.same_applicant for row in linking.similar_to(case, supervisor)} == {None}
    assert not AuditEvent.objects.filter(action="personal.revealed").exists()


def test_a_link_changes_nothing_but_the_history_and_can_be_taken_back(case, earlier, officer, now):
    before = (case.state, case.due_on, case.is_open)
    linked = linking.link(case, earlier=earlier, actor=officer, now=now)
    assert (linked.state, linked.due_on, linked.is_open) == before
    assert linking.linked_of(case, officer) == [earlier]
    assert [row.is_linked for row in linking.similar_to(case, officer)] == [False, True]
    with pytest.raises(Refused, match="已经关联"):
        linking.link(case, earlier=earlier, actor=officer, now=now)
    linking.unlink(case, earlier=earlier, actor=officer, now=now)
    assert linking.linked_of(case, officer) == []
    with pytest.raises(Refused, match="没有关联"):
        linking.unlink(case, earlier=earlier, actor=officer, now=now)
    assert list(trunk.verify_chains()) == []


def test_only_earlier_ones_and_only_by_who_handles(case, earlier, officer, now):
    for wrong in (case, file_one(now).case):
        with pytest.raises(Refused, match="之前收到"):
            linking.link(case, earlier=wrong, actor=officer, now=now)
    with pytest.raises(Forbidden):
        linking.link(case, earlier=earlier, actor=make_person([Role.SUPERVISOR], name="监督员"), now=now)


def test_what_was_erased_is_compared_no_more(case, stranger, officer, now):
    closed = trunk.discard(file_one(now, proven=False).case, reason="广告", actor=officer, now=now)
    trunk.erase(closed, actor=None, now=now)
    newest = file_one(now).case
    assert closed not in [row.case for row in linking.similar_to(newest, officer)]


def test_at_the_desk(client, case, earlier, officer, clock):
    client.force_login(officer)
    address = f"/desk/requests/{case.uid}/similar/"
    assert address in client.get(f"/desk/cases/{case.uid}/").content.decode()
    page = client.get(address).content.decode()
    assert earlier.number in page
    assert "同一申请人" in page
    client.post(f"{address}{earlier.uid}/", {"linked": "yes"})
    assert earlier.number in client.get(f"/desk/cases/{case.uid}/").content.decode()
    client.post(f"{address}{earlier.uid}/", {"linked": "no"})
    assert earlier.number not in client.get(f"/desk/cases/{case.uid}/").content.decode()
    client.force_login(make_person([Role.SUPERVISOR], name="监督员"))
    assert "不显示" in client.get(address).content.decode()
    assert client.post(f"{address}{earlier.uid}/", {"linked": "yes"}).status_code == 403
