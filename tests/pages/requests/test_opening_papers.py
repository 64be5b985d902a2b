"""A sealed paper is opened by who handles the request, for a purpose, and leaves a record."""

import pytest

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.personal import files
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.requests import file_one, id_card

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(db):
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def case(now):
    return file_one(now).case


@pytest.fixture
def address(case):
    return f"/desk/requests/{case.uid}/papers/{case.information_request.papers.get().file.uid}/"


def looks():
    return [row.data["purpose"] for row in AuditEvent.objects.filter(action="personal.revealed")]


def test_the_paper_is_shown_for_a_purpose_and_the_look_is_kept(client, case, address, officer, clock):
    client.force_login(officer)
    assert address in client.get(f"/desk/cases/{case.uid}/").content.decode()
    assert "记入操作记录" in client.get(address).content.decode()
    refused = client.post(address, {})
    assert refused.status_code == 422
    assert "请选择用途" in refused.content.decode()
    assert client.post(address, {"purpose": "archive"}).status_code == 422
    assert looks() == []
    opened = client.post(address, {"purpose": "verify_identity"})
    assert opened.content == id_card().read()
    assert "no-store" in opened["Cache-Control"]
    assert "sandbox" in opened["Content-Security-Policy"]
    assert looks() == ["verify_identity"]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.SECRECY_REVIEWER])
def test_who_does_not_handle_it_is_turned_away(client, case, address, role, clock):
    client.force_login(make_person([role], name="旁人"))
    assert client.post(address, {"purpose": "handle"}).status_code == 403
    assert address not in client.get(f"/desk/cases/{case.uid}/").content.decode()
    assert looks() == []


def test_a_paper_of_another_request_is_not_found_under_this_one(client, address, officer, now, clock):
    other = file_one(now).case
    client.force_login(officer)
    wrong = f"/desk/requests/{other.uid}/papers/{address.rstrip('/').rpartition('/')[2]}/"
    assert client.post(wrong, {"purpose": "handle"}).status_code == 404


def test_what_was_erased_is_said_to_be_erased(client, case, address, officer, now, clock):
    files.erase_file(case.information_request.papers.get().file, None, now=now)
    client.force_login(officer)
    assert "已于" in client.get(address).content.decode()
    refused = client.post(address, {"purpose": "handle"})
    assert refused.status_code == 422
    assert "已经清除" in refused.content.decode() or "已于" in refused.content.decode()
