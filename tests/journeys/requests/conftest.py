"""The people who handle requests, and their windows."""

from collections.abc import Callable
from datetime import datetime

import pytest
from playwright.sync_api import Page

from tests.support.clock import Clock
from tests.support.requested_years import Office
from tests.support.walking import Walk


@pytest.fixture
def office(transactional_db: None, now: datetime) -> Office:
    """Somebody for each step of a request."""
    return Office(now)


@pytest.fixture
def walk(browse: Callable[..., Page], clock: Clock) -> Walk:
    """Windows of these people on the days of the story."""
    return Walk(browse, clock)
