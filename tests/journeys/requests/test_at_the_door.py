"""What comes over the counter, by post, fax or e-mail is registered, and each day shown has its reason."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import PaperRole, RequestPaper
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.made_files import photo
from tests.support.measure import accessibility_findings, overflow

pytestmark = pytest.mark.journey

FRIDAY, MONDAY = "2026-03-06", "2026-03-09"
CHANNELS = [
    ("当面提交", {"提交日期": FRIDAY}, "2026-04-03"),
    ("邮寄（挂号、EMS等需要签收）", {"提交日期": "2026-03-02", "到达日期": FRIDAY}, "2026-04-03"),
    ("平常信函（无需签收）", {"到达日期": FRIDAY}, ""),
    ("传真", {"到达日期": FRIDAY, "与申请人确认的日期": MONDAY}, "2026-04-07"),
    ("电子邮件", {"到达日期": FRIDAY}, ""),
]
"""Channel, days on the paper, the due day; none while the two sides have not confirmed."""


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    path = tmp_path / "来信.jpg"
    path.write_bytes(photo())
    return path


def fill_in(page: Page, channel: str, days: dict[str, str], scan: Path) -> None:
    page.goto("/desk/requests/register/")
    page.get_by_label("提交渠道").select_option(label=channel)
    for label, day in days.items():
        page.get_by_label(label).fill(day)
    page.get_by_label("申请人类型").select_option(label="自然人")
    page.get_by_label("姓名或者名称").fill("欧阳文")
    page.get_by_label("信息的名称").fill("2025年因公出国经费预算")
    page.get_by_label("来件扫描件").set_input_files(scan)


def test_every_channel_has_its_received_day(browse, scan):
    page = browse(person=make_person([Role.DISCLOSURE_OFFICER], name="秘书"))
    for channel, days, due in CHANNELS:
        fill_in(page, channel, days, scan)
        page.get_by_role("button", name="登记申请").click()
        expect(page.get_by_text(re.compile(r"已登记 Y2026-\d{5}"))).to_be_visible()
        expect(page.get_by_role("heading", name="2025年因公出国经费预算")).to_be_visible()
        if due:
            expect(page.get_by_text(due).first).to_be_visible()
        else:
            expect(page.get_by_role("heading", name="确认收到申请")).to_be_visible()
            page.get_by_role("button", name="确认收到").click()
            expect(page.get_by_text("已确认，答复期限从确认之日起算")).to_be_visible()
            expect(page.get_by_text("2026-04-07").first).to_be_visible()
    assert RequestPaper.objects.filter(role=PaperRole.SCAN).count() == len(CHANNELS)
    assert set(Case.objects.values_list("state", flat=True)) == {S.RECEIVED}


def test_what_is_missing_is_told_and_what_was_typed_stays(browse, scan):
    page = browse(person=make_person([Role.DISCLOSURE_OFFICER], name="秘书"), width=375)
    fill_in(page, "邮寄（挂号、EMS等需要签收）", {}, scan)
    page.get_by_role("button", name="登记申请").click()
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(page.get_by_label("姓名或者名称")).to_have_value("欧阳文")
    assert not Case.objects.exists()
    assert overflow(page) <= 0


def test_the_due_day_gives_its_reasons_day_by_day(browse, scan):
    page = browse(person=make_person([Role.DISCLOSURE_OFFICER], name="秘书"))
    fill_in(page, "当面提交", {"提交日期": "2026-03-09"}, scan)
    page.get_by_role("button", name="登记申请").click()
    expect(page.get_by_text("2026-04-07").first).to_be_visible()
    expect(page.get_by_text("剩 20 个工作日").first).to_be_visible()
    page.get_by_text("为何是这一天").first.click()
    expect(page.get_by_text("第 1 个工作日").first).to_be_visible()
    expect(page.get_by_text("清明节").first).to_be_visible()
    assert not accessibility_findings(page)
