"""Failures 7, 8 and 13 of the design guide on the baked site and everything beside it.

7: a blank or stale column in public. 8: an old text with a new date. 13: a repealed rule shown as valid.
Failure 12 stands in tests/services/publishing/test_rereading.py, 15 in test_withdrawal_on_disk.py beside it.
"""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from mingchuang.base.localtime import local_day
from mingchuang.publishing import jobs
from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.models import Column, ImportKind, Item
from mingchuang.publishing.selectors.freshness import column_freshness, limit_of
from mingchuang.publishing.services import migration, validity, withdrawal
from mingchuang.rules.freshness import FreshnessState
from tests.services.baking.conftest import catch_up
from tests.services.publishing.test_imports import OWN, imported, jsonl
from tests.support.clock import Clock
from tests.support.factories import sign_in
from tests.support.indexed import index_now
from tests.support.public_site import address, document_values
from tests.support.publishing import Office, item_of, make_office, released

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Any, tmp_path: Path) -> Office:
    settings.DATA_DIR = tmp_path
    return make_office()


def text_of(site: SiteFolder, path: str) -> str:
    """What nginx would send for an address."""
    name = path.removeprefix("/") + ("index.html" if path.endswith("/") else "")
    return site.path("pages", name).read_text(encoding="utf-8")


def naming(site: SiteFolder, words: str) -> list[str]:
    """Every baked file that holds the words."""
    kinds = (".html", ".xml", ".jsonl", ".csv", ".jsonld", ".txt")
    found = (path for path in site.path("pages", "").rglob("*") if path.suffix in kinds)
    return sorted(
        path.relative_to(site.root).as_posix() for path in found if words in path.read_text(encoding="utf-8")
    )


def test_failure_7_a_blank_column_is_nowhere_in_public(
    office: Office,
    client: Client,
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    now: datetime,
) -> None:
    """No address, menu entry or place in the site map before its first and after its last text.

    Nor a feed before its first; afterwards the feed is empty, is linked from nowhere and leads to no column.
    """
    released(office, now, title="别的栏目里的信息")
    bake_all()
    assert naming(site, "/c/documents/") == [] and client.get("/c/documents/").status_code == 404
    first = item_of(released(office, now, kind="document", **document_values(office)))
    catch_up(baker)
    assert {"pages/site-map/index.html", "pages/c/documents/index.html", "pages/sitemap-pages.xml"} <= set(
        naming(site, "/c/documents/")
    )
    withdrawal.withdraw(office.officer, first.pk, reason="有误", public_note="内容有误", now=now)
    catch_up(baker)
    assert naming(site, "/c/documents/") == ["pages/c/documents/atom.xml", "pages/c/documents/rss.xml"]
    for name in ("atom", "rss"):
        assert text_of(site, f"/c/documents/{name}.xml").count("/c/documents/") == 1, "its own address"
    assert client.get("/c/documents/").status_code == 404
    assert list(whole.differences(site, now)) == []


def test_failure_7_a_column_is_named_at_the_desk_before_it_is_stale_and_while_it_is_blank(
    office: Office, client: Client, clock: Clock
) -> None:
    now = clock.now()
    released(office, now, title="最近的工作动态")
    limit = limit_of(office.news)
    assert limit is not None

    def state(day: date) -> dict[Column, FreshnessState]:
        return {row.column: row.freshness.state for row in column_freshness(day)}

    assert state(local_day(now))[office.documents] is FreshnessState.BLANK
    assert state(local_day(now))[office.news] is FreshnessState.FRESH
    sign_in(client, office.officer)
    pressing = client.get("/desk/").content.decode()
    assert "政策文件</td>" in pressing and "工作动态</td>" not in pressing
    clock.forward(days=limit - 1)
    sign_in(client, office.officer)
    assert state(local_day(clock.now()))[office.news] is FreshnessState.WARNING
    assert "工作动态</td>" in client.get("/desk/").content.decode()
    clock.forward(days=1)
    assert state(local_day(clock.now()))[office.news] is FreshnessState.STALE


def migrated(office: Office, now: datetime, tmp_path: Path) -> Item:
    """A text of the old site from 8 May 2023, let in today."""
    row = OWN | {"原发布日期": "2023-05-08", "原网址": "http://www.example.gov.cn/1.html"}
    batch = imported(office, jsonl(tmp_path / "old.jsonl", [row]), ImportKind.RELEASED, now)
    migration.approve_migration(office.second_administrator, batch.pk, now=now)
    migration.migrate_batch(batch.pk, now=now)
    return Item.objects.get(source_key=OWN["source_key"])


def test_failure_8_an_old_text_shows_its_own_day_and_the_machines_moment_side_by_side(
    office: Office,
    client: Client,
    site: SiteFolder,
    bake_all: Callable[[], None],
    now: datetime,
    tmp_path: Path,
) -> None:
    newest = item_of(released(office, now, title="新近的工作动态"))
    old = migrated(office, now, tmp_path)
    bake_all()
    page = text_of(site, address(old))
    assert (
        "原发布日期" in page and "2023年5月8日" in page and "原载：http://www.example.gov.cn/1.html" in page
    )
    assert '<meta name="PubDate" content="2026-03-09 10:00"' in page, "发布日期 is the machine's"
    column = text_of(site, "/c/news/")
    assert "2023-05-08" in column, "lists show the text's own day"
    assert column.index("新近的工作动态") < column.index(old.listings.get().title), (
        "and it does not come first"
    )
    moment = now.astimezone(UTC).isoformat()
    feed = text_of(site, "/c/news/atom.xml")
    assert feed.count(f"<updated>{moment}</updated>") >= 2 and "2023" not in feed
    sitemap = text_of(site, "/sitemap-zh-0.xml")
    assert sitemap.count("<lastmod>2026-03-09</lastmod>") == 2 and "2023" not in sitemap
    said = client.get(f"/api/v1/items/{address(old).split('/')[2]}").json()
    assert (said["original_published_on"], said["published_on"]) == ("2023-05-08", "2023-05-08")
    assert datetime.fromisoformat(said["updated_at"]) == now
    listed = client.get("/api/v1/items").json()["items"]
    assert [row["index_number"] for row in listed] == [newest.index_number, old.index_number]


def validity_everywhere(client: Client, site: SiteFolder, item: Item) -> dict[str, bool]:
    """By surface, whether it says that the rule does not hold any more."""
    slug = address(item).split("/")[2]
    lines = map(json.loads, text_of(site, "/open-data/catalogue-zh-0.jsonl").splitlines())
    table = csv.DictReader(io.StringIO(text_of(site, "/open-data/catalogue-zh-0.csv").lstrip("\ufeff")))
    listed = client.get("/api/v1/items").json()["items"]
    index_now()
    return {
        "page": "以下内容仅供查阅，不作为办事依据。" in text_of(site, address(item)),
        "column": "已废止" in text_of(site, "/c/documents/"),
        "list": "已废止" in client.get("/list/").content.decode(),
        "search": "已废止" in client.get("/list/?q=来华").content.decode(),
        "filter": "办理规程" not in client.get("/list/?validity=in_force").content.decode(),
        "atom": "<title>[已废止] " in text_of(site, "/c/documents/atom.xml"),
        "rss": "<title>[已废止] " in text_of(site, "/c/documents/rss.xml"),
        "interface": client.get(f"/api/v1/items/{slug}").json()["validity"] == "repealed",
        "interface, list": {row["validity"] for row in listed} == {"repealed"},
        "json lines": {row["validity"] for row in lines} == {"repealed"},
        "table": "repealed" in json.dumps(list(table)),
    }


def repeal(office: Office, item: Item, on: date, now: datetime) -> None:
    validity.record_validity(
        office.officer, item.pk, "repealed", on, "宿外办发〔2026〕9号", now=now, today=local_day(now)
    )


def test_failure_13_a_repealed_rule_says_so_everywhere_right_after_the_act(
    office: Office, client: Client, site: SiteFolder, baker: Baker, bake_all: Callable[[], None], clock: Clock
) -> None:
    now = clock.now()
    baker.clock = clock.now
    item = item_of(released(office, now, kind="document", **document_values(office)))
    bake_all()
    assert not any(validity_everywhere(client, site, item).values())
    repeal(office, item, local_day(now), now)
    catch_up(baker)
    said = validity_everywhere(client, site, item)
    assert said == dict.fromkeys(said, True)
    assert list(whole.differences(site, clock.now())) == []


def test_failure_13_a_repeal_that_lies_ahead_shows_on_its_day_by_the_daily_job(
    office: Office, client: Client, site: SiteFolder, baker: Baker, bake_all: Callable[[], None], clock: Clock
) -> None:
    now = clock.now()
    baker.clock = clock.now
    item = item_of(released(office, now, kind="document", **document_values(office)))
    bake_all()
    repeal(office, item, local_day(now) + timedelta(days=2), now)
    clock.forward(days=1)
    jobs.refresh_validity({})
    catch_up(baker)
    assert not any(validity_everywhere(client, site, item).values()), "the day before it still holds"
    clock.forward(days=1)
    jobs.refresh_validity({})
    catch_up(baker)
    said = validity_everywhere(client, site, item)
    assert said == dict.fromkeys(said, True)
    assert list(whole.differences(site, clock.now())) == []
