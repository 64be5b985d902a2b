"""Who follows a feed keeps it when a withdrawal empties it: an empty feed, never an error."""

from collections.abc import Callable
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.test import Client

from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.models import Column, Item
from mingchuang.publishing.services import columns, projections, withdrawal
from mingchuang.publishing.services.editions import withdrawing
from tests.services.baking.conftest import catch_up
from tests.support.editions import make_bureau, translation_released
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db

ENTRY = {"atom": "{http://www.w3.org/2005/Atom}entry", "rss": "item"}
NOTE = "Being corrected."


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def item(office: Office, now: datetime) -> Item:
    """One text of news in Chinese and in English."""
    made = item_of(released(office, now))
    translation_released(office, make_bureau(office), made, now)
    return made


def entries(site: SiteFolder, client: Client, path: str) -> int:
    """How many entries the feeds at `path` have, which are the same on disk and from the application."""
    counts = set()
    for form, name in ENTRY.items():
        answer = client.get(f"{path}{form}.xml")
        assert answer.status_code == 200, path
        assert site.path("pages", f"{path[1:]}{form}.xml").read_bytes() == answer.content
        counts.add(len(list(ElementTree.fromstring(answer.content).iter(name))))
    assert len(counts) == 1
    return counts.pop()


def test_a_feed_stays_when_its_only_translation_is_withdrawn(
    office: Office,
    item: Item,
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    client: Client,
    now: datetime,
) -> None:
    bake_all()
    assert entries(site, client, "/en/c/news/") == entries(site, client, "/en/feeds/") == 1
    edition = item.editions.get(language="en")
    withdrawing.withdraw_edition(office.officer, edition.pk, reason="误译", public_note=NOTE, now=now)
    catch_up(baker)
    assert entries(site, client, "/en/c/news/") == entries(site, client, "/en/feeds/") == 0
    assert entries(site, client, "/c/news/") == 1
    emptied = client.get("/en/c/news/atom.xml").content.decode()
    assert 'rel="alternate" type="text/html" href="http://127.0.0.1:8000/en/"' in emptied
    for path in ("/ja/c/news/atom.xml", "/ko/feeds/rss.xml", "/en/c/documents/atom.xml"):
        assert client.get(path).status_code == 404, "nothing was ever there"
    assert list(whole.differences(site, now)) == []
    bake_all()
    projections.rebuild()
    assert entries(site, client, "/en/c/news/") == 0, "a full bake and counting anew keep it"
    assert list(whole.differences(site, now)) == []


def test_a_feed_stays_when_its_only_text_is_withdrawn(
    office: Office,
    item: Item,
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    client: Client,
    now: datetime,
) -> None:
    bake_all()
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    catch_up(baker)
    for path in ("/c/news/", "/feeds/", "/en/c/news/", "/en/feeds/"):
        assert entries(site, client, path) == 0, path
    assert list(whole.differences(site, now)) == []


def test_a_feed_stays_when_the_columns_that_filled_it_move_or_merge(
    office: Office,
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    client: Client,
    now: datetime,
) -> None:
    child = Column.objects.create(
        slug="training", name="培训", parent=office.news, division=office.secretariat, column_type="政务动态",
        keywords="培训", description="培训信息", kind="news",
    )  # fmt: skip
    item = item_of(released(office, now, column_id=child.pk))
    bake_all()
    assert entries(site, client, "/c/news/") == 1
    columns.save_column(office.administrator, child, {"parent": office.documents}, now=now)
    catch_up(baker)
    assert entries(site, client, "/c/news/") == 0 and entries(site, client, "/c/documents/") == 1
    withdrawal.withdraw(office.officer, item.pk, reason="有误", public_note="内容有误", now=now)
    columns.close_column(office.administrator, child.pk, "并入", successor=office.news, now=now)
    catch_up(baker)
    answer = client.get("/c/training/atom.xml")
    assert answer.status_code == 301 and answer["Location"] == "/c/news/atom.xml"
    assert entries(site, client, "/c/news/") == 0
    assert list(whole.differences(site, now)) == []
