"""A session of bad input: each gets a clear message, nothing else is lost."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mingchuang.publishing.models import Draft
from tests.support.measure import accessibility_findings
from tests.support.publishing import Office, drafted

pytestmark = pytest.mark.journey
Browse = Callable[..., Page]


@pytest.fixture
def editor(browse: Browse, office: Office, now: datetime) -> tuple[Page, Draft]:
    """The drafter in the editor of a complete draft."""
    draft = drafted(office, now)
    page = browse(person=office.drafter)
    page.goto(f"/desk/items/{draft.edition.item.uid}/edit/")
    return page, draft


def test_long_titles_impossible_days_and_control_characters(editor: tuple[Page, Draft]) -> None:
    page, draft = editor
    page.locator("#id_title").fill("长" * 10_000)
    expect(page.locator(".counter").first).to_contain_text("超出 9800 字")
    page.locator("#id_formed_on_year").fill("2031")
    page.locator("#id_effective_on_month").fill("2")
    page.locator("#id_effective_on_day").fill("30")
    page.locator("#id_effective_on_year").fill("2026")
    page.locator("#id_abstract").fill("概述\u0007有\u200b控制符\u001b")
    page.get_by_role("button", name="保存草稿").click()

    summary = page.locator("[data-error-summary]")
    expect(summary).to_contain_text("有 2 处需要修改")
    expect(summary).to_contain_text("标题最多300字，您输入了10000字")
    expect(summary).to_contain_text("没有“2026-2-30”这一天")
    expect(page.locator("#id_title")).to_have_value("长" * 10_000)
    expect(page.locator("#panel")).to_contain_text("成文日期不能晚于今天")
    assert not accessibility_findings(page)
    draft.refresh_from_db()
    assert draft.formed_on is not None and draft.formed_on.year == 2031
    assert "\u0007" not in draft.abstract and "控制符" in draft.abstract

    page.locator("#id_title").fill("短标题")
    page.locator("#id_formed_on_year").fill("2026")
    page.locator("#id_effective_on_day").fill("28")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("已保存。")).to_be_visible()


def test_pasted_scripts_and_foreign_pictures(editor: tuple[Page, Draft]) -> None:
    page, draft = editor
    dangerous = (
        "<p style='mso-font: x; color: red'>粘贴的正文</p><script>document.title='破'</script>"
        "<img src=x onerror=\"document.title='破'\"><a href=\"javascript:document.title='破'\">链接</a>"
    )
    page.locator("[contenteditable='true']").evaluate(
        """(element, html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            data.setData("text/plain", "粘贴的正文");
            element.focus();
            element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
        }""",
        dangerous,
    )
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page).not_to_have_title("破")
    draft.refresh_from_db()
    assert "粘贴的正文" in draft.body
    assert not any(part in draft.body for part in ("script", "onerror", "javascript"))


def test_two_hundred_megabytes(editor: tuple[Page, Draft], tmp_path: Path) -> None:
    page, draft = editor
    huge = tmp_path / "太大的文件.pdf"
    with huge.open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(200 * 1024 * 1024)
    page.set_default_timeout(120_000)
    page.locator("#id_abstract").fill("上传前写的概述")
    page.set_input_files("#uploads", huge)
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.locator("#uploads-error")).to_contain_text(
        "太大的文件.pdf：文件须小于 20 MB，您选的是 200 MB", timeout=120_000
    )
    draft.refresh_from_db()
    assert draft.abstract == "上传前写的概述"
    assert not draft.attachments.exists()
