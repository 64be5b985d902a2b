"""The system's Chromium, driven by Playwright, against the server under test."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from mingchuang.base.accounts.models import User
from tests.support.factories import sign_in

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
FAILURES = Path(__file__).parents[2] / "shots" / "failures"
TIMEOUT = 15_000
"""Milliseconds a step may take before it counts as failed."""


def find_chromium() -> str | None:
    """Path of the system's Chromium, None when there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for the whole run."""
    path = find_chromium()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium on this machine, and CI must not skip the journeys")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread; our own calls to the database are not in it.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        expect.set_options(timeout=TIMEOUT)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browse(
    browser: Browser, live_server: Any, transactional_db: None, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Page]]:
    """Opens windows on the live server: `browse(width=375, javascript=False)`, `browse(person=clerk)`.

    A page that raised a script error, or broke the content security policy, fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def complain(message: Any) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            complaints.append(message.text)

    def open_window(
        *, width: int = 1280, height: int = 800, javascript: bool = True, person: User | None = None
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            java_script_enabled=javascript,
            accept_downloads=True,
        )
        context.set_default_timeout(TIMEOUT)
        contexts.append(context)
        if person is not None:
            context.add_cookies([session_cookie(person, live_server.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(f"script error: {error}"))
        page.on("console", complain)
        return page

    yield open_window

    if getattr(request.node, "failed", False):
        _take_screenshots(contexts, request.node.nodeid)
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(complaints)


def session_cookie(person: User, url: str) -> Any:
    """The cookie of a new session of a person at the address `url`."""
    client = sign_in(Client(), person)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    return {"name": cookie.key, "value": cookie.value, "url": url}


def _take_screenshots(contexts: list[BrowserContext], test: str) -> None:
    FAILURES.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w-]+", "_", test)
    for number, page in enumerate(page for context in contexts for page in context.pages):
        page.screenshot(path=FAILURES / f"{name}-{number}.png", full_page=True)


@pytest.fixture
def page(browse: Callable[..., Page]) -> Page:
    """A window as wide as an office computer's."""
    return browse()


@pytest.fixture
def phone(browse: Callable[..., Page]) -> Page:
    """A window as wide as a phone."""
    return browse(width=375, height=720)
