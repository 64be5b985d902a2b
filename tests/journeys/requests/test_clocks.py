"""Three deadlines on every screen, in words as well as colour; a calendar first shows what it moves."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from mingchuang.base.calendars.models import CalendarVersion
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services.applicant import withdraw
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.measure import accessibility_findings
from tests.support.requested_years import Office
from tests.support.walking import Walk, press

pytestmark = pytest.mark.journey

MONDAY = date(2026, 3, 9)
LATE, SOON, RUNNING = date(2026, 1, 5), date(2026, 2, 6), MONDAY


def test_three_deadlines_stand_in_the_list_and_on_the_case_in_words(walk: Walk, office: Office):
    page = walk.on(MONDAY, office.officer)
    said = {LATE: "已超期", SOON: "已到内部期限", RUNNING: "剩 20 个工作日"}
    cases = {day: office.receive(day) for day in said}
    page.goto("/desk/cases/")
    for day, case in cases.items():
        row = page.get_by_role("row", name=case.number)
        expect(row).to_contain_text(said[day])
        expect(row).to_contain_text(case.due_on.isoformat())
        expect(row).to_contain_text(f"提醒 {case.warn_on:%m-%d} · 内部 {case.internal_due_on:%m-%d}")
    expect(page.get_by_role("link", name="已超期")).to_contain_text("1")
    assert not accessibility_findings(page)
    page.get_by_role("row", name=cases[SOON].number).get_by_role("link").first.click()
    card = page.locator(".case-clock, .card", has=page.get_by_role("heading", name="答复期限"))
    expect(card).to_contain_text("已到内部期限")
    expect(card).to_contain_text(f"提醒 {cases[SOON].warn_on:%m-%d}")
    card.get_by_text("为何是这一天").click()
    expect(card.get_by_text("春节").first).to_be_visible()
    expect(card).to_contain_text("国办发明电〔2025〕7号")


def test_a_new_calendar_shows_what_it_moves_before_it_is_put_in_force(walk: Walk, office: Office):
    open_case, closed = office.receive(MONDAY), office.receive(LATE)
    withdraw(closed, now=office.on(MONDAY)["now"])
    page = walk.on(MONDAY, make_person([Role.ADMINISTRATOR], name="管理员"))
    page.goto("/desk/admin/calendars/")
    page.get_by_role("row", name="2026").first.get_by_role("link", name="修改").click()
    box = page.get_by_label(re.compile("^放假"))
    box.fill(f"{box.input_value()}\n临时放假 3月20日")
    page.get_by_role("button", name="查看变动", exact=True).click()
    row = page.get_by_role("row", name=f"{open_case.number}").filter(has_text="答复期限")
    expect(row).to_contain_text("2026-04-07")
    expect(row).to_contain_text("2026-04-08")
    expect(page.get_by_text(closed.number)).to_have_count(0)
    assert not accessibility_findings(page)
    assert Case.objects.get(pk=open_case.pk).due_on == date(2026, 4, 7)
    page.get_by_label("依据或原因").fill("市政府临时放假通知")
    press(page, "启用新日历", said="工作日历已更新")
    assert CalendarVersion.objects.get().reason == "市政府临时放假通知"

    page = walk.on(MONDAY, office.officer)
    page.goto(f"/desk/cases/{open_case.uid}/")
    expect(page.get_by_text("2026-04-08").first).to_be_visible()
    page.get_by_text("为何是这一天").first.click()
    expect(page.get_by_text("临时放假").first).to_be_visible()
