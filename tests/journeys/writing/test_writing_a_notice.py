"""A clerk writes a notice with table, picture and file, deals with what the checks found, and submits."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from mingchuang.publishing.models import BodyImage, Draft, Version, VersionState
from tests.support.made_files import photo, word
from tests.support.measure import accessibility_findings
from tests.support.publishing import Office
from tests.support.walking import follow

pytestmark = pytest.mark.journey
Browse = Callable[..., Page]


def fill_date(page: Page, name: str, *parts: int) -> None:
    for part, value in zip(("year", "month", "day"), parts, strict=True):
        page.locator(f"#id_{name}_{part}").fill(str(value))


def test_from_an_empty_page_to_the_gates(browse: Browse, office: Office) -> None:
    page = browse(person=office.drafter)
    page.goto("/desk/items/")
    page.get_by_role("link", name="起草第一条信息").click()
    page.get_by_label("通知公告").check()
    assert not accessibility_findings(page)
    page.get_by_role("button", name="开始起草").click()
    page.wait_for_url("**/edit/")
    draft = Draft.objects.get()

    page.locator("#id_title").fill("关于举办涉外礼仪培训的通知")
    page.locator("#id_document_number").fill("宿外办[2026]3号")
    expect(page.locator("#number-reading")).to_contain_text("宿外办〔2026〕3号")
    fill_date(page, "formed_on", 2026, 3, 2)
    page.locator("#id_abstract").fill("市外办举办涉外礼仪培训，请各单位选派人员参加。")
    _write_body(page)
    _insert_picture(page)
    page.set_input_files("#uploads", {"name": "报名表.docx", "mimeType": "", "buffer": word("报名表")})
    page.get_by_role("button", name="上传", exact=True).click()
    expect(page.get_by_label("附件 1 的名称")).to_have_value("报名表")

    page.get_by_label("主动公开", exact=True).check()
    page.get_by_label("栏目", exact=False).first.select_option("news")
    page.locator("#id_keywords").fill("培训、礼仪")
    expect(page.locator("[data-autosave-status]")).to_contain_text("已保存", timeout=20_000)
    expect(page.locator("#panel")).to_contain_text("内容已经齐全", timeout=20_000)
    expect(page.locator("#panel")).to_contain_text("必须处理")
    assert not accessibility_findings(page)

    page.get_by_role("button", name="保存并送审").click()
    expect(page.locator("#refusal-title")).to_contain_text("还不能送审")
    follow(page.get_by_role("link", name="处理检查结果"))
    _settle_findings(page)

    follow(page.get_by_role("link", name="送审", exact=True))
    assert not accessibility_findings(page)
    page.get_by_role("link", name="预览").click()
    expect(page.locator(".preview-bar")).to_be_visible()
    expect(page.locator(".prose table")).to_contain_text("沭阳县")
    picture = page.locator(".prose img")
    expect(picture).to_have_attribute("alt", "培训教室")
    assert picture.evaluate("image => image.naturalWidth") > 0
    page.go_back()
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("第1版已送审")).to_be_visible()
    expect(page.get_by_text("政治关审核")).to_be_visible()
    assert not accessibility_findings(page)

    version = Version.objects.get()
    assert version.state == VersionState.IN_REVIEW
    assert "<table>" in version.body and "<th" in version.body and "<strong>" in version.body
    assert f"/files/{BodyImage.objects.get().file.uid}/" in version.body
    assert "/desk/" not in version.body and "style=" not in version.body
    assert version.attachments.count() == 1
    assert draft.edition.item.uid == version.edition.item.uid


def _press(page: Page, name: str) -> None:
    """Press a button of the toolbar; typing goes on once the editor has the focus again."""
    page.get_by_role("button", name=name).click()
    expect(page.locator("[contenteditable='true']")).to_be_focused()


def _write_body(page: Page) -> None:
    editor = page.locator("[contenteditable='true']")
    editor.click()
    _press(page, "一级标题")
    page.keyboard.type("培训安排")
    page.keyboard.press("Enter")
    _press(page, "加粗")
    page.keyboard.type("请按时参加,谢谢。")
    expect(editor).to_contain_text("谢谢。")
    _press(page, "加粗")
    page.keyboard.press("Enter")
    page.keyboard.type("联系人身份证号32130219900307663X。")
    expect(editor).to_contain_text("联系人身份证号32130219900307663X。")
    page.keyboard.press("Enter")
    _press(page, "表格")
    for words in ("县区", "名额", "备注", "沭阳县", "6"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    expect(page.get_by_role("toolbar", name="表格的行和列")).to_be_visible()
    page.get_by_role("button", name="下方加行").click()
    expect(editor.locator("tr")).to_have_count(4)


def _insert_picture(page: Page) -> None:
    page.locator("[contenteditable='true'] > p").first.click()
    page.get_by_role("button", name="图片").click()
    page.get_by_role("button", name="插入图片").last.click()
    expect(page.locator("#image-error")).to_contain_text("请选择图片文件；请填写替代文字")
    page.set_input_files("#image-file", {"name": "教室.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_label("替代文字").fill("培训教室")
    page.get_by_role("button", name="插入图片").last.click()
    expect(page.locator("[contenteditable='true'] img")).to_have_attribute("alt", "培训教室")


def _settle_findings(page: Page) -> None:
    assert not accessibility_findings(page)
    expect(page.get_by_text("只能由政府信息公开工作机构")).to_be_visible()
    comma = page.locator(".finding", has_text="半角标点")
    comma.get_by_text("说明理由后保留").click()
    comma.get_by_role("button", name="保留这一处").click()
    expect(page.locator("#refusal-title")).to_be_visible()
    comma.get_by_label("保留的理由").fill("原通知如此")
    comma.get_by_role("button", name="保留这一处").click()
    expect(page.get_by_text("理由：原通知如此")).to_be_visible()
    page.locator(".finding", has_text="文件属性").get_by_text("说明理由后保留").click()
    page.locator(".finding", has_text="文件属性").get_by_label("保留的理由").fill("作者是本机关工作人员")
    page.locator(".finding", has_text="文件属性").get_by_role("button", name="保留这一处").click()
    expect(page.get_by_text("理由：作者是本机关工作人员")).to_be_visible()
    # The personal number must go: mended in the text.
    page.get_by_role("link", name="回到稿件修改").click()
    paragraph = page.locator("[contenteditable='true'] p", has_text="身份证号")
    paragraph.click(click_count=3)
    page.keyboard.type("联系人见附件。")
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_text("没有待处理的检查结果")).to_be_visible()


def test_the_body_is_a_plain_field_without_scripts(browse: Browse, office: Office) -> None:
    page = browse(person=office.drafter, javascript=False)
    page.goto("/desk/items/new/")
    page.get_by_label("通知公告").check()
    page.get_by_role("button", name="开始起草").click()
    page.locator("#id_title").fill("无脚本的标题")
    page.locator("#id_body").fill("第一段\n第二段")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_text("已保存。")).to_be_visible()
    draft = Draft.objects.get()
    assert (draft.title, draft.body) == ("无脚本的标题", "<p>第一段</p><p>第二段</p>")
