"""Every page of the desk, with content in it: no accessibility finding, no sideways scrolling.

The pages are those of `scripts/shot_pages.py`, so that a page which is photographed is also measured;
the public pages with their texts are walked in tests/journeys/public.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page

from mingchuang.base.accounts.models import User
from mingchuang.disclosure.annual_report import services as annual_reports
from mingchuang.publishing.services import rereading, settings
from mingchuang.rules.gates import Gate
from scripts.shot_pages import DESK, PUBLIC, Shot
from tests.support import handled, publishing
from tests.support.factories import sign_in
from tests.support.measure import accessibility_findings, overflow, small_targets
from tests.support.walking import follow

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Browse = Callable[..., Page]
PAGES = (*(shot for shot in PUBLIC if shot.name in {"sign-in", "not-found"}), *DESK)
ANSWERS = {"not-found": 404, "desk-forbidden": 403}


def people(office: publishing.Office) -> dict[str, User]:
    """Who stands for each role named in the table of pages."""
    return {
        "drafter": office.drafter,
        "disclosure_officer": office.officer,
        "administrator": office.administrator,
        "leader": office.leader,
        "supervisor": office.supervisor,
        **{f"{gate.value}_reviewer": person for gate, person in office.reviewers.items() if gate in Gate},
    }


@pytest.fixture
def office(transactional_db: None, now: datetime) -> publishing.Office:
    """An office with a text at every stage."""
    made = publishing.make_office()
    long_title = (
        "宿迁市人民政府外事办公室关于做好二〇二六年度在本市举办的国际会议、展览和赛事活动备案工作的通知"
    )
    publishing.released(made, now - timedelta(days=5), title=long_title)
    publishing.released(made, now - timedelta(days=3), title="关于公布2025年度部门决算的说明")
    publishing.cleared(made, now - timedelta(days=2), title="外国人来华邀请办理指南")
    publishing.submitted(made, now - timedelta(days=1), title="因公出国任务申报材料清单")
    publishing.drafted(made, now, title="友好城市青少年交流活动的情况通报")
    annual_reports.create_report(made.officer, now.year - 1, now=now)
    _find_a_word(made, now)
    handled.able_to_write_letters(made)
    handled.granted(made, now - timedelta(days=3))
    handled.asked_by_others(now)
    handled.in_hand(made, now)
    return made


def _find_a_word(office: publishing.Office, now: datetime) -> None:
    """A released text says what the office has put on its list since."""
    publishing.released(office, now - timedelta(days=4), body="<p>请与各单位外事专员联系办理。</p>")
    word = {"pattern": "外事专员", "category": "caution", "suggestion": "专办员", "reason": "统一称呼"}
    kept = {"severity": "warn", "gate": "wording", "source": "会议纪要", "owner": "秘书处"}
    unbounded = {"contexts": [], "valid_from": None, "valid_to": None}
    settings.save_word(office.officer, None, {**word, **kept, **unbounded}, now=now)
    rereading.reread_some(0, now=now, today=now.date())


def enter(page: Page, person: User) -> None:
    """Put the session of a person who signed in into the browser."""
    session = sign_in(Client(), person).cookies["sessionid"].value
    page.goto("/account/login/")
    root = "/".join(page.url.split("/", 3)[:3])
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": root}])


def findings_of(page: Page, shot: Shot, *, thoroughly: bool) -> list[str]:
    response = page.goto(shot.address)
    expected = ANSWERS.get(shot.name, 200)
    if response is None or response.status != expected:
        return [f"answered {response.status if response else 'nothing'}, not {expected}"]
    for selector in shot.then:
        link = page.locator(selector).first
        if not link.count():
            return [f"no {selector} on {page.url}"]
        follow(link)
    found = accessibility_findings(page) if thoroughly else []
    if overflow(page) > 0:
        found.append(f"scrolls sideways by {overflow(page)} px")
    if not shot.view:
        least = 32 if shot.role else 44
        found += [f"target below {least} px: {target}" for target in small_targets(page, least)]
    return found


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 375])
def test_every_page_type_is_in_order(browse: Browse, office: publishing.Office, width: int) -> None:
    windows: dict[str, Page] = {}
    found: list[str] = []
    for shot in PAGES:
        if shot.role not in windows:
            windows[shot.role] = browse(width=width)
            if shot.role:
                enter(windows[shot.role], people(office)[shot.role])
        page = windows[shot.role]
        page.context.clear_cookies(name="view")
        if shot.view:
            page.goto("/account/login/")
            root = "/".join(page.url.split("/", 3)[:3])
            page.context.add_cookies([{"name": "view", "value": shot.view, "url": root}])
        thoroughly = width == 1280 or not shot.role
        problems = findings_of(page, shot, thoroughly=thoroughly)
        found += [f"{shot.name} ({shot.address}): {problem}" for problem in problems]
    assert not found, "\n".join(found)
