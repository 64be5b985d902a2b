"""Somebody types, picks a suggestion, narrows, opens a text and comes back, also without script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mingchuang.base.search.sources import Index
from mingchuang.rules.gates import Gate
from tests.conftest import NOW
from tests.support.indexed import index_now
from tests.support.photographed import photographed
from tests.support.public_site import Site, address, make_site
from tests.support.walking import follow

pytestmark = pytest.mark.journey

RULES, OLD = "宿迁市邀请外国人来华事项办理规程（试行）", "宿迁市因公出国（境）团组管理细则"


@pytest.fixture
def site(transactional_db: None, settings: Any, tmp_path: Path) -> Site:
    settings.DATA_DIR = tmp_path
    return photographed(_made)


def _made() -> Site:
    made = make_site(NOW)
    index_now()
    index_now(Index.DESK)
    return made


def test_a_suggestion_is_picked_with_the_keyboard(site: Site, page: Page) -> None:
    page.goto("/list/")
    box = page.get_by_role("combobox", name="检索词")
    box.press_sequentially("外国人")
    option = page.get_by_role("option").first
    expect(option).to_contain_text(RULES)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address(site.document)}")


def test_narrowing_opening_and_coming_back_keeps_the_state(site: Site, page: Page) -> None:
    page.goto("/list/")
    page.locator("#list-q").fill("宿迁市")
    page.locator(".search-form button").click()
    expect(page.locator(".list-facts [role=status]")).to_contain_text("检索“宿迁市”")
    page.locator(".facets").get_by_role("link", name="已废止").click()
    expect(page.locator(".hit")).to_have_count(1)
    narrowed = page.url
    page.get_by_role("link", name=OLD).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(OLD)
    page.go_back()
    assert page.url == narrowed
    expect(page.locator("#list-q")).to_have_value("宿迁市")
    expect(page.locator(".hit")).to_have_count(1)


def test_without_script_everything_is_a_form_and_links(site: Site, browse: Callable[..., Page]) -> None:
    page = browse(javascript=False, width=375, height=720)
    page.goto("/list/?q=邀情外国人来华")
    page.locator(".search-meant a").click()
    expect(page.locator(".hit")).to_have_count(1)
    page.locator("#list-q").fill("宿迁市")
    follow(page.locator(".search-form button"))
    expect(page.locator(".facets-box")).not_to_have_attribute("open", "")
    page.get_by_text("筛选", exact=True).click()
    page.locator(".facets").get_by_role("link", name="2021年").click()
    expect(page.locator(".hit")).to_have_count(1)


def test_nothing_found_helps_on_a_phone_and_nothing_sticks_out(
    site: Site, browse: Callable[..., Page]
) -> None:
    page = browse(width=320, height=640)
    page.goto("/list/?q=海鲜市场管理")
    expect(page.get_by_role("link", name="没有公开的信息，可以向本机关申请公开")).to_be_visible()
    for path in ("/list/?q=宿迁市", "/list/?q=海鲜", "/en/list/?q=宿迁市"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_desk_search_shows_each_what_they_may_see(site: Site, browse: Callable[..., Page]) -> None:
    for person, seen in ((site.office.drafter, 1), (site.office.reviewers[Gate.POLICY], 0)):
        page = browse(person=person)
        page.goto("/desk/")
        page.keyboard.press("/")
        page.keyboard.type("尚未公布的访问安排")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/search/?q=*")
        expect(page.locator(".found-title a", has_text="尚未公布的访问安排")).to_have_count(seen)


@pytest.mark.parametrize("prefix", ["", "/en", "/ja", "/ko"])
def test_the_longest_word_makes_no_page_wider_than_a_phone(site: Site, page: Page, prefix: str) -> None:
    page.set_viewport_size({"width": 375, "height": 800})
    for query in (f"q={'a' * 90}", f"q={'a' * 90}&year=2026&issuer={'b' * 90}", f"sort={'c' * 60}"):
        page.goto(f"{prefix}/list/?{query}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, query
