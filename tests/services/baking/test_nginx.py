"""The shipped nginx configuration: accepted by nginx, and it serves the baked site as the platform does."""

import gzip
import os
from datetime import datetime
from functools import partial
from http.server import ThreadingHTTPServer

import pytest
from django.test import Client

from mingchuang.config.headers import security_headers
from mingchuang.publishing.baking import compression, rendering
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.services import withdrawal
from tests.services.baking.conftest import catch_up
from tests.support.killing import killed_at
from tests.support.nginx import NGINX, Nginx
from tests.support.public_site import Site, address

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not NGINX and not os.environ.get("CI"), reason="nginx is not installed"),
]


def test_every_page_type_is_the_applications_own(
    nginx: Nginx, made: Site, client: Client, now: datetime
) -> None:
    for target in rendering.every_target():
        page = rendering.rendered(target, now)
        if page is None or page.status not in {200, 410}:
            continue
        status, headers, body = nginx.get("/" + target.name.removesuffix("index.html"))
        assert (status, body) == (page.status, page.body), target
        assert headers["Content-Type"] == page.content_type, target


def test_headers_are_those_of_the_embedded_server(nginx: Nginx, made: Site) -> None:
    _, headers, _ = nginx.get(address(made.news), Accept_Encoding="gzip")
    for name, value in security_headers():
        assert sorted(headers[name].split("; ")) == sorted(value.split("; ")), name
    assert headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in headers["Vary"]
    assert headers["Cache-Control"] == "public, no-cache" and headers["Last-Modified"] is None
    assert nginx.get(address(made.news), Accept_Encoding="gzip", If_None_Match=headers["ETag"])[0] == 304
    assert nginx.get("/en/")[1]["Content-Language"] == "en"


def test_what_is_withdrawn_is_a_tombstone_at_the_very_next_request(
    nginx: Nginx, made: Site, baker: Baker, now: datetime, application: ThreadingHTTPServer
) -> None:
    path = address(made.news)
    for coding in ("", "gzip"):
        assert all(nginx.get(path, Accept_Encoding=coding)[0] == 200 for _ in range(5))
    withdrawal.withdraw(made.office.officer, made.news.pk, reason="有误", public_note="内容有误", now=now)
    catch_up(baker)
    application.shutdown()
    application.server_close()
    for coding in ("", "gzip"):
        status, headers, _ = nginx.get(path, Accept_Encoding=coding)
        assert status == 410 and headers["X-Frame-Options"] == "DENY"
        for name, value in security_headers():
            assert sorted(headers[name].split("; ")) == sorted(value.split("; ")), name
    assert "内容有误" in nginx.get(path)[2].decode()


def test_an_old_page_beside_a_tombstone_is_gone_with_the_next_run(
    nginx: Nginx, made: Site, site: SiteFolder, baker: Baker
) -> None:
    path = address(made.withdrawn)
    old = site.path("pages", f"{path[1:]}index.html")
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_text("withdrawn text")
    assert nginx.get(path)[0] == 200, "pages are looked for first, so none may lie there"
    baker.follow()
    status, headers, body = nginx.get(path)
    assert status == 410 and b"withdrawn text" not in body and headers["X-Frame-Options"] == "DENY"


def test_a_page_just_served_is_replaced_and_withdrawn_at_once(
    nginx: Nginx, made: Site, site: SiteFolder
) -> None:
    path = address(made.news)
    name = f"{path[1:]}index.html"
    for coding in ("", "gzip"):
        for number in range(5):
            nginx.get(path, Accept_Encoding=coding)
            body = f"page {number} {coding}".encode()
            site.write("pages", name, compression.variants(body), durable=False)
            served = nginx.get(path, Accept_Encoding=coding)[2]
            assert served == (compression.gzipped(body) if coding else body)
        site.remove("pages", name)
        assert nginx.get(path, Accept_Encoding=coding)[2] == f"application {path}".encode()
        site.write("pages", name, compression.variants(b"withdrawn text"), durable=False)
        assert all(nginx.get(path, Accept_Encoding=coding)[0] == 200 for _ in range(5))
        site.remove("pages", name)
        site.write("gone", name, compression.variants(b"tombstone"), durable=False)
        assert nginx.get(path, Accept_Encoding=coding)[0] == 410
        site.remove("gone", name)


def test_what_is_not_baked_comes_from_the_application(nginx: Nginx, made: Site) -> None:
    for path in (
        "/list/?q=x",
        "/info/nothing/",
        "/index.html",
        "/info/x/index.html.gz",
        "/healthz",
        "/c/news",
    ):
        assert nginx.get(path)[2] == f"application {path}".encode()


def test_without_the_application_pages_open_and_forms_say_so(
    nginx: Nginx, made: Site, application: ThreadingHTTPServer
) -> None:
    application.shutdown()
    application.server_close()
    assert nginx.get("/")[0] == nginx.get(address(made.news))[0] == 200
    for path, language in (("/list/", "zh-CN"), ("/ja/report-error/", "ja")):
        status, headers, body = nginx.get(path)
        assert (status, headers["Retry-After"]) == (503, "120")
        assert f'lang="{language}"' in body.decode()


def test_the_chosen_view_needs_no_application(nginx: Nginx, made: Site, client: Client) -> None:
    for cookie in ("", "elder", "elder-30.contrast", "nonsense"):
        client.cookies["view"] = cookie
        status, headers, body = nginx.get("/view/current.css", Cookie=f"view={cookie}")
        assert (status, body) == (200, client.get("/view/current.css").content), cookie
        assert headers["Vary"] and "Cookie" in headers.get_all("Vary", [""])[-1]


@pytest.mark.parametrize("path", ["/..%2f..%2fstate.json", "/%2e%2e/state.json", "/errors/503.html"])
def test_nothing_beside_the_pages_is_reached(nginx: Nginx, made: Site, path: str) -> None:
    status, _, body = nginx.get(path)
    assert status in {400, 404} or body.startswith(b"application")


def test_killed_between_any_two_steps_readers_of_every_coding_get_the_same_version(
    nginx: Nginx, made: Site, site: SiteFolder
) -> None:
    path = address(made.news)
    old, new = (f"<html>{word}</html>".encode() for word in ("old", "new"))
    seen = []
    for step in range(1, 100):
        site.write("pages", f"{path[1:]}index.html", compression.variants(old), durable=False)
        bodies = compression.variants(new)
        killed = killed_at(
            step, site.root, partial(site.write, "pages", f"{path[1:]}index.html", bodies, durable=False)
        )
        plain, packed = nginx.get(path), nginx.get(path, Accept_Encoding="gzip")
        packed_body = gzip.decompress(packed[2]) if packed[1]["Content-Encoding"] else packed[2]
        assert plain[2] == packed_body, step
        seen.append(plain[2])
        if not killed:
            break
    assert {old, new} == set(seen) and seen == sorted(seen, key=lambda body: body == new)
