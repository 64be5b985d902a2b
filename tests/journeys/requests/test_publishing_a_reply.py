"""A reply that may be everybody's is drafted in two clicks, covered, passes the gates and is read outside."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import answering, serving, signing, suggesting
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.publishing.models import Column, Draft, Item
from mingchuang.publishing.services import drafts, release, submission
from tests.support import publishing
from tests.support.letters import identity_for_letters, issue_all
from tests.support.measure import accessibility_findings, overflow
from tests.support.requests import file_one
from tests.support.walking import Walk, fill_in

pytestmark = pytest.mark.journey

TOLD = "2025年因公出国经费预算为120万元。\n申请人欧阳文已电话告知。"
OTHERS = (
    {"name": "司马青", "id_number": "110101199003074899", "phone": "13900139000"},
    {"name": "诸葛明", "id_number": "110101198001010010", "phone": "13700137000", "email": "m@example.cn"},
)


@pytest.fixture
def house(transactional_db: None) -> publishing.Office:
    """An office that publishes and can write letters."""
    made = publishing.make_office()
    finance = {"slug": "finance", "name": "财政预决算", "kind": "information", "column_type": "信息公开目录"}
    Column.objects.create(**finance, division=made.secretariat, description="预算", keywords="预算")
    identity_for_letters(office_name="宿迁市人民政府外事办公室", site_name_zh="宿迁市人民政府外事办公室")
    return made


def granted(house: publishing.Office, now: datetime) -> Case:
    """A request of the web, granted and served."""
    by = {"actor": house.officer, "now": now}
    case = trunk.take_on(confirm(file_one(now).case, **by), **by)
    [item] = answering.set_items(case, descriptions="2025年因公出国经费预算", **by)
    answering.answer_item(case, item, decision="grant", answer={"information": TOLD}, **by)
    answering.submit_for_review(case, **by)
    for step, person in (("secrecy", house.reviewers["secrecy"]), ("head", house.leader)):
        signing.sign(case, step=step, actor=person, now=now)
    signing.decide(case, **by)
    issue_all(case, approver=house.leader, **by)
    return serving.serve(case, day=now.date(), way="direct", proof="本人签收", **by)


def test_two_clicks_from_the_reply_to_a_stranger(walk: Walk, browse, house: publishing.Office, now: datetime):
    case = granted(house, now)
    for person in OTHERS:
        file_one(now, **person)
    suggesting.count_new(now)
    page = walk.on(now.date(), house.officer)
    page.goto("/desk/")
    page.get_by_role("link", name="建议主动公开").first.click()
    expect(page.get_by_text("3 人申请过同类信息，建议主动公开")).to_be_visible()
    assert not accessibility_findings(page)
    page.get_by_role("link", name=f"由 {case.number} 的答复转为主动公开").click()
    expect(page.get_by_text("2025年因公出国经费预算为120万元。")).to_be_visible()
    expect(page.get_by_text("申请人×××已电话告知。")).to_be_visible()
    expect(page.get_by_text("欧阳文")).to_have_count(0)
    assert not accessibility_findings(page)
    fill_in(page, {"栏目": "财政预决算", "责任处室": "秘书处"})
    page.get_by_role("button", name="建立主动公开稿件").click()
    expect(page.get_by_text("已建立主动公开稿件，请核对后送审")).to_be_visible()
    expect(page.get_by_text(f"由依申请公开 {case.number} 的答复转为主动公开")).to_be_visible()

    draft = Draft.objects.get(edition__item=Item.objects.get())
    assert "欧阳文" not in draft.body
    saved = drafts.save_draft(house.officer, draft.pk, draft.revision, {"keywords": ["预算"]}, now=now)
    version = submission.submit(house.officer, draft.pk, saved.draft.revision, now=now, today=now.date())
    publishing.pass_gates(house, version, now)
    release.release(house.leader, version.pk, now=now)
    page.goto("/desk/requests/suggested/")
    expect(page.get_by_text("现在没有建议")).to_be_visible()

    stranger = browse(width=375)
    stranger.goto("/c/finance/")
    stranger.get_by_role("link", name="2025年因公出国经费预算").click()
    expect(stranger.get_by_text("2025年因公出国经费预算为120万元。")).to_be_visible()
    expect(stranger.get_by_text("欧阳文")).to_have_count(0)
    assert overflow(stranger) <= 0
