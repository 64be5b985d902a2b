"""The report in the browser: counted, looked behind, written, signed, through the gates, read outside."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import expect

from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.publishing.models import Draft
from mingchuang.publishing.services import release, submission
from mingchuang.rules.annual_report.counting import CountedRequest
from tests.support.disclosure import block_column
from tests.support.measure import accessibility_findings, overflow
from tests.support.publishing import Office, make_office, sign_gates
from tests.support.reported import Requests, registered

pytestmark = pytest.mark.journey


@pytest.fixture
def office(transactional_db: None) -> Office:
    office = make_office()
    block_column(office, "reports", "annual_report")
    return office


@pytest.fixture
def requests() -> Iterator[Requests]:
    with registered() as requests:
        requests.requests += [
            CountedRequest("natural_person", 2025, 2025, "granted"),
            CountedRequest("commercial", 2025, None, ""),
        ]
        yield requests


def test_from_the_data_to_the_public(browse, office: Office, requests: Requests, now: datetime) -> None:
    page = browse(width=1280, person=office.officer)
    page.goto("/desk/annual-reports/")
    page.get_by_role("button", name="生成年度报告").click()
    expect(page.get_by_role("link", name="编写正文")).to_be_visible()
    assert not accessibility_findings(page)
    table = page.get_by_role("region", name="收到和处理政府信息公开申请情况")
    table.get_by_role("row", name="（一）予以公开").get_by_role("link", name="1").first.click()
    expect(page.get_by_role("link", name="申请0")).to_be_visible()
    page.get_by_role("link", name="返回报告").click()

    page.get_by_role("link", name="编写正文").click()
    expect(page.get_by_role("button", name="保存正文")).to_be_visible()
    for box in page.get_by_role("textbox").all():
        if box.is_visible() and "（请补充" in (box.input_value() or ""):
            box.fill("全年工作平稳，没有其他需要报告的事项。")
    page.get_by_role("button", name="保存正文").click()
    expect(page.get_by_role("link", name="编写正文")).to_be_visible()

    leader = browse(width=1280, person=office.leader)
    leader.goto(page.url)
    leader.get_by_role("button", name="签发报告").click()
    expect(leader.get_by_text("已签发").first).to_be_visible()

    page.reload()
    page.get_by_label("起草处室").select_option(label=office.secretariat.name)
    page.get_by_role("button", name="转为公开信息草稿").click()
    expect(page.get_by_role("link", name="查看公开信息")).to_be_visible()

    draft = Draft.objects.get(edition__item=AnnualReport.objects.get().item)
    version = submission.submit(office.officer, draft.pk, draft.revision, now=now, today=now.date())
    sign_gates(office.reviewers, version, now)
    release.release(office.leader, version.pk, now=now)
    reader = browse(width=375)
    reader.goto("/disclosure/reports/")
    reader.get_by_role("link", name="2025年政府信息公开工作年度报告").click()
    expect(reader.get_by_role("region", name="表格2")).to_contain_text("结转下年度继续办理")
    assert overflow(reader) <= 0
    assert not accessibility_findings(reader)
