"""Every page of the writing desk, at an office screen and a phone: accessible, nothing cut, large enough."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, expect

from mingchuang.publishing.models import Draft, Version
from mingchuang.publishing.services import drafts, review
from mingchuang.rules.gates import Gate
from tests.support.measure import accessibility_findings, overflow, small_targets
from tests.support.publishing import Office, drafted, released, submitted

pytestmark = pytest.mark.journey
Browse = Callable[..., Page]
DESK_TARGET = 32
MARKED = "<h2>安排</h2><p>请参加,谢谢。</p><p>身份证号32130219900307663X。</p>"


def _address(source: Draft | Version) -> str:
    return f"/desk/items/{source.edition.item.uid}/"


def _pages(office: Office, now: datetime) -> list[str]:
    """One address of every page type, each in a telling state."""
    marked = drafted(office, now, body=MARKED, formed_on=date(2026, 1, 12))
    base = marked.revision
    drafts.save_draft(office.second_drafter, marked.pk, base, {"title": "乙的标题"}, now=now)
    copy = drafts.save_draft(office.drafter, marked.pk, base, {"title": "甲的标题"}, now=now).copy
    assert copy is not None
    empty = Draft.objects.get(
        edition__item=drafts.create_item(office.drafter, "document", office.passports, now=now)
    )
    public, waiting, returned = released(office, now), submitted(office, now), submitted(office, now)
    review.sign_gate(
        office.reviewers[Gate.POLICY],
        returned.pk,
        Gate.POLICY,
        passed=False,
        read_hash=returned.content_hash,
        comment="请补充依据。",
        now=now,
    )
    here = _address(marked)
    acts = ("correct", "validity", "copy", "withdraw")
    return [
        "/desk/items/",
        "/desk/items/?q=没有这样的",
        "/desk/items/new/",
        *(f"{here}{part}" for part in ("", "edit/", "checks/", "submit/", "revisions/", "revisions/1/")),
        f"{here}merge/{copy.uid}/",
        f"{here}preview/",
        f"{_address(empty)}edit/",
        f"{_address(waiting)}acts/recall/",
        *(_address(source) for source in (public, waiting, returned)),
        *(f"{_address(public)}acts/{act}/" for act in acts),
        f"{_address(public)}versions/1/revert/",
    ]


@pytest.mark.slow  # tests/journeys/design walks the same pages on a phone in every run
@pytest.mark.parametrize("width", [1280, 375])
def test_every_page_is_in_order(browse: Browse, office: Office, now: datetime, width: int) -> None:
    page = browse(person=office.officer, width=width)
    problems: list[str] = []
    for address in _pages(office, now):
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, address
        if address.endswith("edit/"):
            page.locator(".rich-text[data-ready]").wait_for()
        problems += [f"{address} {finding}" for finding in accessibility_findings(page)]
        problems += [f"{address} too small: {target}" for target in small_targets(page, DESK_TARGET)]
        if overflow(page):
            problems.append(f"{address} is wider than the window")
    assert not problems, "\n".join(problems)


def test_the_list_is_walked_with_the_keyboard(browse: Browse, office: Office, now: datetime) -> None:
    first = drafted(office, now, title="最急的", formed_on=date(2026, 1, 12))
    drafted(office, now, title="不急的")
    page = browse(person=office.drafter)
    page.goto("/desk/items/")
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    expect(page.locator(".is-current")).to_contain_text("最急的")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{_address(first)}")


def test_the_number_one_screen_says_state_clock_and_next_act(
    browse: Browse, office: Office, now: datetime
) -> None:
    version = submitted(office, now)
    page = browse(person=office.drafter, width=1366, height=768)
    page.goto(_address(version))
    for words in ("审核中", "下一步", "剩 15 个工作日"):
        expect(page.get_by_text(words).first).to_be_in_viewport()
