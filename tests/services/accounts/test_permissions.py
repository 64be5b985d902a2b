"""What a role lets a person do, asked through the same function the services ask."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.accounts.permissions import divisions_within, may, require
from mingchuang.base.accounts.selectors import people_with, permissions_of
from mingchuang.rules.refusals import Forbidden
from mingchuang.rules.roles import ROLE_PERMISSIONS, Permission, Reach, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def divisions() -> tuple[Division, Division]:
    return (
        Division.objects.create(code="01", name="秘书处"),
        Division.objects.create(code="02", name="涉外管理处"),
    )


def holder(role: Role, division: Division | None, now, language: str = "") -> User:
    person = User.objects.create(username=f"{role}-{User.objects.count()}", display_name="测试人")
    RoleAssignment.objects.create(
        user=person, role=role, division=division, language=language, granted_at=now
    )
    return person


@pytest.mark.parametrize("role", Role)
def test_a_role_carries_its_permissions_and_no_others(role, divisions, now):
    here, there = divisions
    person = holder(role, here, now)
    for permission in Permission:
        reach = ROLE_PERMISSIONS[role].get(permission)
        assert may(person, permission) is (reach is not None)
        assert may(person, permission, here) is (reach is not None)
        assert may(person, permission, there) is (reach is Reach.OFFICE)
        assert (person in people_with(permission, here)) is (reach is not None)
        assert (person in people_with(permission, there)) is (reach is Reach.OFFICE)
        expected = "all" if reach is Reach.OFFICE else {here.pk} if reach else set()
        assert divisions_within(person, permission) == expected


@pytest.mark.parametrize("permission", Permission)
def test_nobody_and_those_who_left_may_do_nothing(permission, divisions, now):
    gone = holder(Role.ADMINISTRATOR, None, now)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    for user in (None, AnonymousUser(), User(), gone):
        assert not may(user, permission)
        with pytest.raises(Forbidden):
            require(user, permission)
    assert gone not in people_with(permission)


def test_a_role_taken_back_is_gone_at_once(divisions, now):
    person = holder(Role.LEADER, None, now)
    assert may(person, Permission.RELEASE_ITEM)
    RoleAssignment.objects.update(revoked_at=now)
    assert not may(person, Permission.RELEASE_ITEM)
    assert person not in people_with(Permission.RELEASE_ITEM)


def test_a_role_for_a_language_counts_for_that_language_only(divisions, now):
    for_english = holder(Role.WORDING_REVIEWER, None, now, language="en")
    for_chinese = holder(Role.WORDING_REVIEWER, None, now)
    wording = Permission.REVIEW_WORDING
    assert may(for_english, wording, language="en")
    assert not may(for_english, wording, language="zh-hans")
    assert may(for_chinese, wording, language="zh-hans")
    assert not may(for_chinese, wording, language="en")
    assert may(for_english, wording)
    assert set(people_with(wording, language="en")) == {for_english}
    assert set(people_with(wording, language="zh-hans")) == {for_chinese}


def test_a_division_role_without_a_division_reaches_nothing(divisions, now):
    person = holder(Role.DRAFTER, None, now)
    assert not may(person, Permission.DRAFT_ITEM)
    assert may(person, Permission.USE_DESK)


def test_only_administrators_need_a_second_factor(divisions, now):
    assert permissions_of(holder(Role.ADMINISTRATOR, None, now)).needs_second_factor
    assert not permissions_of(holder(Role.LEADER, None, now)).needs_second_factor
