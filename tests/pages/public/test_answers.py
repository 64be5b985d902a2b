"""The view adds nothing to what render gives: same bytes, no cookie, no session, asked again each time."""

from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.test import Client

from mingchuang.publishing import pages
from mingchuang.rules.page_tags import PageKind, tags_of
from tests.support.public_site import Site, address, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(now: datetime) -> Site:
    return make_site(now)


def every_page(site: Site) -> list[tuple[str, str, dict[str, Any], PageKind]]:
    """Address, key, params and kind of each type of public page of the trunk and the front."""
    slug = address(site.document).split("/")[2]
    return [
        ("/", "home", {}, PageKind.HOME),
        ("/site-map/", "site_map", {}, PageKind.OTHER),
        ("/c/news/", "column", {"slug": "news", "number": None}, PageKind.COLUMN),
        ("/list/", "list", {}, PageKind.OTHER),
        ("/list/?q=规程&validity=in_force", "list", {"q": "规程", "validity": "in_force"}, PageKind.OTHER),
        (address(site.document), "item", {"slug": slug}, PageKind.CONTENT),
        (address(site.withdrawn), "item", {"slug": address(site.withdrawn).split("/")[2]}, PageKind.OTHER),
        ("/nowhere/", "not_found", {}, PageKind.OTHER),
    ]


def test_the_view_answers_with_the_bytes_of_render(client: Client, site: Site, now: datetime) -> None:
    for path, key, params, _ in every_page(site):
        rendered = pages.render(key, params, as_of=now)
        response = client.get(path)
        assert response.content == rendered.body, path
        assert response.status_code == rendered.status, path


def test_public_pages_set_no_cookie_and_open_no_session(client: Client, site: Site) -> None:
    for path, *_ in every_page(site):
        response = client.get(path)
        assert not response.cookies, path
        assert "Cookie" not in response.headers.get("Vary", ""), path
        assert "csrf" not in response.content.decode(), path
    assert not Session.objects.exists()


def test_public_pages_ask_to_be_asked_again(client: Client, site: Site) -> None:
    path = address(site.document)
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, no-cache"
    assert first.headers["Last-Modified"]
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304 and not again.content
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    # A date alone never answers 304: a text may lapse without having changed.
    dated = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert dated.status_code == 200


def test_every_page_carries_its_government_tags(client: Client, site: Site) -> None:
    for path, _, _, kind in every_page(site):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        found = {tag["name"]: tag["content"] for tag in page.select("meta[name]")}
        for tag in tags_of(kind):
            if tag.required:
                assert found.get(tag.name), f"{path} lacks {tag.name}"
    page = BeautifulSoup(client.get(address(site.document)).content, "html.parser")
    found = {str(tag["name"]): str(tag["content"]) for tag in page.select("meta[name]")}
    assert found["PubDate"] == "2026-03-09 10:00"
    assert found["ArticleTitle"] == "宿迁市邀请外国人来华事项办理规程（试行）"
    assert found["Keywords"] == "邀请,外国人,规程"
    assert found["ColumnName"] == "政策文件"
    assert found["Url"] == f"https://wb.example.gov.cn{address(site.document)}"
    home = BeautifulSoup(client.get("/").content, "html.parser")
    assert home.select_one('meta[name="ColumnName"]')["content"] == "首页"  # type: ignore[index]


def test_pages_have_one_h1_and_skip_no_level(client: Client, site: Site) -> None:
    for path, *_ in every_page(site):
        page = BeautifulSoup(client.get(path).content, "html.parser")
        levels = [int(h.name[1]) for h in page.find_all(["h1", "h2", "h3", "h4"])]
        assert levels.count(1) == 1, path
        for before, after in pairwise(levels):
            assert after - before <= 1, (path, levels)


def test_an_unknown_address_leads_on(client: Client, site: Site) -> None:
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one('main form[action="/list/"]') and page.select_one('main a[href="/site-map/"]')


def test_post_is_not_for_reading(client: Client, site: Site) -> None:
    assert client.post("/list/").status_code == 405


def test_500_needs_no_database_and_tells_no_cause(
    client: Client, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise DatabaseError("secret cause /srv/path")

    monkeypatch.setattr("mingchuang.publishing.pages.site_identity", broken)
    monkeypatch.setattr("mingchuang.web.public.contexts.site_identity", broken)
    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.cursor", broken)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    text = response.content.decode()
    assert "网站暂时不能显示这个页面" in text
    assert "secret cause" not in text and "/srv" not in text


def test_robots_and_sitemaps_name_what_is_public(client: Client, site: Site) -> None:
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in robots and "/sitemap.xml" in robots
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-zh-0.xml" in index and "/sitemap-pages.xml" in index
    year = client.get("/sitemap-zh-0.xml").content.decode()
    assert address(site.document) in year
    assert "/c/news/" in client.get("/sitemap-pages.xml").content.decode()
    for year in (0, 1999, 99999):
        assert client.get(f"/sitemap-{year}.xml").status_code == 404
