"""Reviewers pass a text in the browser, the disclosure body releases it, a citizen reads it on a phone."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from mingchuang.publishing.models import Version, VersionState
from mingchuang.rules.gates import GATE_LABELS, Gate
from tests.support.publishing import Office, cleared, released, submitted
from tests.support.walking import follow

pytestmark = pytest.mark.journey


def test_from_the_gates_to_the_public(browse: Callable[..., Page], office: Office, now: datetime) -> None:
    version = submitted(office, now)
    for gate in (Gate.SECRECY, Gate.POLITICAL, Gate.POLICY, Gate.WORDING):
        page = browse(person=office.reviewers[gate])
        page.goto("/desk/reviews/")
        page.get_by_role("link", name=version.title).click()
        section = page.locator("section", has_text=f"我的审核：{GATE_LABELS[gate]}")
        expect(section).to_be_visible()
        for box in section.get_by_role("checkbox").all():
            box.check()
        section.get_by_label("通过", exact=True).check()
        section.get_by_role("button", name="提交审核结论").click()
        expect(page.get_by_text(f"{GATE_LABELS[gate]}已通过")).to_be_visible()
    page = browse(person=office.officer)
    page.goto("/desk/releases/")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="核对并发布选中的信息").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("将有 1 件信息对外公开")
    page.get_by_role("button", name="发布这 1 件信息").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("已发布 1 件")
    phone = browse(width=375, javascript=False)
    phone.goto("/info/014416330-2026-00001/")
    expect(phone.get_by_role("heading", level=1)).to_have_text(version.title)


def test_a_return_needs_its_reason_and_keeps_what_was_typed(
    browse: Callable[..., Page], office: Office, now: datetime
) -> None:
    version = submitted(office, now)
    page = browse(person=office.reviewers[Gate.WORDING])
    page.goto(f"/desk/reviews/{version.uid}/")
    page.get_by_label("退回修改").check()
    page.get_by_role("button", name="提交审核结论").click()
    expect(page.get_by_role("alert")).to_contain_text("退回须写明理由")
    expect(page.get_by_label("退回修改")).to_be_checked()
    page.get_by_label("审核意见").fill("第二段人数与附件不一致")
    page.get_by_role("button", name="提交审核结论").click()
    expect(page.get_by_text("文字关已退回")).to_be_visible()
    assert Version.objects.get().state == VersionState.REJECTED


def test_the_head_of_the_secretariat_begins_the_day(
    browse: Callable[..., Page], office: Office, now: datetime
) -> None:
    cleared(office, now, title="等着发布的一件")
    released(office, now, title="刚刚发布的一件")
    page = browse(person=office.officer)
    page.goto("/desk/")
    expect(page.get_by_role("link", name="待发布").last).to_be_visible()
    expect(page.get_by_role("link", name="刚刚发布的一件")).to_be_visible()
    follow(page.locator("a.tile", has_text="待发布"))
    expect(page.get_by_role("link", name="等着发布的一件").first).to_be_visible()
    page.goto("/desk/audit/")
    expect(page.get_by_role("cell", name="审核通过", exact=True).first).to_be_visible()
