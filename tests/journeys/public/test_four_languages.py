"""Readers of each language: every page type can be used by everybody and fits a phone."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from mingchuang.base.design.languages import HTML_LANGUAGE, LANGUAGES
from tests.support.indexed import index_now
from tests.support.measure import accessibility_findings, overflow
from tests.support.rich_site import RichSite, make_rich_site
from tests.support.sampled import Sample, make_sampled_site, samples

pytestmark = pytest.mark.journey

FOREIGN = ("en", "ja", "ko")
PHONE, DESKTOP = 375, 1280
SAMPLE = ("/", "/report-error/")


@pytest.fixture(autouse=True)
def own_index(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def site(transactional_db: None, now: datetime) -> RichSite:
    return make_rich_site(now)


def findings(page: Page) -> list[str]:
    """What axe says of an opened page, and whether it scrolls sideways."""
    found = accessibility_findings(page)
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        if overflow(page) > 0:
            found.append(f"scrolls sideways at {width}")
    return found


@pytest.mark.parametrize(
    "language",
    [pytest.param(language, marks=[] if language == "en" else [pytest.mark.slow]) for language in FOREIGN],
)
def test_a_foreigner_can_use_the_first_pages(
    browse: Callable[..., Page], site: RichSite, language: str
) -> None:
    page = browse()
    for path in SAMPLE:
        page.goto(f"/{language}{path}")
        assert findings(page) == [], path


def shown(page: Page, sample: Sample) -> None:
    """Open exactly the answer that was sampled, as the states of a form cannot be asked for twice."""
    page.unroute_all()
    page.route(
        "**/sampled/",
        lambda route: route.fulfill(status=sample.status, content_type="text/html", body=sample.body),
    )
    page.goto("/sampled/")


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_page_type_in_any_language(
    browse: Callable[..., Page], client: Client, now: datetime, language: str
) -> None:
    """The pages are those the HTML checker reads: every type, each state of a form, the pages of errors."""
    site = make_sampled_site(now)
    index_now()
    page, found, read = browse(), [], samples(client, site, now, [language])
    for sample in read:
        shown(page, sample)
        expect(page.locator("html")).to_have_attribute("lang", HTML_LANGUAGE[language])
        found += [f"{sample.name}: {finding}" for finding in findings(page)]
    assert not found, "\n".join(found)
    assert len(read) > 30
