"""The same settings open in two windows: the second is told what stands there before it writes over it."""

import re

import pytest

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing.models import Column
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person, sign_in
from tests.support.letters import identity_for_letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    return sign_in(client, make_person(list(Role), division=make_division("秘书处"), name="管理员"))


def opened(desk, address: str) -> dict[str, str]:
    """What the form of a page sends as it stands."""
    page = desk.get(address)
    form = page.context["form"]
    sent = {
        field.html_name: field.value()
        for field in form
        if field.value() not in (None, "") and field.value() is not False
    }
    return sent | {"seen": re.search(r'name="seen" value="(\w+)"', page.content.decode())[1]}


def test_the_second_window_is_told_what_the_first_has_saved(desk):
    identity_for_letters()
    division, person = make_division("出国处"), make_person(name="王某")
    Column.objects.create(
        slug="affairs",
        name="外事动态",
        column_type="政务动态",
        description="外事活动",
        keywords="外事",
        division=division,
    )
    for address, field, model in (
        ("/desk/admin/identity/", "address", SiteIdentity),
        (f"/desk/admin/divisions/{division.uid}/", "name", Division),
        (f"/desk/admin/people/{person.uid}/edit/", "display_name", User),
        ("/desk/admin/columns/affairs/", "name", Column),
    ):
        first = opened(desk, address)
        second = first | {field: "第二个窗口写的"}
        first[field] = "第一个窗口写的"
        for _click in range(2):
            answer = desk.post(address, first)
            assert answer.status_code == 302, (address, answer.context["form"].errors)
        told = desk.post(address, second)
        page = told.content.decode()
        assert "第一个窗口写的”。核对以后再保存一次" in page and "第二个窗口写的" in page, address
        assert model.objects.filter(**{field: "第一个窗口写的"}).exists(), address
        fresh = re.search(r'name="seen" value="(\w+)"', page)[1]
        assert desk.post(address, second | {"seen": fresh}).status_code == 302, address
        assert model.objects.filter(**{field: "第二个窗口写的"}).exists(), address
