"""The help in a browser: readable by everybody, and a link to a check lands on that check."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from mingchuang.rules.roles import Role
from mingchuang.web.help.topics import TOPICS
from tests.support.factories import make_person
from tests.support.measure import accessibility_findings, overflow, small_targets

pytestmark = pytest.mark.journey

Browse = Callable[..., Page]
PAGES = ("", *(f"{topic.slug}/" for topic in TOPICS))


@pytest.mark.parametrize("width", [pytest.param(1280, marks=pytest.mark.slow), 375])
def test_every_help_page_can_be_read_by_everybody(browse: Browse, width: int) -> None:
    window = browse(width=width, person=make_person([Role.SUPERVISOR]))
    found: list[str] = []
    for page in PAGES:
        window.goto(f"/desk/help/{page}")
        if width == 1280:
            found += [f"{page}: {finding}" for finding in accessibility_findings(window)]
        found += [f"{page}: {target}" for target in small_targets(window, 32)]
        if (wide := overflow(window)) > 0:
            found.append(f"{page}: {wide} px too wide")
    assert found == []


def test_a_link_to_a_check_lands_on_it(browse: Browse) -> None:
    window = browse(person=make_person([Role.DRAFTER]))
    window.goto("/desk/help/findings/#cite.invalid")
    heading = window.locator("[id='cite.invalid']")
    box, bar = heading.bounding_box(), window.locator(".deskbar").bounding_box()
    assert box is not None
    assert bar is not None
    assert bar["y"] + bar["height"] <= box["y"] < 400
