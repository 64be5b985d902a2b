"""A citizen reports an error on a phone, with and without JavaScript; a clerk answers; the reply is read."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from mingchuang.casework.models import Case
from mingchuang.rules.roles import Role
from mingchuang.rules.site_errors import SiteErrorState as S
from tests.support.factories import make_person
from tests.support.walking import press
from tests.support.world import make_cases

pytestmark = pytest.mark.journey


def fill_in(page: Page, problem: str = "第二段“公布”写成了“工布”。") -> None:
    page.goto("/report-error/?page=/info/014320000-2026-00012/")
    expect(page.get_by_label("出错的网页")).to_have_value("/info/014320000-2026-00012/")
    page.get_by_label("错别字、病句").check()
    page.get_by_label("哪里有错").fill(problem)
    page.get_by_role("button", name="下一步：核对").click()


def test_from_the_phone_to_the_reply(browse, clock):
    officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    phone = browse(width=375, height=720)
    fill_in(phone)
    phone.get_by_role("button", name="返回修改").click()
    expect(phone.get_by_label("哪里有错")).to_have_value("第二段“公布”写成了“工布”。")
    phone.get_by_role("button", name="下一步：核对").click()
    phone.get_by_role("button", name="提交找错").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("已收到您的找错")
    text = phone.locator("main").inner_text()
    number, code = re.search(r"E2026-\d{5}", text)[0], re.search(r"\w{4}(-\w{4}){3}", text)[0]
    case = Case.objects.get(number=number)
    assert case.state == S.RECEIVED, "the page's script solves the task, so that nobody has to look first"

    desk = browse(person=officer)
    desk.goto("/desk/cases/")
    desk.get_by_role("link", name=re.compile("错别字")).click()
    press(desk, "接办", said="已接办")
    desk.get_by_label("答复内容").fill("已更正，谢谢您。")
    desk.get_by_role("button", name="答复", exact=True).click()
    expect(desk.get_by_text("来件人现在可以看到")).to_be_visible()

    clock.forward(days=1)
    phone.get_by_role("link", name="查询进度").first.click()
    phone.get_by_label("编号").fill(number)
    phone.get_by_label("查询码").fill(code.lower())
    phone.get_by_role("button", name="查询进度").click()
    expect(phone.get_by_text("已更正，谢谢您。")).to_be_visible()


def test_without_javascript_nothing_is_lost(browse):
    window = browse(javascript=False)
    fill_in(window, problem="链接打不开")
    expect(window.get_by_text("来件将先由工作人员核对")).to_be_visible()
    window.get_by_role("button", name="提交找错").click()
    expect(window.get_by_role("heading", level=1)).to_have_text("已收到您的找错")
    assert Case.objects.get().state == S.UNCHECKED


def test_errors_take_the_reader_to_the_field(browse):
    phone = browse(width=375, height=720)
    phone.goto("/report-error/")
    phone.get_by_role("button", name="下一步：核对").click()
    expect(phone).to_have_title(re.compile("^错误："))
    summary = phone.get_by_role("alert")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="请写明哪里有错").click()
    expect(phone.get_by_label("哪里有错")).to_be_focused()


def test_the_pages_fit_a_narrow_phone(browse):
    phone = browse(width=320, height=640)
    for address in ("/report-error/", "/report-error/progress/"):
        phone.goto(address)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_late_cases_stand_first_at_the_desk(browse, now, clock):
    officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    make_cases(now, days_ago=(9, 0))
    clock.set(now + timedelta(hours=1))
    desk = browse(person=officer)
    desk.goto("/desk/cases/")
    rows = desk.get_by_role("row")
    expect(rows.nth(1)).to_contain_text("已超期")
    expect(rows.nth(2)).to_contain_text("个工作日")
