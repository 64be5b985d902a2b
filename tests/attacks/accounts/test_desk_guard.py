"""Nothing under /desk/ opens to whoever lacks the permission it names; found by walking every address."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import RequestFactory

from mingchuang.base.accounts import services
from mingchuang.base.accounts.middleware import DeskGuard
from mingchuang.base.accounts.models import User
from mingchuang.rules.people import is_bounded
from mingchuang.rules.roles import ROLE_PERMISSIONS, Permission, Role
from tests.support.routes import every_route

pytestmark = pytest.mark.django_db

DESK = {route.address: route for route in every_route() if route.is_desk}


def person(role: Role | None, now: Any) -> User:
    division = services.create_division(None, code="01", name="秘书处", now=now)
    made = services.create_person(None, username="li", display_name="李某", division=division, now=now).person
    services.change_own_password(made, "shu-xia-you-feng-9", now=now)
    if role is not None:
        services.grant_role(
            None,
            made,
            role,
            division=division if is_bounded(role) else None,
            language="en" if role is Role.TRANSLATOR else "",
            now=now,
        )
    Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return made


def test_there_are_desk_pages_to_walk():
    assert len(DESK) > 10
    assert "/desk/admin/people/" in DESK


@pytest.mark.parametrize("role", [None, Role.SUPERVISOR, Role.DRAFTER, Role.ADMINISTRATOR])
def test_a_role_sends_only_what_its_permissions_name(role, client, now):
    """What a role may look at, and what strangers are told: tests/attacks/routes/test_access.py."""
    client.force_login(person(role, now))
    held = set(ROLE_PERMISSIONS[role]) if role else set()
    for address, route in DESK.items():
        needed = {Permission.USE_DESK} | {route.callback.desk_permission} - {None}
        if needed <= held:
            continue
        answer = client.post(address)
        assert answer.status_code in {403, 405}, f"{address} opened for {role}"
        assert answer.status_code == 405 or "没有权限" in answer.content.decode()


def test_an_administrator_without_a_second_factor_opens_nothing(client, now):
    administrator = person(Role.ADMINISTRATOR, now)
    Authenticator.objects.all().delete()
    client.force_login(administrator)
    for address in DESK:
        answer = client.get(address)
        if answer.status_code == 405:
            continue
        assert answer["Location"] == "/account/second-factor/totp/activate/", address


def test_whoever_holds_an_initial_password_opens_nothing(client, now):
    newcomer = person(Role.LEADER, now)
    User.objects.update(must_change_password=True)
    client.force_login(newcomer)
    for address in DESK:
        answer = client.get(address)
        assert answer.status_code == 405 or answer["Location"].startswith("/account/password/"), address


def test_who_was_deactivated_opens_nothing(client, now):
    gone = person(Role.LEADER, now)
    client.force_login(gone)
    User.objects.update(is_active=False)
    for address in DESK:
        answer = client.get(address)
        assert answer.status_code == 405 or answer["Location"].startswith("/account/login/"), address


def test_a_view_somebody_forgot_to_wrap_is_closed_all_the_same(now):
    def forgotten(request):
        return HttpResponse("secret")

    guard = DeskGuard(forgotten)
    for address, status in (("/desk/forgotten/", 403), ("/elsewhere/", None)):
        request = RequestFactory().get(address)
        request.user = person(Role.ADMINISTRATOR, now) if status else None
        answer = guard.process_view(request, forgotten, (), {})
        assert (answer.status_code if answer else None) == status


def test_desk_pages_are_kept_by_no_cache(client, now):
    client.force_login(person(Role.ADMINISTRATOR, now))
    assert "no-store" in client.get("/desk/admin/people/")["Cache-Control"]
