"""The pages of accounts and administration in a browser: no overflow, nothing axe complains about."""

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from mingchuang.base.accounts import services
from mingchuang.base.audit import services as audit
from mingchuang.rules.roles import Role
from tests.support.measure import accessibility_findings

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "shu-xia-you-feng-9"
OPEN_PAGES = ["/account/login/"]
PAGES = [
    "/account/",
    "/account/password/",
    "/account/second-factor/",
    "/desk/admin/people/",
    "/desk/admin/people/new/",
    "/desk/admin/people/{uid}/",
    "/desk/admin/people/{uid}/deactivate/",
    "/desk/admin/divisions/",
    "/desk/admin/divisions/new/",
    "/desk/admin/roles/",
    "/desk/admin/calendars/",
    "/desk/admin/calendars/2026/",
    "/desk/admin/calendars/change/?year=2026",
    "/desk/admin/identity/",
    "/desk/audit/",
]


@pytest.mark.parametrize(
    "width", [375, *(pytest.param(width, marks=pytest.mark.slow) for width in (1280, 320))]
)
def test_every_page_fits_and_is_accessible(width, browse, client, now):
    division = services.create_division(None, code="01", name="秘书处", now=now)
    person = services.create_person(
        None, username="wang", display_name="王某", division=division, now=now
    ).person
    services.change_own_password(person, PASSWORD, now=now)
    services.grant_role(None, person, Role.ADMINISTRATOR, now=now)
    other = services.create_person(
        None, username="li", display_name="李某", division=division, now=now
    ).person
    services.grant_role(None, other, Role.DRAFTER, division=division, now=now)
    audit.seal(now)

    page = browse(width=width)
    page.goto("/account/login/?next=/account/")
    complaints = check(page, width)
    page.get_by_label("用户名").fill("wang")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url("**/totp/activate/")
    complaints += check(page, width)
    # From here on as if it had been set up: the codes go by the real clock, the test by its own.
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "x"}, created_at=timezone.now()
    )
    for address in PAGES:
        page.goto(address.format(uid=other.uid))
        complaints += check(page, width)
    assert not complaints


def check(page, width: int) -> list[str]:
    """What is wrong with the page on the screen."""
    found = [f"{page.url}: {finding}" for finding in accessibility_findings(page)]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"{page.url} is {wide} wide on a screen of {width}"] if wide > width else [])
