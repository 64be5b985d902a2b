"""A citizen on a phone walks from 政府信息公开 to a list, narrows it, opens a text, takes its file along."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import NOW
from tests.support.indexed import index_now
from tests.support.measure import accessibility_findings, overflow, small_targets
from tests.support.photographed import photographed
from tests.support.public_site import address
from tests.support.rich_site import RichSite, make_rich_site
from tests.support.walking import follow

pytestmark = pytest.mark.journey

Browse = Callable[..., Page]


@pytest.fixture
def site(transactional_db: None, settings: Any, tmp_path: Path) -> RichSite:
    settings.DATA_DIR = tmp_path
    return photographed(_made)


def _made() -> RichSite:
    made = make_rich_site(NOW)
    index_now()
    return made


def addresses(site: RichSite) -> dict[str, str]:
    """One page of each type."""
    return {
        "home": "/",
        "platform": "/disclosure/",
        "guide": "/disclosure/guide/",
        "systems": "/disclosure/systems/",
        "statutory": "/disclosure/statutory/",
        "reports": "/disclosure/reports/",
        "request": "/disclosure/request/",
        "request-form": "/disclosure/request/form/",
        "column": "/c/news/",
        "column-side": "/c/organisation/",
        "list": "/list/",
        "list-narrowed": "/list/?q=邀请&validity=in_force",
        "list-nothing": "/list/?q=海鲜市场",
        "item": address(site.document),
        "item-repealed": address(site.repealed),
        "item-corrected": address(site.corrected),
        "tombstone": address(site.withdrawn),
        "site-map": "/site-map/",
        "not-found": "/nowhere/",
    }


def test_the_browser_keeps_data_blocks_and_runs_none(browse: Browse, site: RichSite) -> None:
    page = browse()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address(site.document))
    blocks = page.locator('script[type="application/ld+json"]').all_inner_texts()
    assert [thing["@type"] for thing in json.loads(blocks[0])["@graph"]] == ["Legislation", "BreadcrumbList"]
    assert said == [], "the content security policy has nothing to say about data"


@pytest.mark.parametrize("javascript", [True, False])
def test_a_citizen_finds_and_downloads_a_document(browse: Browse, site: RichSite, javascript: bool) -> None:
    phone = browse(width=375, height=720, javascript=javascript)
    phone.goto("/")
    phone.get_by_role("navigation", name="主导航").get_by_role("link", name="政府信息公开").click()
    phone.get_by_role("link", name="法定主动公开内容").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("法定主动公开内容")
    expect(phone.locator("#item-20-6")).to_contain_text("不适用")
    phone.get_by_role("link", name="行政法规、规章和规范性文件").click()
    expect(phone.locator(".list-facts [role=status]")).to_contain_text("共 2 条")
    phone.locator(".facets").get_by_role("link", name="现行有效").click()
    expect(phone.locator(".list-facts [role=status]")).to_contain_text("共 1 条")
    phone.get_by_role("link", name="宿迁市邀请外国人来华事项办理规程（试行）").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("宿迁市邀请外国人来华事项办理规程（试行）")
    expect(phone.locator(".meta")).to_contain_text("宿外办发〔2026〕8号")
    with phone.expect_download() as download:
        phone.get_by_role("link", name="邀请外国人来华申请表.txt").click()
    assert download.value.suggested_filename == "邀请外国人来华申请表.txt"
    assert "被邀请人" in Path(download.value.path()).read_text(encoding="utf-8")
    assert phone.context.cookies() == []


def test_every_page_type_is_in_order_on_a_narrow_phone(browse: Browse, site: RichSite) -> None:
    """Nothing scrolls sideways at 320 px, targets are 44 px."""
    found: list[str] = []
    phone = browse(width=320)
    for name, path in addresses(site).items():
        phone.goto(path)
        if overflow(phone) > 0:
            found.append(f"{name}: {overflow(phone)} px wider than 320")
        found += [f"{name}: small target {target}" for target in small_targets(phone, 44)]
    assert not found, "\n".join(found)


@pytest.mark.slow  # every page type meets axe on a phone in tests/journeys/design at once
def test_every_page_type_is_accessible_on_a_screen(browse: Browse, site: RichSite) -> None:
    wide = browse(width=1280)
    found: list[str] = []
    for name, path in addresses(site).items():
        wide.goto(path)
        found += [f"{name}: {finding}" for finding in accessibility_findings(wide)]
    assert not found, "\n".join(found)


def test_elder_mode_and_contrast_keep_the_page_in_order(browse: Browse, site: RichSite) -> None:
    found: list[str] = []
    layouts = ("home", "statutory", "request-form", "list-narrowed", "item-repealed", "site-map")
    for mode in ("elder", "contrast"):
        page = browse(width=375)
        page.goto(f"/view/{mode}?next=/")
        for name in layouts:
            page.goto(addresses(site)[name])
            found += [f"{mode} {name}: {finding}" for finding in accessibility_findings(page)]
            if overflow(page) > 0:
                found.append(f"{mode} {name}: wider than the window")
    assert not found, "\n".join(found)


def test_what_does_not_apply_is_decided_at_the_desk_and_read_on_the_site(
    browse: Browse, site: RichSite
) -> None:
    page = browse(width=1366, person=site.office.officer)
    page.goto("/desk/admin/statutory-items/")
    assert not accessibility_findings(page)
    follow(page.get_by_role("link", name="行政事业性收费项目及其依据、标准"))
    assert not accessibility_findings(page)
    page.get_by_label("不适用：本机关没有这类信息").check()
    page.get_by_label("说明").fill("")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("标为“不适用”须写明理由")
    page.get_by_label("说明").fill("本机关没有行政事业性收费项目")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("link", name="行政事业性收费项目及其依据、标准")).to_be_visible()
    page.goto("/disclosure/statutory/")
    expect(page.locator("#item-20-8")).to_contain_text("不适用")
    expect(page.locator("#item-20-8")).to_contain_text("本机关没有行政事业性收费项目")


def test_a_repealed_text_says_so_in_print_too(page: Page, site: RichSite) -> None:
    page.goto(address(site.repealed))
    page.emulate_media(media="print")
    expect(page.locator(".banner")).to_be_visible()
    expect(page.locator(".banner")).to_contain_text("已废止")
    expect(page.locator(".mainnav")).to_be_hidden()
    expect(page.locator(".print-address")).to_contain_text(
        f"https://wb.example.gov.cn{address(site.repealed)}"
    )
