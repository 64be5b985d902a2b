"""What pages would have to count or search for is kept exactly, whatever happens to the texts."""

import random
from datetime import datetime, timedelta

import pytest

from mingchuang.base.feed import selectors as feed
from mingchuang.publishing import pages
from mingchuang.publishing.changes import TOPIC, Act, Change
from mingchuang.publishing.models import ArchivePage, Column, Item, ListingCount
from mingchuang.publishing.page_contexts import baked
from mingchuang.publishing.selectors import archive
from mingchuang.publishing.services import columns, projections, withdrawal
from tests.support.public_site import correct, document_values
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db


def changes_so_far() -> list[Change]:
    return [Change.read(entry.data) for entry in feed.after(feed.START, topics=[TOPIC], limit=5000)]


@pytest.fixture
def office() -> Office:
    return make_office()


def child_of(office: Office, parent: Column) -> Column:
    return Column.objects.create(
        slug="training", name="培训", parent=parent, division=office.secretariat, column_type="政务动态",
        keywords="培训", description="培训信息", kind="news",
    )  # fmt: skip


@pytest.mark.db
def test_counts_archives_and_citations_stay_exact_through_any_history(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PAGE_SIZE", 3)
    luck = random.Random(7)
    released(office, now, kind="document", **document_values(office))
    child = child_of(office, office.news)
    places = [office.news.pk, child.pk, office.documents.pk]
    items: list[Item] = []
    for step in range(24):
        moment = now + timedelta(hours=step)
        act = luck.choice(["release", "release", "correct", "withdraw"]) if items else "release"
        if act == "release":
            body = luck.choice(
                ["<p>按照宿外办发〔2026〕8号执行，请遵照办理。</p>", "<p>请各单位遵照办理。</p>"]
            )
            version = released(
                office, moment, title=f"信息{step}", column_id=luck.choice(places), body=body,
                statutory_item=luck.choice(["20-1", "20-2"]),
            )  # fmt: skip
            items.append(item_of(version))
        elif act == "correct":
            correct(office, luck.choice(items), moment, note="更正", column_id=luck.choice(places))
        else:
            gone = items.pop(luck.randrange(len(items)))
            withdrawal.withdraw(office.officer, gone.pk, reason="有误", public_note="有误", now=moment)
    assert list(projections.differences()) == []
    kept = sorted(
        ListingCount.objects.filter(listings__gt=0).values_list("column", "statutory_item", "listings")
    )
    projections.rebuild()
    assert list(projections.differences()) == []
    again = ListingCount.objects.filter(listings__gt=0)
    assert sorted(again.values_list("column", "statutory_item", "listings")) == kept


def test_a_count_that_is_wrong_is_named(office: Office, now: datetime) -> None:
    released(office, now)
    ListingCount.objects.update(listings=5)
    assert "counted 5, listed 1" in next(projections.differences())


def test_a_moved_column_takes_its_texts_to_the_archive_above(
    office: Office, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "PAGE_SIZE", 2)
    child = child_of(office, office.news)
    for number in range(5):
        released(office, now + timedelta(minutes=number), title=f"培训{number}", column_id=child.pk)
    assert archive.closed_pages(office.news.pk, "zh-hans") == 2
    columns.save_column(office.administrator, child, {"parent": office.documents}, now=now)
    assert archive.closed_pages(office.documents.pk, "zh-hans") == 2
    assert not ArchivePage.objects.filter(column=office.news).exists()
    assert changes_so_far()[-1].act is Act.SHELL


def test_a_release_touches_its_neighbours_and_nobody_further(office: Office, now: datetime) -> None:
    for number in range(60):
        released(office, now + timedelta(minutes=number), title=f"简报第{number}期")
    change = changes_so_far()[-1]
    touched = {page.key: list(page.affected(change, "zh-hans")) for page in pages.baked()}
    assert len(touched["item"]) == 3, "itself and the two older ones that show it"
    assert touched["column"] == [{"slug": "news", "number": number} for number in (None, 3)]
    assert sum(len(found) for found in touched.values()) < 30
    assert not any(list(page.affected(change, "en")) for page in pages.baked() if page.key != "item")


def test_a_text_and_those_that_cite_it_touch_each_other(office: Office, now: datetime) -> None:
    rules = item_of(released(office, now, kind="document", **document_values(office)))
    citing = item_of(
        released(
            office,
            now,
            title="关于执行规程的通知",
            body="<p>按照宿外办发〔2026〕8号执行，请各单位遵照办理。</p>",
        )
    )
    other = released(office, now + timedelta(days=1), title="无关的信息")
    change = changes_so_far()[-1]
    assert {found["slug"] for found in baked.items_affected(change, "zh-hans")} == {
        str(item.index_number).replace("/", "-") for item in (item_of(other), citing)
    }, "the neighbour in its column only"
    correct(office, rules, now + timedelta(days=2), note="更正", abstract="更正后的内容概述。")
    slugs = {found["slug"] for found in baked.items_affected(changes_so_far()[-1], "zh-hans")}
    assert {str(item.index_number).replace("/", "-") for item in (rules, citing)} == slugs


def test_the_first_text_of_a_column_changes_the_menu(office: Office, now: datetime) -> None:
    released(office, now)
    assert [change.act for change in changes_so_far()] == [Act.LISTED, Act.SHELL]
    released(office, now, title="第二条信息")
    assert changes_so_far()[-1].act is Act.LISTED
