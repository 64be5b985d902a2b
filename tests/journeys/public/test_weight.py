"""The front page is light, and nothing on it comes from anybody else."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Response

from tests.support.rich_site import make_rich_site

pytestmark = pytest.mark.journey

LIMIT = 150 * 1024
"""Bytes of everything but pictures, as they arrive uncompressed."""


@pytest.mark.parametrize("address", ["/", pytest.param("/en/", marks=pytest.mark.slow)])
def test_the_front_page_is_light_and_asks_nobody_else(
    browse: Callable[..., Page], transactional_db: None, now: datetime, address: str
) -> None:
    make_rich_site(now)
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page = browse(width=375)
    page.on("response", note)
    page.goto(address, wait_until="networkidle")
    own = urlsplit(page.url).netloc
    assert {urlsplit(answer.url).netloc for answer in answers} == {own}
    weight = sum(len(answer.body()) for answer in answers if answer.request.resource_type != "image")
    assert weight < LIMIT, f"{weight} bytes"
