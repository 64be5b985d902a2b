"""Two people write on one draft, a sign-in ends in the middle of a sentence: nothing typed is lost."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from mingchuang.publishing.models import Draft
from tests.support.measure import accessibility_findings
from tests.support.publishing import Office, drafted

pytestmark = pytest.mark.journey
Browse = Callable[..., Page]
STATUS = "[data-autosave-status]"


def edit_address(draft: Draft) -> str:
    return f"/desk/items/{draft.edition.item.uid}/edit/"


def test_two_people_merge_what_both_wrote(browse: Browse, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    first, second = browse(person=office.drafter), browse(person=office.second_drafter)
    for window in (first, second):
        window.goto(edit_address(draft))
    first.locator("#id_title").fill("甲写的培训通知")
    first.locator("#id_keywords").fill("甲词")
    expect(first.locator(STATUS)).to_contain_text("已保存")
    second.locator("#id_title").fill("乙写的培训通知")
    second.locator("#id_issuer").fill("乙改的发布机构")
    expect(second.locator(STATUS)).to_contain_text("没有丢失")
    second.get_by_role("link", name="比较并合并").first.click()

    expect(second.locator(".diff del").first).to_have_text("甲")
    expect(second.locator(".diff ins").first).to_have_text("乙")
    assert not accessibility_findings(second)
    second.get_by_label("我来合成一份").check()
    second.get_by_label("合成的内容").fill("甲乙合写的培训通知")
    second.get_by_role("button", name="合并并保存").click()
    expect(second.get_by_text("已合并")).to_be_visible()

    draft.refresh_from_db()
    assert draft.title == "甲乙合写的培训通知"
    assert (draft.keywords, draft.issuer) == (["甲词"], "乙改的发布机构")
    saved = [row.snapshot["title"] for row in draft.revisions.all()]
    assert "甲写的培训通知" in saved


def test_an_ended_sign_in_keeps_the_text_and_saves_it_after_signing_in_again(
    browse: Browse, office: Office, now: datetime
) -> None:
    draft = drafted(office, now)
    page = browse(person=office.drafter)
    page.goto(edit_address(draft))
    kept = page.context.cookies()
    Session.objects.all().delete()
    page.locator("#id_abstract").fill("登录到期时正在写的概述")
    expect(page.locator(STATUS)).to_contain_text("登录已到期")
    page.get_by_role("button", name="保存草稿").click()
    expect(page.locator("#id_abstract")).to_have_value("登录到期时正在写的概述")
    assert page.url.endswith("/edit/") and kept

    again = browse(person=office.drafter)
    page.context.add_cookies(again.context.cookies())
    expect(page.locator(STATUS)).to_contain_text("已保存", timeout=20_000)
    draft.refresh_from_db()
    assert draft.abstract == "登录到期时正在写的概述"


def test_a_lost_network_is_told_and_made_good(browse: Browse, office: Office, now: datetime) -> None:
    draft = drafted(office, now)
    page = browse(person=office.drafter)
    page.goto(edit_address(draft))
    page.context.set_offline(True)
    page.locator("#id_abstract").fill("断网时写的概述")
    expect(page.locator(STATUS)).to_contain_text("网络中断")
    page.context.set_offline(False)
    expect(page.locator(STATUS)).to_contain_text("已保存", timeout=20_000)
    draft.refresh_from_db()
    assert draft.abstract == "断网时写的概述"


def test_any_form_of_the_desk_stays_on_its_page_while_nobody_is_signed_in(
    browse: Browse, office: Office
) -> None:
    page = browse(person=office.drafter)
    page.goto("/desk/items/new/")
    # As after a while in another window.
    page.evaluate(
        """Object.defineProperty(document, "hidden", {value: true});
        document.dispatchEvent(new Event("visibilitychange"));"""
    )
    Session.objects.all().delete()
    page.get_by_label("通知公告").check()
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text("还没有提交")
    expect(page.get_by_label("通知公告")).to_be_checked()

    again = browse(person=office.drafter)
    page.context.add_cookies(again.context.cookies())
    page.locator("main button[type=submit]").click()
    expect(page.locator("#id_title")).to_be_visible()


def test_a_second_click_on_a_form_is_not_a_second_form(browse: Browse, office: Office) -> None:
    page = browse(person=office.drafter)
    page.goto("/desk/items/new/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method) if request.method == "POST" else None)
    page.get_by_label("通知公告").check()
    page.locator("main button[type=submit]").dblclick()
    expect(page.locator("#id_title")).to_be_visible()
    assert sent == ["POST"]
