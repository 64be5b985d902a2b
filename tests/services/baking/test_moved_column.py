"""A column moves under thousands of pages: bookmarks lead on, nothing stale is left, as if baked anew."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client

from mingchuang.publishing.baking import whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.models import ImportKind, PublicListing
from mingchuang.publishing.selectors import archive
from mingchuang.publishing.services import columns, migration
from tests.services.baking.conftest import catch_up
from tests.services.publishing.test_imports import OWN, imported, jsonl
from tests.support.publishing import Office, make_office

pytestmark = pytest.mark.django_db


def fill(office: Office, total: int, now: datetime, tmp_path: Path) -> None:
    """So many texts of the old site in one column, a day each, through the importer."""
    rows = [
        OWN
        | {
            "source_key": f"old-{number}",
            "标题": f"外事工作简报第{number}期",
            "原发布日期": (date(2009, 1, 1) + timedelta(days=number)).isoformat(),
        }
        for number in range(total)
    ]
    batch = imported(office, jsonl(tmp_path / "old.jsonl", rows), ImportKind.RELEASED, now)
    migration.approve_migration(office.second_administrator, batch.pk, now=now)
    migration.migrate_batch(batch.pk, now=now)
    assert PublicListing.objects.filter(column=office.news).count() == total


def below(site: SiteFolder, slug: str) -> set[str]:
    """Every file of a column, relative to it; in every language."""
    found = {name for name in site.names("pages") if f"/c/{slug}/" in f"/{name}"}
    return {name.replace(f"c/{slug}/", "", 1) for name in found}


@pytest.mark.parametrize(
    ("total", "page_size"), [(30, 4), pytest.param(5_000, archive.PAGE_SIZE, marks=pytest.mark.slow)]
)
def test_a_column_moves_and_takes_every_page_with_it(
    client: Client,
    site: SiteFolder,
    baker: Baker,
    bake_all: Callable[[], None],
    now: datetime,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    total: int,
    page_size: int,
) -> None:
    monkeypatch.setattr(archive, "PAGE_SIZE", page_size)
    office = make_office()
    fill(office, total, now, tmp_path)
    bake_all()
    before = below(site, "news")
    closed = archive.closed_pages(office.news.pk, "zh-hans")
    assert closed > 3 and {"index.html", "1/index.html", f"{closed}/index.html", "atom.xml"} <= before
    columns.save_column(office.administrator, office.news, {"slug": "activities"}, now=now)
    catch_up(baker)
    assert below(site, "news") == set(), "no stale file is left"
    assert below(site, "activities") == before, "every page stands at the new address"
    assert [
        path for path in site.path("pages", "").rglob("*.html") if b'"/c/news/' in path.read_bytes()
    ] == []
    for old in ("", "1/", f"{closed}/", "atom.xml", "rss.xml"):
        answer = client.get(f"/c/news/{old}")
        assert answer.status_code == 301 and answer["Location"].startswith("/c/activities/"), old
        assert site.path(
            "pages", f"{answer['Location'][1:]}{'index.html' * answer['Location'].endswith('/')}"
        ).exists()
    assert list(whole.differences(site, now)) == [], "as a full bake would have made it"
