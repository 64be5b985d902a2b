"""However many items there are, a page asks the database as often as before."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import generator
from bench.office_rows import Writer
from mingchuang.base.accounts.models import User
from mingchuang.base.search.sources import Index
from mingchuang.publishing.desk import paging
from mingchuang.publishing.importing.batches import Importer, open_batch, run
from mingchuang.publishing.importing.reading import SourceRow
from mingchuang.publishing.models import (
    CitedDocument,
    Draft,
    Edition,
    ImportBatch,
    ImportKind,
    Item,
    ItemState,
    PublicListing,
)
from mingchuang.publishing.selectors import edition_table, editions, walking, work_list
from mingchuang.publishing.selectors.public import public_listings
from tests.conftest import NOW
from tests.support.each import each
from tests.support.factories import sign_in
from tests.support.indexed import index_now

FEW, MANY = 30, 240
MOST = 12
PUBLIC = (
    "/",
    "/list/",
    "/list/?kind=document",
    "/list/?year=2018&validity=in_force",
    "/c/news/",
    "/c/notices/",
)
DESK = (
    "/desk/",
    "/desk/items/",
    "/desk/items/?state=published&kind=document",
    "/desk/items/?q=护照",
    "/desk/items/?stage=settled&q=关于",
    "/desk/items/?stage=writing",
    "/desk/items/?column=policy&sort=title",
    "/desk/items/?division=secretariat&sort=released&page=2",
    "/desk/items/?page=4",
    "/desk/items/?q=关于&page=3",
    "/desk/editions/",
    "/desk/editions/?q=关于&sort=newest",
    "/desk/editions/?language=en&standing=missing&page=2",
    "/desk/register/",
    "/desk/register/?q=规定",
    "/desk/imports/",
    "/desk/releases/",
    "/desk/reviews/",
    "/desk/audit/",
    "/desk/audit/?page=5",
    "/desk/audit/?action=publishing.release&target_type=publishing.item",
)


@pytest.fixture
def writer(db: None) -> Iterator[Writer]:
    """The made-up office with its first items."""
    generator.prepare()
    writer = Writer(7, MANY)
    writer.fill(range(FEW), lambda _: None)
    writer.finish()
    yield writer


def asked(client: Client, addresses: tuple[str, ...]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for address in addresses:
        assert client.get(address).status_code == 200, address
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts[address] = len(queries)
    return counts


def item_page() -> str:
    listing = public_listings("zh-hans").filter(item__source_key="made-7").get()
    return f"/info/{listing.index_number.replace('/', '-')}/"


def test_public_pages_ask_twelve_times_at_most_however_many_items(client: Client, writer: Writer) -> None:
    pages = (*PUBLIC, item_page())
    before = asked(client, pages)
    writer.fill(range(FEW, MANY), lambda _: None)
    after = asked(client, pages)
    assert {page: n for page, n in after.items() if n > before[page] + 2} == {}, (before, after)
    assert {page: n for page, n in after.items() if n > MOST} == {}


@pytest.mark.parametrize(
    "indexed", [pytest.param(True, id="indexed"), pytest.param(False, id="no index", marks=pytest.mark.slow)]
)
def test_desk_lists_ask_as_often_for_many_as_for_few(
    client: Client, writer: Writer, now: datetime, tmp_path: Path, settings: Any, indexed: bool
) -> None:
    settings.DATA_DIR = tmp_path
    office = User.objects.get(username="office")
    sign_in(client, office)
    register(office, FEW, now)
    item = Item.objects.get(source_key="made-7")
    batch = ImportBatch.objects.get()
    pages = (*DESK, f"/desk/items/{item.uid}/", f"/desk/imports/{batch.uid}/")
    if indexed:
        index_now(Index.DESK)
    before = asked(client, pages)
    writer.fill(range(FEW, MANY), lambda _: None)
    register(office, MANY, now)
    if indexed:
        index_now(Index.DESK)
    assert CitedDocument.objects.count() == MANY
    after = asked(client, pages)
    assert {page: (before[page], n) for page, n in after.items() if n > before[page] + 2} == {}
    assert {page: n for page, n in after.items() if n > MOST} == {}


@pytest.fixture
def indexed(writer: Writer, tmp_path: Path, settings: Any) -> None:
    """The first items, in the index of the desk."""
    settings.DATA_DIR = tmp_path
    index_now(Index.DESK)


@each("username", ["leader", "legal", "translator", "drafter-abroad", "head-abroad"])
def test_the_first_screen_and_the_list_ask_twelve_times_at_most_whoever_looks(
    indexed: None, username: str
) -> None:
    client = sign_in(Client(), User.objects.get(username=username))
    counts = asked(client, ("/desk/", "/desk/items/", "/desk/items/?q=护照"))
    assert {page: n for page, n in counts.items() if n > MOST} == {}


@pytest.fixture
def many_pages(client: Client, writer: Writer, tmp_path: Path, settings: Any, monkeypatch: Any) -> Client:
    """A list of many short pages with something due on some, and somebody who may see all of it."""
    settings.DATA_DIR = tmp_path
    writer.fill(range(FEW, MANY), lambda _: None)
    index_now(Index.DESK)
    office = User.objects.get(username="office")
    sign_in(client, office)
    for number in range(0, 60, 7):
        Item.objects.filter(source_key=f"made-{number}").update(
            state=ItemState.NEW, publication_due_on=date(2026, 7, 1 + number % 4)
        )
    monkeypatch.setattr(work_list, "FEW", 0)
    monkeypatch.setattr(work_list, "TIMES", 0)
    monkeypatch.setattr(walking, "WALKED", 7)
    monkeypatch.setattr(paging, "PAGE_ROWS", 20)
    return client


NARROWINGS = [
    "",
    "q=关于",
    "sort=changed",
    "sort=changed&q=关于",
    "sort=title",
    "sort=title&q=关于",
    "kind=news",
    "kind=news&sort=title",
    "stage=settled&column=news",
    "state=published&sort=released",
]


@each("narrowing", NARROWINGS)
def test_turning_all_pages_shows_every_item_once_and_in_order(many_pages: Client, narrowing: str) -> None:
    shown: list[str] = []
    for number in range(1, 30):
        page = many_pages.get(f"/desk/items/?{narrowing}&page={number}").context
        shown += [str(row.item.uid) for row in page["rows"]]
        if number == page["page_obj"].paginator.num_pages:
            break
    assert len(shown) > 60
    assert shown == in_order(QueryDict(narrowing))


def in_order(wanted: QueryDict) -> list[str]:
    """All items that are wanted, compared one with another."""
    drafts = Draft.objects.filter(edition__language="zh-hans", title__contains=wanted.get("q", ""))
    fields = {"kind": "edition__item__kind", "state": "edition__item__state", "column": "column__slug"}
    drafts = drafts.filter(**{fields[name]: value for name, value in wanted.items() if name in fields})
    orders = {
        "title": ("title", "pk"),
        "released": ("-edition__item__first_released_at", "-edition__item__pk"),
    }
    rows = drafts.select_related("edition__item")
    items = [
        row.edition.item for row in rows.order_by(*orders.get(wanted.get("sort", ""), ("-updated_at", "-pk")))
    ]
    due = [item for item in items if "sort" not in wanted and item.state == "new" and item.publication_due_on]
    due.sort(key=lambda item: (item.publication_due_on, -item.pk))
    return [str(item.uid) for item in [*due, *(item for item in items if item not in due)]]


def test_pages_too_far_back_are_not_offered_and_the_last_says_so(
    client: Client, writer: Writer, monkeypatch: Any
) -> None:
    sign_in(client, User.objects.get(username="office"))
    monkeypatch.setattr(paging, "PAGE_ROWS", 10)
    monkeypatch.setattr(paging, "LAST_PAGE", 2)
    last = client.get("/desk/items/?page=3")
    assert last.context["page_obj"].number == 2
    assert last.context["count"] == FEW
    assert "最多翻到这一页" in last.content.decode()
    assert "最多翻到这一页" not in client.get("/desk/items/").content.decode()


def register(office: User, count: int, now: datetime) -> None:
    """So many documents in the register."""
    batch = open_batch(
        office, ImportKind.REGISTER, file_name=f"{count}", file_sha256=f"{count}", source="目录", now=now
    )
    rows = (SourceRow(n, {"title": f"第{n}号规定", "status": "有效"}) for n in range(1, count + 1))
    run(Importer(office, ImportKind.REGISTER, now=now), batch, rows, now=now)


LANGUAGES = [
    "",
    "sort=newest",
    "sort=title",
    "language=en",
    "standing=stale",
    "standing=missing&language=en",
    "standing=missing&sort=newest",
    "standing=writing&sort=title",
    "standing=public",
    "q=关于",
    "q=关于&standing=missing&sort=title",
    "column=news",
    "division=secretariat&standing=missing",
]


@pytest.fixture
def many_languages(client: Client, writer: Writer, tmp_path: Path, settings: Any, monkeypatch: Any) -> Client:
    """Many short pages of items with translations that are public, behind and not public yet."""
    settings.DATA_DIR = tmp_path
    writer.fill(range(FEW, MANY), lambda _: None)
    index_now(Index.DESK)
    sign_in(client, User.objects.get(username="office"))
    monkeypatch.setattr(walking, "WALKED", 7)
    foreign = Edition.objects.exclude(language="zh-hans").order_by("pk")
    for number, edition in enumerate(foreign):
        if number % 3 == 1:
            PublicListing.objects.filter(edition=edition).delete()
        if number % 3 == 2:
            Edition.objects.filter(pk=edition.pk).update(source_version=None)
    return client


@each("narrowing", LANGUAGES)
def test_turning_the_table_of_languages_shows_every_item_once_and_in_order(
    many_languages: Client, narrowing: str
) -> None:
    expected = languages_in_order(QueryDict(narrowing))
    for few in (0, 10_000):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(edition_table, "FEW", few)
            shown: list[str] = []
            for number in range(1, 30):
                page = many_languages.get(f"/desk/editions/?{narrowing}&page={number}").context
                shown += [str(row.item.uid) for row in page["rows"]]
                if number == page["page_obj"].paginator.num_pages:
                    break
        assert (len(shown), shown) == (page["count"], expected), few


def languages_in_order(wanted: QueryDict) -> list[str]:
    """The same, each item compared with every other by the rules."""
    listed = public_listings("zh-hans").filter(title__contains=wanted.get("q", ""))
    if "column" in wanted:
        listed = listed.filter(column__slug=wanted["column"])
    if "division" in wanted:
        listed = listed.filter(item__division__code=wanted["division"])
    asked_for = [wanted["language"]] if "language" in wanted else ["en", "ja", "ko"]
    found = []
    for listing in listed.select_related("item").order_by("released_at", "pk"):
        item = editions.with_editions(Item.objects.filter(pk=listing.item_id)).get()
        states = [state for state in editions.states_of(item, now=NOW) if state.language in asked_for]
        if "standing" not in wanted or any(state.standing.value == wanted["standing"] for state in states):
            behind = any(state.standing.value not in ("missing", "public") for state in states)
            found.append((behind, listing))
    if wanted.get("sort") == "title":
        found.sort(key=lambda row: (row[1].title, row[1].pk))
    elif wanted.get("sort") == "newest":
        found.reverse()
    else:
        found.sort(key=lambda row: not row[0])
    return [str(listing.item.uid) for _, listing in found]
