"""The office says who it is; every page must follow."""

import pytest
from django.db import DatabaseError, transaction

from mingchuang.base.accounts import services as accounts
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.identity import registry
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import missing_page_tags, site_identity
from mingchuang.base.identity.services import change_identity
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Role
from tests.rules.test_site_identity import GOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(now):
    person = accounts.create_person(None, username="wang", display_name="王某", now=now).person
    accounts.grant_role(None, person, Role.ADMINISTRATOR, now=now)
    return person


def test_before_anybody_filled_it_in_the_identity_is_empty_and_says_what_is_missing():
    assert site_identity().office_name == ""
    assert {reason.field for reason in missing_page_tags()} == {"site_name_zh", "domain", "site_id_code"}


def test_a_change_is_stored_audited_and_told_to_whoever_renders(administrator, now, monkeypatch):
    monkeypatch.setattr(registry, "_AFTER", {})
    told = []
    registry.register_after_change("bake", told.append)
    change_identity(administrator, GOOD, now=now)
    assert site_identity().org_code == "014416330"
    assert site_identity().site_name("en").startswith("Foreign")
    assert site_identity().site_name("ko") == GOOD["site_name_zh"]
    assert missing_page_tags() == []
    assert told == [now]
    event = AuditEvent.objects.latest("id")
    assert event.action == "identity.change"
    assert "fields" in event.data
    assert GOOD["phone"] not in str(event.data)

    change_identity(administrator, GOOD, now=now)
    assert told == [now], "nothing changed, nothing to render"
    change_identity(administrator, {"fax": "0527-84368001"}, now=now)
    assert site_identity().phone == GOOD["phone"], "what is not given stays"


def test_all_reasons_are_told_and_nothing_is_stored(administrator, now):
    with pytest.raises(Refused) as caught:
        change_identity(administrator, {"org_code": "1", "postcode": "x"}, now=now)
    assert {reason.field for reason in caught.value.reasons} == {
        "org_code",
        "postcode",
        "office_name",
        "site_name_zh",
    }
    assert not SiteIdentity.objects.exists()


def test_nobody_else_may_change_it(now):
    person = accounts.create_person(None, username="li", display_name="李某", now=now).person
    accounts.grant_role(None, person, Role.LEADER, now=now)
    with pytest.raises(Forbidden):
        change_identity(person, GOOD, now=now)


@pytest.mark.db
def test_there_is_only_one_identity():
    with pytest.raises(DatabaseError), transaction.atomic():
        SiteIdentity.objects.create(pk=2)
