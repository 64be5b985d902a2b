"""People and divisions for tests, as plain functions. Everything else is made by the services themselves."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.test import Client

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.rules.roles import SECOND_FACTOR_REQUIRED, Role

GRANTED_AT = datetime(2026, 1, 5, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
PASSWORD = "一把只用于测试的钥匙-7d1f"
_serial = count(1)


def make_division(name: str = "", *, code: str = "", is_open: bool = True) -> Division:
    """A division; the name and code are made up when not given."""
    number = next(_serial)
    return Division.objects.create(
        code=code or f"d{number}", name=name or f"处室{number}", position=number % 1000, is_open=is_open
    )


def make_person(
    roles: Sequence[Role] = (),
    *,
    division: Division | None = None,
    name: str = "",
    username: str = "",
    language: str = "",
    is_active: bool = True,
) -> User:
    """A person who holds `roles`, in `division` where one is given, and can sign in with PASSWORD."""
    number = next(_serial)
    person = User(
        username=username or f"person{number}",
        display_name=name or f"人员{number}",
        email=f"person{number}@example.cn",
        division=division,
        is_active=is_active,
    )
    person.set_password(PASSWORD)
    person.save()
    for role in roles:
        give_role(person, role, division=division, language=language)
    return person


def give_role(
    person: User, role: Role, *, division: Division | None = None, language: str = ""
) -> RoleAssignment:
    """One more role for a person, and the second factor it requires."""
    if role in SECOND_FACTOR_REQUIRED:
        give_second_factor(person)
    return RoleAssignment.objects.create(
        user=person, role=role, division=division, language=language, granted_at=GRANTED_AT
    )


def give_second_factor(person: User) -> None:
    """Set up a one-time password generator for a person who has none."""
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    if not Authenticator.objects.filter(user=person).exists():
        TOTP.activate(person, generate_totp_secret())


def sign_in(client: Client, person: User) -> Client:
    """Sign a person in without the sign-in page; the client, for chaining."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client
