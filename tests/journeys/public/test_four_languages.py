"""Readers of English, Japanese and Korean: every page type can be used by everybody and fits a phone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page

from tests.support.measure import accessibility_findings, overflow
from tests.support.public_site import address
from tests.support.rich_site import RichSite, make_rich_site

pytestmark = pytest.mark.journey

FOREIGN = ("en", "ja", "ko")
PHONE, DESKTOP = 375, 1280
SAMPLE = ("/", "/report-error/")


@pytest.fixture
def site(transactional_db: None, now: datetime) -> RichSite:
    return make_rich_site(now)


def findings(page: Page, path: str) -> list[str]:
    """What axe says of a page, and whether it scrolls sideways."""
    page.goto(path)
    found = [f"{path}: {finding}" for finding in accessibility_findings(page)]
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 900})
        if overflow(page) > 0:
            found.append(f"{path}: scrolls sideways at {width}")
    return found


@pytest.mark.parametrize(
    "language",
    [pytest.param(language, marks=[] if language == "en" else [pytest.mark.slow]) for language in FOREIGN],
)
def test_a_foreigner_can_use_the_first_pages(
    browse: Callable[..., Page], site: RichSite, language: str
) -> None:
    page = browse()
    assert [found for path in SAMPLE for found in findings(page, f"/{language}{path}")] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", FOREIGN)
def test_every_page_type_can_be_used_in_every_language(
    browse: Callable[..., Page], site: RichSite, language: str
) -> None:
    paths = (
        *("/site-map/", "/list/", "/list/?q=visa", "/c/news/", "/nowhere/", "/report-error/progress/"),
        *("/disclosure/", "/disclosure/guide/", "/disclosure/systems/", "/disclosure/statutory/"),
        *("/disclosure/reports/", "/disclosure/request/", "/disclosure/request/form/"),
        *(address(site.document), address(site.withdrawn)),
    )
    page = browse()
    assert [found for path in paths for found in findings(page, f"/{language}{path}")] == []
