"""An address names its language: zh has none, en, ja and ko begin with theirs; the switch keeps the page."""

from datetime import datetime

import pytest
from django.test import Client

from mingchuang.base.design.languages import in_language, language_of
from tests.support.public_site import address, make_site

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "language"),
    [("/", "zh-hans"), ("/en/", "en"), ("/ja/c/news/", "ja"), ("/ko", "ko"), ("/enter/", "zh-hans")],
)
def test_the_address_alone_names_the_language(path: str, language: str) -> None:
    assert language_of(path) == language


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/", "/ja/"),
        ("/c/news/", "/ja/c/news/"),
        ("/en/c/news/", "/ja/c/news/"),
        ("/en/", "/ja/"),
        ("/ja/", "/ja/"),
    ],
)
def test_the_same_page_in_another_language(path: str, wanted: str) -> None:
    assert in_language(path, "ja") == wanted


def test_the_query_stays_with_the_page() -> None:
    assert in_language("/en/list/?q=visa", "zh-hans") == "/list/?q=visa"


@pytest.mark.parametrize(("prefix", "lang"), [("", "zh-CN"), ("/en", "en"), ("/ja", "ja"), ("/ko", "ko")])
def test_the_front_page_speaks_the_language_of_its_address(
    client: Client, now: datetime, prefix: str, lang: str
) -> None:
    make_site(now)
    response = client.get(f"{prefix}/", headers={"Accept-Language": "fr, de"})
    assert response.status_code == 200
    assert response["Content-Language"] == lang
    page = response.content.decode()
    assert f'<html lang="{lang}">' in page
    assert 'hreflang="ko" href="/ko/"' in page
    assert f'class="masthead-name" href="{prefix}/"' in page


def test_a_page_links_to_itself_in_the_other_languages(client: Client, now: datetime) -> None:
    site = make_site(now)
    page = client.get(address(site.news)).content.decode()
    assert f'href="/ja{address(site.news)}"' in page
