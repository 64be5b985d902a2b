"""The list of items finds titles and numbers by their words: at once, in any writing, nothing hidden."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mingchuang.base.search.sources import Index
from mingchuang.publishing.desk import paging
from mingchuang.publishing.models import Draft, Item
from mingchuang.publishing.selectors import items_named, walking, work_list
from mingchuang.publishing.services import columns, drafts
from mingchuang.rules.gates import Gate
from tests.conftest import NOW
from tests.support.factories import sign_in
from tests.support.indexed import Indexed, index_now, kept_with_index
from tests.support.publishing import Office, drafted, make_office, released, submitted

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NUMBERED = "宿外办发〔2024〕12号"


def texts() -> Office:
    """Texts of two divisions at several stages."""
    made = make_office()
    drafted(made, NOW, title="护照管理办法草稿")
    submitted(made, NOW, title="护照照片要求")
    released(made, NOW, title="APEC商务旅行卡与护照")
    released(made, NOW, title="年度工作通报")
    drafted(made, NOW, title="２０２４年預算公開")
    drafted(made, NOW, title="签证收费通知", kind="document", document_number=NUMBERED)
    drafts.create_item(made.officer, "news", made.secretariat, now=NOW, values={"title": "秘书处的护照柜"})
    return made


@pytest.fixture(scope="module")
def all_indexed(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Any]:
    with kept_with_index(django_db_blocker, tmp_path_factory.mktemp("index"), texts, Index.DESK) as made:
        yield made


@pytest.fixture
def office(all_indexed: Indexed[Office], db: None, tmp_path: Path, settings: Any) -> Office:
    return all_indexed.lent(tmp_path, settings)


@pytest.fixture
def asked_the_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comparing every title is an error here."""

    def compared(*_: Any) -> set[int]:
        raise AssertionError("every title was compared")

    monkeypatch.setattr(items_named, "_compared", compared)


PASSPORTS = ["APEC商务旅行卡与护照", "护照照片要求", "护照管理办法草稿"]
CABINET = "秘书处的护照柜"


def titles(client: Client, **params: str) -> list[str]:
    """What the list shows, in its order; the count above it must agree."""
    response = client.get("/desk/items/", params)
    assert response.status_code == 200
    shown = [row.title for row in response.context["rows"]]
    if "page" not in params:
        assert response.context["count"] == len(shown)
    assert BeautifulSoup(response.content, "html.parser").main
    return shown


FOUND = [
    ("护照", {*PASSPORTS, CABINET}),
    ("護照 管理", {"护照管理办法草稿"}),
    ("护", {*PASSPORTS, CABINET}),
    ("柜", {CABINET}),
    ("apec", {"APEC商务旅行卡与护照"}),
    ("APE", {"APEC商务旅行卡与护照"}),
    ("2024年预算", {"２０２４年預算公開"}),
    ("宿外办发[2024]12号", {"签证收费通知"}),
    ("宿外办发（2024）1", {"签证收费通知"}),
    ("〔2024〕", {"签证收费通知", "２０２４年預算公開"}),
    ("没有这样的", set()),
    ("培训", set()),  # stands in every body, in no title
]


@pytest.mark.usefixtures("asked_the_index")
def test_words_are_found_in_titles_and_numbers(office: Office) -> None:
    client = sign_in(Client(), office.officer)
    assert [set(titles(client, q=typed)) for typed, _ in FOUND] == [expected for _, expected in FOUND]


@pytest.mark.usefixtures("asked_the_index")
def test_an_index_number_or_its_beginning_is_found(office: Office) -> None:
    number = Item.objects.exclude(index_number=None).order_by("pk").values_list("index_number", flat=True)[0]
    client = sign_in(Client(), office.officer)
    assert titles(client, q=number) == ["APEC商务旅行卡与护照"]
    assert set(titles(client, q=number[:-1])) == {"APEC商务旅行卡与护照", "年度工作通报"}
    assert titles(client, q=number.rsplit("/", 1)[-1].rsplit("-", 1)[-1]) == ["APEC商务旅行卡与护照"]


@pytest.mark.usefixtures("asked_the_index")
def test_nobody_finds_what_they_may_not_see(office: Office) -> None:
    seen = {
        office.drafter: set(PASSPORTS),
        office.supervisor: {*PASSPORTS, CABINET},
        office.reviewers[Gate.POLICY]: {"APEC商务旅行卡与护照", "护照照片要求"},
    }
    for person, expected in seen.items():
        assert set(titles(sign_in(Client(), person), q="护照")) == expected, person


@pytest.mark.usefixtures("asked_the_index")
def test_what_was_saved_a_moment_ago_counts_as_it_is_now(office: Office, now: datetime) -> None:
    client = sign_in(Client(), office.officer)
    drafted(office, now, title="刚写的护照须知")
    draft = Draft.objects.get(title="护照管理办法草稿")
    drafts.save_draft(office.drafter, draft.pk, draft.revision, {"title": "签证管理办法草稿"}, now=now)
    assert set(titles(client, q="护照")) == {"刚写的护照须知", CABINET, *PASSPORTS[:2]}
    assert "签证管理办法草稿" in titles(client, q="签证")
    released(office, now, title="刚发布的护照指南")
    assert set(titles(client, q="护照", state="published")) == {"刚发布的护照指南", PASSPORTS[0]}


@pytest.mark.usefixtures("asked_the_index")
def test_words_and_filters_narrow_together(office: Office) -> None:
    client = sign_in(Client(), office.officer)
    assert titles(client, q="护照", state="published") == PASSPORTS[:1]
    assert titles(client, q="护照", stage="in_review") == PASSPORTS[1:2]
    assert titles(client, q="护照", division="secretariat") == [CABINET]
    assert titles(client, q="签证", kind="document") == ["签证收费通知"]
    assert titles(client, q="护照", column="documents") == []
    assert set(titles(client, q="护照", column="news")) == set(PASSPORTS)
    assert titles(client, q="护照", mine="on") == [CABINET]


@pytest.mark.usefixtures("asked_the_index")
def test_a_column_that_moved_narrows_by_where_it_stands_now(office: Office, now: datetime) -> None:
    client = sign_in(Client(), office.officer)
    columns.save_column(office.administrator, office.news, {"parent": office.documents}, now=now)
    assert set(titles(client, q="护照", column="documents")) == set(PASSPORTS)


@pytest.mark.parametrize("sort", work_list.SORTS)
def test_many_finds_stand_in_the_same_order_as_few(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    for n in range(7):
        drafted(office, now + timedelta(minutes=n), title=f"护照第{n}期")
    index_now(Index.DESK)
    client = sign_in(Client(), office.officer)
    few = titles(client, q="护照", sort=sort)
    assert len(few) == 11
    monkeypatch.setattr(work_list, "FEW", 1)
    monkeypatch.setattr(walking, "WALKED", 2)
    assert titles(client, q="护照", sort=sort) == few
    compared = items_named.MOST_CHANGES
    monkeypatch.setattr(items_named, "MOST_CHANGES", 0)
    assert titles(client, q="护照", sort=sort) == few
    monkeypatch.setattr(items_named, "MOST_CHANGES", compared)
    monkeypatch.setattr(paging, "PAGE_ROWS", 4)
    assert [title for page in "123" for title in titles(client, q="护照", sort=sort, page=page)] == few


@pytest.mark.parametrize("narrowed", [{}, {"q": "护照"}, {"column": "news"}], ids=["all", "words", "column"])
@pytest.mark.parametrize("few", [1, walking.FEW])
def test_what_was_never_released_stands_behind_what_was_in_every_database(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch, few: int, narrowed: dict[str, str]
) -> None:
    released(office, now + timedelta(hours=1), title="最近发布的护照须知")
    index_now(Index.DESK)
    monkeypatch.setattr(work_list, "FEW", few)
    monkeypatch.setattr(work_list, "TIMES", 0)
    client = sign_in(Client(), office.officer)
    listed = titles(client, sort="released", **narrowed)
    items = Item.objects.filter(editions__draft__title__in=listed).order_by("pk")
    when = {draft.title: draft.edition.item.first_released_at for draft in Draft.objects.all()}
    out = [title for title in listed if when[title]]
    assert out and listed[: len(out)] == sorted(out, key=lambda title: when[title], reverse=True)
    assert items.count() == len(listed) > len(out)
    monkeypatch.setattr(paging, "PAGE_ROWS", 2)
    pages = range(1, (len(listed) + 3) // 2)
    paged = (titles(client, sort="released", page=str(page), **narrowed) for page in pages)
    assert list(chain.from_iterable(paged)) == listed


def test_without_an_index_titles_are_compared(office: Office, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path / "empty"
    client = sign_in(Client(), office.officer)
    assert set(titles(client, q="护照")) == {*PASSPORTS, CABINET}
    assert titles(client, q="宿外办发[2024]12号") == ["签证收费通知"]


def test_whatever_is_typed_is_answered(office: Office) -> None:
    client = sign_in(Client(), office.officer)
    for typed in ("《》", "!!", ".*", "签.*", "a" * 100, "\\", "0", "%", "护照" * 40):
        assert CABINET not in titles(client, q=typed), typed
