"""The style guide in a browser: readable by everybody, at every width, in every view."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.support.measure import (
    accessibility_findings,
    focus,
    overflow,
    small_targets,
    smallest_text,
    text_of,
)
from tests.support.walking import follow

pytestmark = pytest.mark.journey

FACES = ("public", "article", "list", "desk", "record", "plain")
Browse = Callable[..., Page]


def see(page: Page, face: str, view: str = "", query: str = "") -> Page:
    page.context.clear_cookies(name="view")
    if view:
        page.goto("/styleguide/plain/")
        root = "/".join(page.url.split("/", 3)[:3])
        page.context.add_cookies([{"name": "view", "value": view, "url": root}])
    page.goto(f"/styleguide/{face}/{query}")
    return page


@pytest.mark.parametrize(
    ("width", "view", "faces"),
    [
        (1280, "", FACES),
        pytest.param(375, "", FACES, marks=pytest.mark.slow),
        (1280, "contrast", ("list", "record")),
        pytest.param(375, "elder", ("article", "list"), marks=pytest.mark.slow),
    ],
)
def test_axe_finds_nothing(browse: Browse, width: int, view: str, faces: tuple[str, ...]) -> None:
    """Every face; forms and records untouched and full of mistakes."""
    page = browse(width=width)
    found: list[str] = []
    for face in faces:
        for query in ("", "?errors=1") if face in ("list", "record") and not view else ("",):
            see(page, face, view, query)
            found += [f"{face}{query}: {finding}" for finding in accessibility_findings(page)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("width", "view"), [(320, ""), (640, ""), (1366, ""), (320, "elder"), (375, "elder-30")]
)
def test_nothing_scrolls_sideways(browse: Browse, width: int, view: str) -> None:
    """320 px wide, and 1280 at 200 % zoom, which lays out like 640."""
    page = browse(width=width)
    for face in FACES:
        see(page, face, view)
        for details in page.locator("main details").all():
            details.evaluate("element => { element.open = true; }")
        assert overflow(page) <= 0, f"{face} at {width} {view}"


@pytest.mark.parametrize("width", [1280, 375])
def test_public_targets_are_44_px(browse: Browse, width: int) -> None:
    page = browse(width=width)
    for face in ("public", "article", "list", "plain"):
        see(page, face)
        assert small_targets(page, 44) == [], face


@pytest.mark.parametrize("width", [1280, 375])
def test_elder_targets_are_60_px(browse: Browse, width: int) -> None:
    page = browse(width=width)
    mains = (
        ".eldertools :is(a, button), .button, .mainnav a, .item-main > a, .topline a, main :is(input, select)"
    )
    for face in ("public", "article", "list"):
        see(page, face, "elder")
        assert small_targets(page, 60, mains) == [], face


def test_desk_targets_are_32_px(browse: Browse) -> None:
    page = browse(width=1366)
    for face in ("desk", "record"):
        see(page, face)
        assert small_targets(page, 32) == [], face


@pytest.mark.parametrize(("face", "height"), [("list", 48), ("desk", 40)])
def test_buttons_are_as_high_as_the_guide_says(browse: Browse, face: str, height: int) -> None:
    page = see(browse(), face)
    heights = page.evaluate(
        "[...document.querySelectorAll('main .button')].map(b => b.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) == pytest.approx(height, abs=0.5)


@pytest.mark.parametrize(("width", "size"), [(375, 17), (1280, 18)])
def test_chinese_body_text(browse: Browse, width: int, size: int) -> None:
    page = see(browse(width=width), "article")
    shown, line, width = text_of(page, ".prose p")
    assert shown == pytest.approx(size)
    assert line == pytest.approx(1.75, abs=0.01)
    assert width <= 38.05
    assert text_of(page, "h1")[1] == pytest.approx(1.4, abs=0.01)


@pytest.mark.parametrize(("view", "size"), [("elder", 22), ("elder-26", 26), ("elder-30", 30)])
@pytest.mark.parametrize("width", [375, 1280])
def test_elder_body_text(browse: Browse, view: str, size: int, width: int) -> None:
    page = see(browse(width=width), "article", view)
    shown, line, _ = text_of(page, ".prose p")
    assert shown == pytest.approx(size, abs=0.1)
    assert line == pytest.approx(1.8, abs=0.01)
    assert smallest_text(page, "main") >= size - 0.1


def test_no_public_text_is_smaller_than_16(browse: Browse) -> None:
    page = browse(width=375)
    for face in ("public", "article", "list", "plain"):
        see(page, face)
        assert smallest_text(page) >= 16, face


def test_each_language_has_its_own_type(browse: Browse) -> None:
    page = see(browse(), "article")
    fonts = page.evaluate(
        "['ja', 'en'].map(l => getComputedStyle(document.querySelector(`.prose [lang=${l}]`)).fontFamily)"
    )
    assert "Hiragino" in fonts[0]
    assert fonts[1].startswith("system-ui")


@pytest.mark.parametrize("face", ["list", "desk", "record"])
def test_focus_is_always_seen(browse: Browse, face: str) -> None:
    """Walking through the page with Tab: an outline of 3 px, and never under a sticky bar."""
    page = see(browse(width=1366, height=768), face)
    for _ in range(60):
        page.keyboard.press("Tab")
        state = focus(page)
        if state is None:
            break
        assert state["width"] == "3px", state
        assert state["style"] == "solid", state
        assert state["ring"], state
        assert state["seen"], state


def test_the_skip_link_is_first_and_leads_to_the_text(browse: Browse) -> None:
    page = see(browse(), "article")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_javascript_everything_is_there(browse: Browse) -> None:
    """No script: elder mode, contrast, the reason of a due date; only the conveniences are missing."""
    page = browse(width=375, javascript=False)
    page.goto("/styleguide/list/")
    assert page.locator(".article-tools").count() == 0
    page.get_by_text("为何是这一天").first.click()
    expect(page.get_by_text("第 1 个工作日").first).to_be_visible()
    page.get_by_role("link", name="老年模式").click()
    expect(page).to_have_url(re.compile("/styleguide/list/$"))
    expect(page.get_by_role("link", name="我要申请")).to_be_visible()
    follow(page.get_by_role("link", name="最大字"))
    follow(page.get_by_role("link", name="黑底黄字"))
    expect(page.get_by_role("link", name="白底黑字")).to_be_visible()
    page.get_by_role("link", name="返回标准版").click()
    expect(page.get_by_role("link", name="老年模式")).to_be_visible()


def test_reduced_motion_is_respected(browse: Browse) -> None:
    page = browse()
    page.emulate_media(reduced_motion="reduce")
    see(page, "public")
    assert page.evaluate("getComputedStyle(document.querySelector('a')).transitionDuration") == "0s"


def test_paper_has_no_navigation_and_says_the_status_and_address(browse: Browse) -> None:
    page = see(browse(), "article")
    page.emulate_media(media="print")
    for gone in (".topline", ".masthead", ".mainnav", ".breadcrumb", ".footer", ".article-tools"):
        expect(page.locator(gone).first, gone).not_to_be_visible()
    expect(page.get_by_text("网址：https://example.invalid/info/")).to_be_visible()
    expect(page.get_by_text("已废止").first).to_be_visible()
    after = page.evaluate("getComputedStyle(document.querySelector('.prose a'), '::after').content")
    assert "attr(href)" in after or "www.example.invalid" in after
