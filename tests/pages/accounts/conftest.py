"""People who can really sign in."""

from collections.abc import Callable
from typing import Any

import pytest

from mingchuang.base.accounts import services
from mingchuang.base.accounts.models import Division, User
from mingchuang.rules.people import is_bounded
from mingchuang.rules.roles import Role

PASSWORD = "shu-xia-you-feng-9"


@pytest.fixture
def division(db, now) -> Division:
    return services.create_division(None, code="01", name="秘书处", now=now)


@pytest.fixture
def member(division, now) -> Callable[..., User]:
    """`member("li", Role.LEADER)`: a person with their own password and roles."""

    def make(username: str, *roles: Role, password: str = PASSWORD) -> User:
        person = services.create_person(
            None, username=username, display_name=f"{username}某", division=division, now=now
        ).person
        services.change_own_password(person, password, now=now)
        for role in roles:
            services.grant_role(
                None,
                person,
                role,
                division=division if is_bounded(role) else None,
                language="en" if role is Role.TRANSLATOR else "",
                now=now,
            )
        return person

    return make


@pytest.fixture
def sign_in(client) -> Callable[..., Any]:
    """Type a name and a password into the sign-in page; gives the answer."""

    def attempt(username: str, password: str = PASSWORD, next: str = "", **extra: Any) -> Any:
        data = {"login": username, "password": password} | ({"next": next} if next else {})
        return client.post("/account/login/", data, **extra)

    return attempt
