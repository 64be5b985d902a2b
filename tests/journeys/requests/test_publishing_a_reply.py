"""A reply that may be everybody's is drafted in two clicks, covered, passes the gates and is read outside."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from mingchuang.publishing.models import Column, Draft, Item
from mingchuang.publishing.services import drafts, release, submission
from tests.support import publishing
from tests.support.handled import able_to_write_letters, asked_by_others, granted
from tests.support.measure import accessibility_findings, overflow
from tests.support.walking import Walk, fill_in

pytestmark = pytest.mark.journey


@pytest.fixture
def house(transactional_db: None) -> publishing.Office:
    """An office that publishes and can write letters."""
    made = publishing.make_office()
    finance = {"slug": "finance", "name": "财政预决算", "kind": "information", "column_type": "信息公开目录"}
    Column.objects.create(**finance, division=made.secretariat, description="预算", keywords="预算")
    able_to_write_letters(made)
    return made


def test_two_clicks_from_the_reply_to_a_stranger(walk: Walk, browse, house: publishing.Office, now: datetime):
    case = granted(house, now)
    asked_by_others(now)
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
