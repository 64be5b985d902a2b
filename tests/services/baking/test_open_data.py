"""The files for machines are baked with the site, of every language, and served as what they are."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from mingchuang.publishing import pages
from mingchuang.publishing.baking import rendering, whole
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import PAGES, SiteFolder, media_type
from mingchuang.publishing.services import withdrawal
from tests.services.baking.conftest import catch_up
from tests.support.rich_site import RichSite
from tests.support.sampled import make_sampled_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich(begun: Callable[..., Any]) -> RichSite:
    """A baked site with something to read in English too."""
    made: RichSite = begun(make_sampled_site)
    return made


def test_they_are_the_bytes_and_types_a_visitor_would_get(
    client: Client, site: SiteFolder, rich: RichSite
) -> None:
    names = [name for name in site.names(PAGES) if "open-data/" in name]
    assert {"open-data/catalogue-zh-0.jsonl", "open-data/catalogue-en-0.csv", "open-data/catalog.jsonld"} < {
        *names
    }
    for name in names:
        answer = client.get(f"/{name.removesuffix('index.html')}")
        assert answer.content == site.path(PAGES, name).read_bytes(), name
        assert answer["Content-Type"] == media_type(name), name
    for target in rendering.every_target():
        assert media_type(target.name) == pages.every()[target.key].content_type, target.name


def test_baking_one_language_leaves_the_files_of_the_others(
    site: SiteFolder, rich: RichSite, baker: Baker, now: datetime
) -> None:
    for language in ("zh-hans", "en"):
        whole.bake_everything(baker, (language,))
        assert list(whole.differences(site, now)) == []


def test_a_withdrawal_takes_a_text_out_of_them(
    site: SiteFolder, rich: RichSite, baker: Baker, now: datetime
) -> None:
    slug = str(rich.document.index_number).replace("/", "-")
    files = [name for name in site.names(PAGES) if "open-data/catalogue" in name]
    assert [name for name in files if slug in site.path(PAGES, name).read_text()]
    withdrawal.withdraw(rich.office.officer, rich.document.pk, reason="有误", public_note="已撤下。", now=now)
    catch_up(baker)
    for name in site.names(PAGES):
        if "open-data/" in name:
            assert slug not in site.path(PAGES, name).read_text(), name
    assert list(whole.differences(site, now)) == []
