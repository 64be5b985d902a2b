"""The desk in a browser: keys, errors, selection, saving, the end of a sign-in, reading tools."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

pytestmark = pytest.mark.journey

Browse = Callable[..., Page]


def test_keys_move_open_and_select_rows(page: Page) -> None:
    page.goto("/styleguide/desk/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tr.is-current")).to_contain_text("部门决算")
    page.keyboard.press("k")
    expect(page.locator("tr.is-current")).to_contain_text("邀请外国人来华")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("已选中 1 条")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record/?n=1")


def test_a_slash_searches_and_keys_typed_into_a_field_are_letters(page: Page) -> None:
    page.goto("/styleguide/desk/")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "desk-search"
    page.keyboard.type("jkx?/")
    expect(page.locator("#desk-search")).to_have_value("jkx?/")
    assert page.locator("tr.is-current").count() == 0


def test_a_question_mark_lists_the_keys(page: Page) -> None:
    page.goto("/styleguide/desk/")
    page.keyboard.press("?")
    expect(page.locator("[data-key-list]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("[data-key-list]")).to_be_hidden()
    page.get_by_role("button", name="键盘操作").click()
    expect(page.locator("[data-key-list]")).to_be_visible()


def test_bulk_acts_say_how_many(page: Page) -> None:
    page.goto("/styleguide/desk/")
    submit = page.get_by_role("button", name="提交审核")
    expect(submit).to_be_disabled()
    page.get_by_label("选中全部").check()
    expect(page.locator("[data-bulk-count]")).to_have_text("已选中 7 条")
    expect(page.get_by_role("button", name="提交审核（7 条）")).to_be_enabled()
    page.get_by_label("选中“关于公布2025年度部门决算的说明”").uncheck()
    expect(page.get_by_role("button", name="撤下（6 条）")).to_be_enabled()


def test_the_summary_takes_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/styleguide/list/?errors=1")
    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
    assert page.title().startswith("错误：")
    page.get_by_role("link", name="请填写标题").click()
    assert page.evaluate("document.activeElement.name") == "title"
    page.get_by_role("link", name="请选择公开属性").click()
    assert page.evaluate("document.activeElement.name") == "openness"


def save_answers(page: Page, *answers: dict[str, object]) -> list[str]:
    """Answer the posts of autosave in turn; returns the bodies that arrive."""
    bodies: list[str] = []
    queue = list(answers)

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        bodies.append(route.request.post_data or "")
        given = queue.pop(0) if len(queue) > 1 else queue[0]
        route.fulfill(status=int(str(given.get("status", 200))), json=given["json"])

    page.route("**/styleguide/record/", answer)
    return bodies


def test_a_draft_saves_by_itself_and_says_when(page: Page) -> None:
    bodies = save_answers(page, {"json": {"saved_at": "14:05", "revision": 8}})
    page.goto("/styleguide/record/")
    page.locator("input[name=title]").fill("关于外国人来华邀请的说明")
    expect(page.locator("[data-autosave-status]")).to_have_text("已保存 14:05")
    assert len(bodies) == 1
    assert "关于外国人来华邀请的说明" in bodies[0]


def test_a_draft_somebody_else_saved_leads_to_the_comparison(page: Page) -> None:
    """No silent loss: the text stays in the page, saving stops, a link leads to the merge."""
    bodies = save_answers(page, {"status": 409, "json": {"merge_url": "/styleguide/record/?merge=1"}})
    page.goto("/styleguide/record/")
    page.locator("input[name=title]").fill("我的标题")
    expect(page.get_by_role("link", name="比较并合并")).to_be_visible()
    page.locator("input[name=title]").fill("我的标题二")
    page.wait_for_timeout(2500)
    assert len(bodies) == 1
    expect(page.locator("input[name=title]")).to_have_value("我的标题二")


def test_a_draft_that_was_not_saved_says_so_and_is_tried_again(page: Page) -> None:
    save_answers(
        page,
        {"status": 503, "json": {"message": "服务器正忙，稍后会再试。"}},
        {"json": {"saved_at": "14:06", "revision": 9}},
    )
    page.goto("/styleguide/record/")
    # What is said between two tries may be gone before anybody looks; so everything said is written down.
    page.evaluate(
        """() => {
            const status = document.querySelector("[data-autosave-status]");
            window.said = [];
            new MutationObserver(() => window.said.push(status.textContent.trim()))
                .observe(status, { childList: true, subtree: true, characterData: true });
        }"""
    )
    page.locator("input[name=title]").fill("再试一次")
    expect(page.locator("[data-autosave-status]")).to_have_text("已保存 14:06", timeout=20_000)
    assert "尚未保存：服务器正忙，稍后会再试。" in page.evaluate("window.said")


def test_the_desk_warns_before_the_sign_in_ends(page: Page) -> None:
    page.clock.install()
    page.goto("/styleguide/desk/")
    warning = page.locator("[data-session-warning]")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("54:00")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("02:00")
    expect(warning).to_be_visible()
    page.route("**/account/session/", lambda route: route.fulfill(json={"seconds": 1800}))
    page.get_by_role("button", name="继续工作").click()
    expect(warning).to_be_hidden()
    page.clock.fast_forward("26:00")
    expect(warning).to_be_visible()


def test_a_sign_in_that_ended_is_told_without_losing_the_page(page: Page) -> None:
    page.clock.install()
    page.goto("/styleguide/desk/")
    page.clock.fast_forward("56:00")
    page.route("**/account/session/", lambda route: route.fulfill(status=401, json={"seconds": 0}))
    page.get_by_role("button", name="继续工作").click()
    expect(page.locator("[data-session-warning] p")).to_contain_text("登录已到期")


def test_readers_change_the_size_of_an_article_and_it_is_remembered(page: Page) -> None:
    page.goto("/styleguide/article/")
    size = "getComputedStyle(document.querySelector('.prose p')).fontSize"
    assert page.evaluate(size) == "18px"
    page.get_by_role("button", name="大", exact=True).click()
    assert page.evaluate(size) == "24px"
    page.reload()
    assert page.evaluate(size) == "24px"
    expect(page.get_by_role("button", name="大", exact=True)).to_have_attribute("aria-pressed", "true")


def test_the_print_button_prints(page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto("/styleguide/article/")
    page.get_by_role("button", name="打印").click()
    assert page.evaluate("window.printed") is True


def test_reading_aloud_reads_sentences_in_the_language_of_the_page(page: Page) -> None:
    page.add_init_script(
        """window.said = [];
        Object.defineProperty(window, 'speechSynthesis', { value: {
          speaking: false, cancel() { this.speaking = false; },
          speak(u) { this.speaking = true; window.said.push([u.text, u.lang]); } } });"""
    )
    page.goto("/styleguide/article/")
    page.get_by_role("button", name="朗读").click()
    said = page.evaluate("window.said")
    assert len(said) > 5
    assert {lang for _, lang in said} == {"zh-CN"}
    expect(page.get_by_role("button", name="停止朗读")).to_be_visible()
