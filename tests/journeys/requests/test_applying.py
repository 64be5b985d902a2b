"""A citizen applies on a phone, with and without JavaScript, reads the acknowledgement, looks up progress."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.made_files import photo
from tests.support.walking import follow

pytestmark = pytest.mark.journey


@pytest.fixture
def id_card(tmp_path) -> Path:
    path = tmp_path / "身份证.jpg"
    path.write_bytes(photo())
    return path


def fill_in(page: Page, id_card: Path) -> None:
    """From the explanation to the check page."""
    page.goto("/disclosure/request/")
    page.get_by_role("link", name="网上申请").first.click()
    page.get_by_label("自然人").check()
    page.get_by_label("姓名或者名称").fill("欧阳文")
    page.get_by_label("证件类型").select_option("id_card")
    page.get_by_label("证件号码").fill("11010519491231002X")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("信息的名称").fill("2025年因公出国经费预算")
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("电话").first.fill("138 0013 8000")
    page.get_by_label("电子", exact=True).check()
    page.get_by_label("网上获取").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("申请人的身份证明").set_input_files(id_card)
    page.get_by_role("button", name="下一步：核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对后提交")


def test_from_the_explanation_to_the_progress(browse, id_card, now):
    officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    phone = browse(width=375, height=720)
    fill_in(phone, id_card)
    phone.get_by_role("button", name=re.compile(r"修改\s*信息的名称")).click()
    expect(phone.get_by_label("信息的名称")).to_have_value("2025年因公出国经费预算")
    for _ in range(2):
        follow(phone.get_by_role("button", name="下一步"))
    expect(phone.get_by_text("身份证.jpg").first).to_be_visible()
    phone.get_by_role("button", name="下一步：核对").click()
    phone.get_by_role("button", name="提交申请").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已收到您的申请")
    text = phone.locator("main").inner_text()
    number, code = re.search(r"Y2026-\d{5}", text)[0], re.search(r"\w{4}(-\w{4}){3}", text)[0]
    case = Case.objects.get(number=number)
    assert case.state == S.SUBMITTED, "the page's script solves the task, so that nobody has to look first"
    confirm(case, actor=officer, now=now)

    phone.get_by_role("link", name="查询进度").first.click()
    phone.get_by_label("编号").fill(number)
    phone.get_by_label("查询码").fill(code.lower())
    phone.get_by_role("button", name="查询进度").click()
    expect(phone.get_by_text("2026-04-07").first).to_be_visible()
    phone.get_by_text("为何是这一天").first.click()
    expect(phone.get_by_text("第 1 个工作日")).to_be_visible()
    phone.get_by_role("button", name="撤回申请").click()
    phone.get_by_role("button", name="撤回这件申请").click()
    expect(phone.get_by_text("已撤回申请，本机关不再办理。")).to_be_visible()


def test_without_javascript_nothing_is_lost(browse, id_card):
    window = browse(javascript=False)
    fill_in(window, id_card)
    window.get_by_role("button", name="提交申请").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("已收到您的申请")
    assert Case.objects.get().state == S.UNCHECKED


def test_errors_take_the_reader_to_the_field(browse):
    phone = browse(width=375, height=720)
    phone.goto("/disclosure/request/apply/")
    phone.get_by_role("button", name="下一步").click()
    expect(phone).to_have_title(re.compile("^错误："))
    summary = phone.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="请填写姓名").click()
    expect(phone.get_by_label("姓名或者名称")).to_be_focused()


def test_the_pages_fit_a_narrow_phone(browse):
    phone = browse(width=320, height=640)
    for address in ("apply/", "resume/", "progress/"):
        phone.goto(f"/disclosure/request/{address}")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, address
