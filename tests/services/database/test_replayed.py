"""A world made again from the writes of the first is the same, and each test may change it as its own."""

from datetime import datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from mingchuang.base.accounts.models import Division
from mingchuang.base.files import services as files
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.selectors import content_store
from mingchuang.publishing.models import Item
from tests.support.clock import Clock
from tests.support.databases import watched
from tests.support.factories import make_division
from tests.support.kept import undone
from tests.support.publishing import Office, item_of, make_office, released
from tests.support.replayed import replayed, state

pytestmark = pytest.mark.django_db


@replayed
def make_news(now: datetime) -> tuple[Office, Item]:
    """An office with a text that is out, and a file."""
    office = make_office()
    upload = SimpleUploadedFile("form.txt", "申请表\n单位名称：\n".encode())
    files.store(upload, actor=office.drafter, now=now)
    return office, item_of(released(office, now))


@pytest.fixture(autouse=True)
def _on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("elsewhere every world is made from the beginning")


def made(now: datetime) -> tuple[bytes, int]:
    """All that the database holds when it is made, and how many writes that took."""
    with undone(), watched() as writes:
        make_news(now)
        return state(), len(writes)


def test_the_second_is_the_first_row_by_row_and_with_its_files(now: datetime) -> None:
    assert made(now) == made(now)
    with undone():
        first = make_news(now)
        (file,) = StoredFile.objects.all()
        content_store().path(file.sha256).unlink()
    second = make_news(now)
    assert first is not second and first == second
    assert content_store().is_whole(file.sha256)


def test_what_a_test_does_to_its_world_is_not_in_the_next(now: datetime) -> None:
    with undone():
        office, item = make_news(now)
        name = office.news.name
        Item.objects.filter(pk=item.pk).update(state="withdrawn")
        item.refresh_from_db()
        office.news.name = "别的栏目"
    office, item = make_news(now)
    assert item.state == Item.objects.get(pk=item.pk).state != "withdrawn"
    assert office.news.name == name


def test_another_day_or_another_database_begins_anew(now: datetime, clock: Clock) -> None:
    today, writes = made(now)
    assert made(now + timedelta(days=1))[0] != today
    make_division("信访处")
    here, _ = made(now)
    assert here != today and writes > 50
    clock.forward(days=1)
    assert made(now)[0] != here
    make_news(now)
    assert Division.objects.filter(name="信访处").exists()
