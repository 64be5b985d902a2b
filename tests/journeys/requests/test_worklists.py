"""What is mine, my division's, late and soon; and the year in numbers, on the page and in a file."""

import csv
import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from mingchuang.casework import services as trunk
from mingchuang.disclosure.requests.services import serving
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person
from tests.support.measure import accessibility_findings, overflow
from tests.support.requested_years import Office
from tests.support.walking import Walk

pytestmark = pytest.mark.journey

MONDAY, LATE, SOON = date(2026, 3, 9), date(2026, 1, 5), date(2026, 2, 6)


def listed(page: Page, **chosen: str) -> None:
    """The worklist with these choices."""
    for label, choice in chosen.items():
        page.get_by_label(label, exact=True).select_option(label=choice)
    page.get_by_role("button", name="筛选").click()


def taken(page: Page, link: str, path: Path) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    download.value.save_as(path)
    return path.read_bytes()


def test_mine_the_divisions_overdue_and_soon(walk: Walk, office: Office, tmp_path: Path):
    division = make_division("出国处")
    clerk = make_person([Role.DRAFTER], division=division, name="经办")
    late, soon, other = office.receive(LATE), office.receive(SOON), office.receive(MONDAY)
    for case in (late, soon):
        trunk.forward(case, division=division, reason="", **office.on(MONDAY))
    trunk.take_on(soon, actor=clerk, now=office.on(MONDAY)["now"])
    page = walk.on(MONDAY, clerk)
    page.goto("/desk/cases/")
    expect(page.get_by_text("共 2 条")).to_be_visible()
    expect(page.get_by_text(other.number)).to_have_count(0)
    listed(page, 范围="我经办的")
    expect(page.get_by_text("共 1 条")).to_be_visible()
    expect(page.get_by_role("row", name=soon.number)).to_contain_text("经办")
    listed(page, 范围="本处室的", 期限="已超期")
    expect(page.get_by_text("共 1 条")).to_be_visible()
    expect(page.get_by_role("row", name=late.number)).to_contain_text("已超期")
    page.get_by_role("link", name="三个工作日内到期").click()
    expect(page.get_by_text("共 1 条")).to_be_visible()
    expect(page.get_by_role("row", name=soon.number)).to_be_visible()
    found = csv.DictReader(io.StringIO(taken(page, "导出 CSV", tmp_path / "a.csv").decode("utf-8-sig")))
    assert [row["编号"] for row in found] == [soon.number]


def test_the_year_in_numbers(walk: Walk, office: Office, tmp_path: Path):
    for day, decision, said in (
        (LATE, "deny_process", {"ground": "process", "reason": "讨论记录"}),
        (MONDAY, "grant", {}),
    ):
        case = office.receive(day)
        office.decide(case, MONDAY, decision, **said)
        serving.serve(case, day=MONDAY, way="direct", proof="签收", **office.on(MONDAY))
    office.receive(MONDAY)
    page = walk.on(MONDAY, office.leader)
    page.goto("/desk/cases/")
    page.get_by_role("link", name="来件统计").click()
    months = page.get_by_role("table", name="按月")
    for row, numbers in (("1月", "1 0 —"), ("3月", "2 2 50.0%"), ("合计", "3 2 50.0%")):
        cells = months.get_by_role("row", name=row).get_by_role("cell")
        expect(cells.nth(2)).to_have_text(numbers.split()[2])
        assert cells.all_inner_texts()[:3] == numbers.split()
    outcomes = page.get_by_role("table", name="办理结果")
    expect(outcomes.get_by_role("row", name="予以公开").first).to_contain_text("50.0%")
    assert not accessibility_findings(page)
    book = openpyxl.load_workbook(io.BytesIO(taken(page, "导出 XLSX", tmp_path / "a.xlsx")))
    head, *rows = book.active.values
    assert sum(row[head.index("收到")] for row in rows) == 3
    assert sum(row[head.index("按期办结")] for row in rows) == 1
    page.set_viewport_size({"width": 375, "height": 720})
    assert overflow(page) <= 0
