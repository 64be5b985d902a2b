"""A request is handled from the counter to the archive: who takes each step, and what the clock does."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from mingchuang.casework import packages
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import AskedItem
from mingchuang.disclosure.requests.services import linking
from mingchuang.rules.requests.states import RequestState as S
from tests.support.letters import issue_all
from tests.support.measure import accessibility_findings, overflow
from tests.support.requested_years import Office
from tests.support.requests import file_one
from tests.support.walking import Walk, act, fill_in, follow, press

pytestmark = pytest.mark.journey

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 13)
NAME = "2025年因公出国经费预算及各团组人数"
ITEMS = ("2025年因公出国经费预算", "各团组人数")


def registered(page: Page) -> Case:
    page.goto("/desk/requests/register/")
    arrival = {"提交渠道": "当面提交", "提交日期": MONDAY.isoformat()}
    fill_in(page, arrival | {"申请人类型": "自然人", "姓名或者名称": "欧阳文", "信息的名称": NAME})
    press(page, "登记申请", said="已登记 Y2026-")
    return Case.objects.latest("id")


def case_page(page: Page, case: Case) -> Page:
    page.goto(f"/desk/cases/{case.uid}/")
    expect(page.get_by_text(case.number).first).to_be_visible()
    return page


def trace(page: Page, title: str = "答复期限") -> Locator:
    """The reasons of a due day, opened."""
    card = page.locator(".case-clock, .card", has=page.get_by_role("heading", name=title)).first
    card.get_by_text("为何是这一天").click()
    return card


def test_the_clock_rests_while_others_are_asked_and_is_extended_once_the_leader_agrees(
    walk: Walk, office: Office, now: datetime
):
    earlier = file_one(now - timedelta(days=3), document_name=NAME).case
    page = walk.on(MONDAY, office.officer)
    case = registered(page)
    press(page, "接办", said="已接办")
    page.get_by_role("link", name="查找相似的申请").click()
    page.get_by_role("row", name=earlier.number).get_by_role("button", name="关联").click()
    expect(page.get_by_role("button", name="解除关联")).to_be_visible()
    assert not accessibility_findings(page)
    page.get_by_role("link", name="返回申请").click()
    expect(page.get_by_text("已关联较早的相似申请")).to_contain_text(earlier.number)
    expect(page.get_by_text("2026-04-07").first).to_be_visible()

    asked = {
        "征求谁的意见": "第三方",
        "名称或者姓名": "某旅行社",
        "涉及的信息": "报价",
    }
    act(page, "consult", asked, said="征求意见的文书已拟好")
    expect(page.get_by_text("已拟，未发出，时钟仍在走")).to_be_visible()
    expect(page.get_by_text("2026-04-07").first).to_be_visible()
    issue_all(case, approver=office.leader, **office.on(MONDAY))
    follow(case_page(page, case).get_by_role("link", name="征求意见书（第三方）", exact=True))
    act(page, "deliver", {"送达方式": "直接送达", "送达日期": "2026-03-09"}, said="送达已登记")

    page = case_page(walk.on(FRIDAY, office.officer), case)
    said = {"意见": "同意公开", "收到意见或者期满的日期": "2026-03-13", "意见内容": "可以公开"}
    act(page, "opinion", {"哪一项": 1, **said}, said="已登记")
    expect(page.get_by_text("2026-04-13").first).to_be_visible()
    expect(trace(page)).to_contain_text("征求意见")

    act(
        page,
        "propose-extension",
        {"延长工作日": "10", "延长的理由": "检索量大"},
        said="已拟延长答复期限告知书",
    )
    expect(page.get_by_text("2026-04-13").first).to_be_visible()
    follow(page.get_by_role("link", name="延长答复期限告知书", exact=True))
    expect(page.get_by_role("button", name="核准")).to_have_count(0)
    leader = walk.on(FRIDAY, office.leader)
    leader.goto(page.url)
    press(leader, "核准", said="已核准，可以印发")
    page.reload()
    press(page, "编号印发", said="已编号印发")
    act(page, "deliver", {"送达方式": "直接送达", "送达日期": "2026-03-13"}, said="送达已登记")
    expect(case_page(page, case).get_by_text("2026-04-27").first).to_be_visible()
    assert not accessibility_findings(page)
    case.refresh_from_db()
    assert case.due_on == date(2026, 4, 27)
    assert case.information_request.consultations.get().opinion == "可以公开"
    assert linking.linked_of(case, office.officer) == [earlier]


def choose(item: Locator, outcome: str) -> None:
    """The outcome first; then the page asks what this outcome needs."""
    fill_in(item, {"答复类型": outcome})
    item.get_by_role("button", name="下一步：填写这类答复的内容").click()
    expect(item.get_by_role("button", name="保存这一项的答复")).to_be_visible()


def draft_reply(page: Page) -> None:
    """Two items: one was looked for and does not exist, one is given."""
    page.get_by_role("link", name="起草答复、检索记录").click()
    page.get_by_label("申请的内容").fill("\n".join(ITEMS))
    page.get_by_role("button", name="保存申请的内容").click()
    first, second = (page.get_by_role("region", name=name) for name in ITEMS)
    expect(second).to_be_visible()
    choose(first, "信息不存在")
    fill_in(first, {"理由": "经检索，没有制作过该信息"})
    follow(first.get_by_role("button", name="保存这一项的答复"))
    expect(first.get_by_text("须先检索并登记")).to_be_visible()
    page.get_by_text("登记一次检索").click()
    looked = {
        "针对哪一项": 1,
        "检索范围": "公文系统、档案室",
        "检索方式和用词": "因公出国 预算",
        "检索结果": "无",
    }
    fill_in(page, looked)
    page.get_by_role("button", name="登记检索").click()
    expect(page.get_by_role("row", name="公文系统、档案室")).to_be_visible()
    expect(first.get_by_text("须先检索并登记")).to_have_count(0)
    choose(second, "予以公开")
    fill_in(second, {"公开的内容": "各团组人数见附件"})
    follow(second.get_by_role("button", name="保存这一项的答复"))
    expect(second.get_by_text("送审前还须补齐")).to_have_count(0)
    assert not accessibility_findings(page)
    page.get_by_role("link", name="返回申请").click()


def test_from_the_draft_to_the_archive(walk: Walk, office: Office, tmp_path: Path):
    case = office.receive(MONDAY)
    page = case_page(walk.on(MONDAY, office.officer), case)
    draft_reply(page)
    press(page, "送审", said="已送审；审签期间答复期限照常计算")
    expect(page.get_by_text("2026-04-07").first).to_be_visible()
    for person, step in (
        (office.secrecy, "保密审查"),
        (office.lawyer, "法制审核"),
        (office.leader, "负责人签批"),
    ):
        signer = case_page(walk.on(TUESDAY, person), case)
        act(signer, "sign", {"环节": step, "审核意见": "同意"}, said="已签署")
    page = case_page(walk.on(TUESDAY, office.officer), case)
    press(page, "作出答复决定", said="已作出决定，答复文书已拟好")
    issue_all(case, approver=office.leader, **office.on(TUESDAY))
    page.reload()
    handed = {"送达方式": "直接送达", "送达日期": "2026-03-10", "送达凭证": "欧阳文签收"}
    act(page, "serve", handed, said="已登记送达，申请办结")
    expect(page.get_by_text("已送达").first).to_be_visible()
    assert set(AskedItem.objects.values_list("decision", flat=True)) == {"unable_not_exist", "grant"}

    page = case_page(walk.on(FRIDAY, office.officer), case)
    filed = {"种类": "行政复议", "复议机关或者法院": "示例市人民政府", "提起日期": "2026-03-12"}
    act(page, "dispute", filed | {"收到通知书的日期": "2026-03-13"}, said="已登记")
    expect(page.get_by_text("2026-03-27").first).to_be_visible()
    act(page, "dispute-answered", {"提交日期": "2026-03-13"}, said="已登记")
    act(page, "dispute-closed", {"结果": "结果维持", "办结日期": "2026-03-13"}, said="已登记")
    assert Case.objects.get(pk=case.pk).state == S.SERVED

    page.get_by_role("link", name="生成归档包").click()
    fill_in(page, {"归档": True, "我知道包内有未经处理的个人信息，只用于上述用途": True})
    with page.expect_download() as download:
        page.get_by_role("button", name="下载归档包").click()
    download.value.save_as(tmp_path / "case.zip")
    with (tmp_path / "case.zip").open("rb") as file:
        found = packages.verify(file)
    assert found.damage == []
    assert overflow(page) <= 0
