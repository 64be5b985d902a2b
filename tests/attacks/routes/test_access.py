"""Role by role, route by route: who is let in is what the table of roles says, and nothing else."""

import pytest
from django.test import Client

from mingchuang.rules.roles import READ_ONLY, READING, ROLE_PERMISSIONS, Permission, Role
from tests.support.databases import watched
from tests.support.each import each
from tests.support.factories import make_person, sign_in
from tests.support.kept import undone
from tests.support.routes import Route, desk_routes

pytestmark = pytest.mark.django_db

METHOD_NOT_ALLOWED = 405


def ask(client: Client, route: Route):
    """GET, or POST where the route takes nothing else."""
    answer = client.get(route.address)
    return client.post(route.address) if answer.status_code == METHOD_NOT_ALLOWED else answer


@each("route", desk_routes())
def test_every_desk_page_names_the_permission_it_asks_for(route: Route):
    assert hasattr(route.callback, "desk_permission"), "wrap the view in desk_view"
    assert route.callback.desk_permission is None or route.callback.desk_permission in Permission


@each("route", desk_routes(), between=undone)
def test_strangers_are_sent_to_the_sign_in_page(route: Route):
    client = Client()
    for answer in (ask(client, route), client.post(route.address)):
        if answer.status_code != METHOD_NOT_ALLOWED:
            assert answer.status_code == 302
            assert answer["Location"].startswith("/account/login/?next=/desk/")


@pytest.fixture
def without_role(world):
    return sign_in(Client(), make_person())


@each("route", desk_routes(), between=undone)
def test_somebody_without_any_role_is_refused(route: Route, without_role):
    assert ask(without_role, route).status_code == 403


@pytest.fixture
def left(arrive, everything):
    """Browsers of somebody who was signed in when the account was closed."""
    everything.is_active = False
    everything.save()
    return arrive


@each("route", desk_routes(), between=undone)
def test_somebody_who_left_is_a_stranger(route: Route, left):
    client = left()
    answer = ask(client, route)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/login/")


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_a_role_opens_what_its_permissions_say_and_nothing_else(role: Role, client, division):
    sign_in(client, make_person([role], division=division))
    wrong = []
    for route in desk_routes():
        needed: Permission | None = route.callback.desk_permission
        allowed = needed is None or needed in ROLE_PERMISSIONS[role]
        answer = client.get(route.address)
        if answer.status_code == METHOD_NOT_ALLOWED:
            # Only the refusal is tried: an allowed POST would act.
            answer = None if allowed else client.post(route.address)
        answered = answer and answer.status_code
        # A page that names no permission may still ask for one of several: then it is refused in itself.
        refused_rightly = needed is None and answered == 403
        if answered is not None and (answered == 403) == allowed and not refused_rightly:
            wrong.append(f"{route}: {answered}, needs {needed}")
        if answered == 403 and not allowed and "没有权限" not in answer.content.decode():
            wrong.append(f"{route}: does not say why")
    assert wrong == []


@pytest.mark.parametrize("role", sorted(READ_ONLY), ids=str)
def test_those_who_only_read_cannot_send_anything(role: Role, client, division):
    """Except what concerns themselves, and to take away what they may read: that leaves a trace, no more."""
    sign_in(client, make_person([role], division=division))
    for route in desk_routes():
        needed = route.callback.desk_permission
        if needed is None:
            continue
        with watched() as writes:
            answer = client.post(route.address)
        changed = [sql for sql in writes if '"audit_auditevent"' not in sql]
        assert changed == [], f"{route}: {changed}"
        if needed not in READING:
            assert answer.status_code in {403, 404, METHOD_NOT_ALLOWED}, f"{route}: {answer.status_code}"
