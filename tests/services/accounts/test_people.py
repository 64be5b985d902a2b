"""People come, change, leave and return; everything is written down and nothing is left open."""

import threading

import pytest
from django.contrib.auth import get_user
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest

from mingchuang.base.accounts import services
from mingchuang.base.accounts.models import RoleAssignment, User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.audit.models import AuditEvent
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission, Role

pytestmark = pytest.mark.django_db


def trail() -> list[str]:
    return list(AuditEvent.objects.order_by("id").values_list("action", flat=True))


def refused(call, *args, **kwargs) -> frozenset[str]:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value.codes


def signed_in(client) -> bool:
    """Whether the browser's session still stands for a person."""
    request = HttpRequest()
    request.session = client.session
    return get_user(request).is_authenticated


def test_a_new_person_gets_a_password_once_and_must_change_it(administrator, division, now):
    made = services.create_person(
        administrator,
        username=" Ｚhang.San ",
        display_name="张三",
        email="zhang@example.cn",
        division=division,
        now=now,
    )
    assert made.person.username == "zhang.san"
    assert made.person.must_change_password
    assert made.person.check_password(made.password)
    assert len(made.password) == 19
    assert not RoleAssignment.objects.filter(user=made.person).exists()
    event = AuditEvent.objects.latest("id")
    assert (event.action, event.actor, event.target_id) == (
        "accounts.create_person",
        administrator,
        str(made.person.pk),
    )
    assert "张三" not in str(event.data)
    assert made.password not in str(event.data)


def test_all_that_is_wrong_is_told_at_once(administrator, colleague, division, now):
    services.change_person(administrator, colleague, display_name="李同事", email="", division=None, now=now)
    services.set_division_open(administrator, division, False, now=now)
    before = trail()
    codes = refused(
        services.create_person,
        administrator,
        username="9 无",
        display_name="",
        email="not-mail",
        division=division,
        now=now,
    )
    assert codes == {"username_form", "display_name_missing", "email_form", "division_closed"}
    assert refused(
        services.create_person, administrator, username="LI", display_name="重\u200b名", now=now
    ) == {"username_taken", "display_name_control"}
    assert refused(services.create_person, administrator, username="ok", display_name="长" * 61, now=now) == {
        "display_name_too_long"
    }
    assert trail() == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_administrators_manages_people(role, colleague, division, administrator, now):
    services.grant_role(
        administrator,
        colleague,
        role,
        division=division if role in {Role.DRAFTER, Role.DIVISION_HEAD} else None,
        language="en" if role is Role.TRANSLATOR else "",
        now=now,
    )
    held = RoleAssignment.objects.filter(user=administrator).get()
    attempts = [
        lambda: services.create_person(colleague, username="x1", display_name="x", now=now),
        lambda: services.change_person(
            colleague, colleague, display_name="x", email="", division=None, now=now
        ),
        lambda: services.reset_password(colleague, administrator, now=now),
        lambda: services.deactivate(colleague, administrator, now=now),
        lambda: services.reactivate(colleague, administrator, now=now),
        lambda: services.reset_second_factor(colleague, administrator, now=now),
        lambda: services.grant_role(colleague, colleague, Role.LEADER, now=now),
        lambda: services.revoke_role(colleague, held, now=now),
        lambda: services.create_division(colleague, code="9", name="x", now=now),
        lambda: services.change_division(colleague, division, code="9", name="x", position=1, now=now),
        lambda: services.set_division_open(colleague, division, False, now=now),
    ]
    before = trail()
    for attempt in attempts:
        with pytest.raises(Forbidden):
            attempt()
    assert trail() == before


def test_nobody_gives_themself_a_role(administrator, now):
    codes = refused(services.grant_role, administrator, administrator, Role.LEADER, now=now)
    assert codes == {"own_role"}


def test_roles_are_bounded_as_the_rules_say(administrator, colleague, division, now):
    def grant(role, **scope):
        return refused(services.grant_role, administrator, colleague, role, now=now, **scope)

    assert grant(Role.DRAFTER) == {"division_missing"}
    assert grant(Role.LEADER, division=division, language="xx") == {"division_not_needed", "language_unknown"}
    assert grant(Role.LEADER, language="en") == {"language_not_needed"}
    assert grant(Role.TRANSLATOR) == {"language_missing"}
    services.grant_role(administrator, colleague, Role.DRAFTER, division=division, now=now)
    assert grant(Role.DRAFTER, division=division) == {"role_held"}
    services.grant_role(administrator, colleague, Role.WORDING_REVIEWER, language="zh-hans", now=now)
    assert grant(Role.WORDING_REVIEWER) == {"role_held"}
    services.grant_role(administrator, colleague, Role.WORDING_REVIEWER, language="en", now=now)


def test_a_revoked_role_stays_in_the_history_and_may_be_given_again(administrator, colleague, now):
    held = services.grant_role(administrator, colleague, Role.LEADER, now=now)
    services.revoke_role(administrator, held, now=now)
    assert not may(colleague, Permission.RELEASE_ITEM)
    assert refused(services.revoke_role, administrator, held, now=now) == {"role_ended"}
    services.grant_role(administrator, colleague, Role.LEADER, now=now)
    assert RoleAssignment.objects.filter(user=colleague, role=Role.LEADER).count() == 2
    held.refresh_from_db()
    assert (held.revoked_at, held.revoked_by) == (now, administrator)


def test_the_last_administrator_can_neither_leave_nor_lose_the_role(administrator, colleague, now):
    own = RoleAssignment.objects.get(user=administrator)
    assert refused(services.revoke_role, administrator, own, now=now) == {"last_administrator"}
    assert refused(services.revoke_role, None, own, now=now) == {"last_administrator"}
    assert refused(services.deactivate, None, administrator, now=now) == {"last_administrator"}
    services.grant_role(administrator, colleague, Role.ADMINISTRATOR, now=now)
    services.revoke_role(colleague, own, now=now)
    assert refused(services.deactivate, None, colleague, now=now) == {"last_administrator"}


def test_who_leaves_loses_roles_password_and_sessions_for_good(administrator, colleague, client, now):
    services.grant_role(administrator, colleague, Role.LEADER, now=now)
    client.force_login(colleague)
    assert signed_in(client)
    services.deactivate(administrator, colleague, now=now)
    assert not signed_in(client)
    colleague.refresh_from_db()
    assert not colleague.has_usable_password()
    assert not RoleAssignment.objects.filter(user=colleague, revoked_at__isnull=True).exists()
    assert refused(services.deactivate, administrator, colleague, now=now) == {"already_inactive"}
    assert refused(services.reset_password, administrator, colleague, now=now) == {"person_inactive"}
    assert refused(services.grant_role, administrator, colleague, Role.LEADER, now=now) == {"person_inactive"}

    password = services.reactivate(administrator, colleague, now=now)
    colleague.refresh_from_db()
    assert colleague.check_password(password)
    assert colleague.must_change_password
    assert not may(colleague, Permission.USE_DESK)
    assert not signed_in(client), "the old session must not come back to life"
    assert refused(services.reactivate, administrator, colleague, now=now) == {"already_active"}


def test_a_reset_password_ends_the_sessions_of_the_old_one(administrator, colleague, client, now):
    client.force_login(colleague)
    services.reset_password(administrator, colleague, now=now)
    assert not signed_in(client)
    assert refused(services.reset_password, administrator, administrator, now=now) == {"own_password"}
    assert refused(services.deactivate, administrator, administrator, now=now) == {
        "own_account",
        "last_administrator",
    }


def test_details_change_and_only_the_names_of_fields_are_written_down(administrator, colleague, now):
    services.change_person(
        administrator, colleague, display_name="李新名", email="li@example.cn", division=None, now=now
    )
    event = AuditEvent.objects.latest("id")
    assert event.data == {"fields": ["display_name", "division_id", "email"], "division": None}
    before = trail()
    services.change_person(
        administrator, colleague, display_name="李新名 ", email="li@example.cn", division=None, now=now
    )
    assert trail() == before, "nothing changed, nothing to write down"


def test_divisions_are_checked_renamed_closed_and_opened(administrator, division, colleague, now):
    assert refused(services.create_division, administrator, code="!", name=" ", position=-1, now=now) == {
        "code_form",
        "name_missing",
        "position_range",
    }
    assert refused(services.create_division, administrator, code="01", name="秘书处", now=now) == {
        "code_taken",
        "name_taken",
    }
    services.change_division(administrator, division, code="01", name="办公室", position=3, now=now)
    division.refresh_from_db()
    assert (division.name, division.position) == ("办公室", 3)
    services.grant_role(administrator, colleague, Role.DRAFTER, division=division, now=now)
    assert refused(services.set_division_open, administrator, division, False, now=now) == {
        "division_has_people",
        "division_has_roles",
    }
    services.deactivate(administrator, colleague, now=now)
    services.set_division_open(administrator, division, False, now=now)
    assert refused(services.set_division_open, administrator, division, False, now=now) == {
        "division_unchanged"
    }
    services.set_division_open(administrator, division, True, now=now)
    assert trail()[-2:] == ["accounts.close_division", "accounts.open_division"]


@pytest.mark.db
@pytest.mark.parametrize("table", ["accounts_user", "accounts_roleassignment"])
def test_the_database_keeps_people_and_the_history_of_roles(table, administrator):
    with (
        pytest.raises(DatabaseError, match="keeps its rows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table}")


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_remove_each_other_at_once(now):
    people = []
    for name in ("a1", "b1"):
        person = services.create_person(None, username=name, display_name=name, now=now).person
        services.grant_role(None, person, Role.ADMINISTRATOR, now=now)
        people.append(person)
    start = threading.Barrier(2)
    outcomes: list[str] = []

    def remove(actor: User, other: User) -> None:
        start.wait()
        try:
            services.deactivate(actor, other, now=now)
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(next(iter(refusal.codes)))
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in (people, people[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count("done") == 1
    assert outcomes[0] in {"done", "last_administrator", "permission_missing"}
    assert User.objects.filter(is_active=True).count() == 1
