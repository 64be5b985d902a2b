"""An administrator, a colleague and a division."""

import pytest

from mingchuang.base.accounts import services
from mingchuang.base.accounts.models import Division, User
from mingchuang.rules.roles import Role


@pytest.fixture
def division(db, now) -> Division:
    return services.create_division(None, code="01", name="秘书处", now=now)


@pytest.fixture
def administrator(db, now) -> User:
    person = services.create_person(None, username="wang", display_name="王管理", now=now).person
    services.grant_role(None, person, Role.ADMINISTRATOR, now=now)
    return person


@pytest.fixture
def colleague(division, now) -> User:
    return services.create_person(
        None, username="li", display_name="李同事", division=division, now=now
    ).person
