"""The administrator says who the site is."""

import pytest
from allauth.mfa.models import Authenticator

from mingchuang.base.accounts import services as accounts
from mingchuang.base.identity.selectors import site_identity
from mingchuang.rules.roles import Role
from tests.rules.test_site_identity import GOOD

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/admin/identity/"


@pytest.fixture(autouse=True)
def administrator(client, now):
    person = accounts.create_person(None, username="wang", display_name="王某", now=now).person
    accounts.change_own_password(person, "shu-xia-you-feng-9", now=now)
    accounts.grant_role(None, person, Role.ADMINISTRATOR, now=now)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client.force_login(person)


def test_empty_required_page_tags_are_listed_until_they_are_filled_in(client):
    page = client.get(ADDRESS).content.decode()
    for tag in ("SiteName", "SiteDomain", "SiteIDCode"):
        assert f"网页标签 {tag}" in page
    assert client.post(ADDRESS, GOOD).status_code == 302
    assert site_identity().org_code == "014416330"
    page = client.get(ADDRESS).content.decode()
    assert "还空着" not in page
    assert GOOD["icp_number"] in page


def test_every_mistake_is_told_at_once_and_what_was_typed_stays(client):
    typed = GOOD | {"office_name": "", "org_code": "014416331", "postcode": "22380", "phone": "九"}
    page = client.post(ADDRESS, typed).content.decode()
    assert "有 4 处需要修改" in page
    assert "请填写机关全称" in page
    assert 'value="014416331"' in page
    assert site_identity().office_name == ""
