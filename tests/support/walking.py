"""Several people walk through the desk on named days, each in a window of their own."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from playwright.sync_api import Locator, Page, expect

from mingchuang.base.accounts.models import User
from tests.support.browser import session_cookie
from tests.support.clock import Clock


class Walk:
    """Opens people's windows: `walk.on(day, clerk)`. A new day is a new session, as in an office."""

    def __init__(self, browse: Callable[..., Page], clock: Clock) -> None:
        self._browse, self._clock = browse, clock
        self._windows: dict[int, Page] = {}
        self._signed_in: dict[int, date] = {}

    def on(self, day: date, person: User) -> Page:
        """The person's window on that day, from ten in the morning on."""
        now = self._clock.now()
        if self._clock.today() != day:
            self._clock.set(datetime(day.year, day.month, day.day, 10, tzinfo=now.tzinfo))
        if person.pk not in self._windows:
            self._windows[person.pk] = self._browse(person=person)
        elif self._signed_in[person.pk] != day:
            page = self._windows[person.pk]
            root = "/".join(page.url.split("/", 3)[:3])
            page.context.add_cookies([session_cookie(person, root)])
        self._signed_in[person.pk] = day
        return self._windows[person.pk]


def follow(way: Locator) -> None:
    """Follow a link or send a form, and wait for the page that answers: a look at once sees the page left."""
    with way.page.expect_navigation():
        way.click()


def fill_in(within: Page | Locator, typed: dict[str, Any]) -> None:
    """Type into fields by their labels; pick a choice by its words or its place, tick a box by True."""
    for label, value in typed.items():
        field = within.get_by_label(re.compile(rf"^\s*{re.escape(label)}(（必填）|（选填）)?\s*$"))
        if value is True:
            field.check()
        elif isinstance(value, int):
            field.select_option(index=value)
        elif field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(label=value)
        else:
            field.fill(value)


def act(page: Page, slug: str, typed: dict[str, Any], *, said: str) -> None:
    """Carry out an act of a case or letter page that asks something, and wait for what is said then."""
    open_act(page, slug)
    box = page.locator(f"#act-{slug}")
    fill_in(box, typed)
    # The same words may stand there from the act before: what counts is the page that answers.
    follow(box.get_by_role("button").last)
    expect(page.get_by_text(said).first).to_be_visible()


def open_act(page: Page, slug: str) -> None:
    """Have the form of an act before you: it stands open, unfolds, or is opened by its link."""
    box = page.locator(f"#act-{slug}")
    # A link followed just before may still show the page it left, on which nothing of this is folded.
    box.wait_for(state="attached")
    if not box.is_visible():
        page.locator(".case-others > summary").click()
    if box.evaluate("one => one.tagName") == "A":
        follow(box)
    elif box.locator("summary").count() and box.get_attribute("open") is None:
        box.locator("summary").first.click()


def press(page: Page, button: str, *, said: str) -> None:
    """Press a button that asks nothing, and wait for what is said then."""
    found = page.get_by_role("button", name=button, exact=True)
    page.get_by_role("button", name=button, exact=True, include_hidden=True).first.wait_for(state="attached")
    if not found.count():
        page.locator(".case-others > summary").click()
    follow(found)
    expect(page.get_by_text(said).first).to_be_visible()
