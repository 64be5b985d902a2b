"""A translator writes beside the Chinese text, readers of the language pass it, a citizen reads it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from mingchuang.publishing.models import Edition
from mingchuang.rules.gates import GATE_LABELS, Gate
from tests.support.editions import ENGLISH, make_bureau
from tests.support.publishing import Office, item_of, released

pytestmark = pytest.mark.journey


def test_from_assignment_to_reader(browse: Callable[..., Page], office: Office, now: datetime) -> None:
    chinese = released(office, now - timedelta(hours=3))
    item, bureau = item_of(chinese), make_bureau(office)

    head = browse(person=office.officer)
    head.goto(f"/desk/items/{item.uid}/")
    head.locator(f'a[href="/desk/editions/start/{item.uid}/en/"]').click()
    head.get_by_role("button", name="安排翻译").click()
    expect(head.get_by_text("已安排翻译。")).to_be_visible()
    edition = Edition.objects.get(item=item, language="en")

    desk = browse(person=bureau.translator)
    desk.goto("/desk/editions/mine/")
    desk.get_by_role("link", name=chinese.title).click()
    desk.get_by_role("link", name="写译文").click()
    expect(desk.locator(".pair-source .prose")).to_contain_text("培训围绕会见")
    for name in ("title", "issuer", "content_source", "abstract"):
        desk.locator(f"#id_{name}").fill(ENGLISH[name])
    desk.locator("#id_keywords").fill("training; protocol")
    desk.locator(".ProseMirror").click()
    desk.keyboard.type("The training covered protocol; sixty people took part.")
    desk.get_by_role("button", name="保存并送审").click()
    desk.get_by_role("button", name="提交审核").click()
    expect(desk.get_by_text("第1版已送审")).to_be_visible()

    for gate in (Gate.SECRECY, Gate.POLITICAL, Gate.POLICY, Gate.WORDING):
        page = browse(person=bureau.reviewers[gate])
        page.goto("/desk/reviews/")
        page.get_by_role("link", name=ENGLISH["title"]).click()
        section = page.locator("section", has_text=f"我的审核：{GATE_LABELS[gate]}")
        expect(section).to_be_visible()
        for box in section.get_by_role("checkbox").all():
            box.check()
        section.get_by_label("通过", exact=True).check()
        section.get_by_role("button", name="提交审核结论").click()
        expect(page.get_by_text(f"{GATE_LABELS[gate]}已通过")).to_be_visible()

    head.goto("/desk/releases/")
    head.get_by_role("checkbox").first.check()
    head.get_by_role("button", name="核对并发布选中的信息").click()
    head.get_by_role("button", name="发布这 1 件信息").click()
    expect(head.get_by_role("heading", level=1)).to_have_text("已发布 1 件")

    phone = browse(width=375, javascript=False)
    phone.goto("/en/info/014416330-2026-00001/")
    expect(phone.get_by_role("heading", level=1)).to_have_text(ENGLISH["title"])
    expect(phone.locator("article")).to_contain_text("the Chinese text governs")
    phone.goto("/ko/info/014416330-2026-00001/")
    phone.locator("main").get_by_role("link", name=ENGLISH["title"]).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(ENGLISH["title"])
    assert Edition.objects.get(pk=edition.pk).source_version == chinese
