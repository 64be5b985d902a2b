"""The server in front of Django: baked pages with the application's own headers, nothing from elsewhere."""

import gzip
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import brotli
import pytest
from django.db import OperationalError, connections
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.config.baked import BakedFirst, wants
from mingchuang.config.headers import security_headers
from mingchuang.publishing.baking import rendering
from mingchuang.publishing.baking.baker import Baker
from mingchuang.publishing.baking.compression import variants
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.publishing.services import withdrawal
from tests.services.baking.conftest import PHONE, baked_once, baker, catch_up, made, site
from tests.support.public_site import Site, address

__all__ = ["baked_once", "baker", "made", "site"]


class Answer:
    """What a WSGI application answered."""

    def __init__(self, application: Any, path: str, method: str = "GET", **headers: str) -> None:
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path.encode().decode("latin-1")}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        self.body = b"".join(application(environ, self._start))

    def _start(self, status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        self.status, self.headers = int(status.split()[0]), dict(headers)


def behind(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    """Stands for Django."""
    start_response("404 Not Found", [])
    return [b"django"]


@pytest.fixture
def server(site: SiteFolder) -> BakedFirst:
    return BakedFirst(behind, site.root, security_headers())


def put(site: SiteFolder, name: str, text: str, room: str = "pages") -> bytes:
    body = f"<html>{text}</html>".encode()
    site.write(room, name, variants(body), durable=False)
    return body


def test_a_page_comes_in_the_coding_the_reader_takes(site: SiteFolder, server: BakedFirst) -> None:
    body = put(site, "info/a/index.html", "正文" * 50)
    plain, packed = Answer(server, "/info/a/"), Answer(server, "/info/a/", accept_encoding="gzip")
    smallest = Answer(server, "/info/a/", accept_encoding="gzip, deflate, br")
    assert plain.body == gzip.decompress(packed.body) == brotli.decompress(smallest.body) == body
    assert [a.headers.get("Content-Encoding") for a in (plain, packed, smallest)] == [None, "gzip", "br"]
    assert len({a.headers["ETag"] for a in (plain, packed, smallest)}) == 3
    assert plain.headers["Content-Type"] == "text/html; charset=utf-8"
    assert int(smallest.headers["Content-Length"]) == len(smallest.body)


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("br;q=0, gzip", "gzip"),
        ("identity", ""),
        ("br", "br"),
        ("gzip;q=0.0", ""),
        ("gzip;q=0.5", "gzip"),
    ],
)
def test_a_coding_the_reader_refuses_is_not_sent(header: str, coding: str) -> None:
    assert wants(header)[0] == coding


def test_head_and_an_unchanged_page_have_no_body(site: SiteFolder, server: BakedFirst) -> None:
    put(site, "index.html", "首页")
    page = Answer(server, "/")
    head = Answer(server, "/", "HEAD")
    assert (head.status, head.body, head.headers) == (200, b"", page.headers)
    again = Answer(server, "/", if_none_match=f'W/"x", {page.headers["ETag"]}')
    assert (again.status, again.body) == (304, b"")
    assert "Content-Length" not in again.headers


def test_a_new_page_is_seen_at_once_and_a_withdrawn_one_never_again(
    site: SiteFolder, server: BakedFirst
) -> None:
    put(site, "info/a/index.html", "一")
    assert "一" in Answer(server, "/info/a/").body.decode()
    put(site, "info/a/index.html", "二")
    assert "二" in Answer(server, "/info/a/").body.decode()
    site.remove("pages", "info/a/index.html")
    put(site, "info/a/index.html", "已撤下", "gone")
    # A page copied there by hand: the folder itself never keeps one beside a tombstone.
    beside = site.root / "pages/info/a/index.html"
    beside.parent.mkdir(parents=True, exist_ok=True)
    beside.write_text("二", encoding="utf-8")
    gone = Answer(server, "/info/a/")
    assert gone.status == 410 and "已撤下" in gone.body.decode(), "although a page lies there too"
    site.remove("pages", "info/a/index.html")
    site.remove("gone", "info/a/index.html")
    assert Answer(server, "/info/a/").body == b"django"


TRAVERSAL = (
    "/../state.json", "/info/../../state.json", "/..%2fstate.json", "/info/..\\..\\state.json",
    "//etc/passwd", "/./index.html", "/index.html", "/index.html.br", "/info/a/index.html.gz", "/\x00",
    "/info/a\x00/", "/.hidden",
    "/state.json", "/../gone/x", "", "info/", "/info/" + "x" * 300, "/\ud800", "/files/../../state.json",
)  # fmt: skip


@pytest.mark.parametrize("path", TRAVERSAL, ids=range(len(TRAVERSAL)))
def test_no_name_from_outside_leaves_the_pages(site: SiteFolder, server: BakedFirst, path: str) -> None:
    put(site, "index.html", "首页")
    put(site, "info/a/index.html", "正文")
    site.root.joinpath("state.json").write_text("{}")
    environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path}
    assert b"".join(server(environ, lambda *_: None)) == b"django"


@given(path=st.text(alphabet="./\\ab%\x00é二", max_size=20))
def test_whatever_the_path_only_pages_are_answered(path: str) -> None:
    server = BakedFirst(behind, Path(__file__).parent, [])
    assert server.find(path, "") is None


def test_files_and_pictures_come_with_the_headers_of_a_stranger(site: SiteFolder, server: BakedFirst) -> None:
    for name in ("attachments/u/表格 1.pdf", "files/u/image.png"):
        path = site.path("pages", name)
        path.parent.mkdir(parents=True)
        path.write_bytes(b"%PDF")
    file, picture = Answer(server, "/attachments/u/表格 1.pdf"), Answer(server, "/files/u/")
    assert (file.status, file.headers["Content-Type"]) == (200, "application/pdf")
    assert (
        file.headers["Content-Disposition"] == "attachment" and picture.headers["Content-Type"] == "image/png"
    )
    for answer in (file, picture):
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_a_baked_page_has_the_headers_django_sends(client: Client, server: BakedFirst, made: Site) -> None:
    item = made.news
    baked, dynamic = Answer(server, address(item)), client.get(address(item))
    own = {"ETag", "Last-Modified", "X-Request-Id", "Content-Length", "Vary", "Content-Security-Policy"}
    for name, value in dynamic.items():
        if name not in own:
            assert baked.headers.get(name) == value, name
    policies = (sorted(h["Content-Security-Policy"].split("; ")) for h in (baked.headers, dynamic.headers))
    assert len({tuple(policy) for policy in policies}) == 1
    assert "camera=()" in baked.headers["Permissions-Policy"]


@pytest.mark.django_db
def test_every_page_type_is_sent_as_what_it_is(server: BakedFirst, made: Site, now: datetime) -> None:
    for target in rendering.every_target():
        page = rendering.rendered(target, now)
        if page is not None and page.status in {200, 410}:
            answer = Answer(server, "/" + target.name.removesuffix("index.html"))
            assert (answer.status, answer.headers["Content-Type"]) == (page.status, page.content_type), target


@pytest.fixture
def database_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """After the call every query fails as it does when the server has gone."""

    def gone(*_: Any, **__: Any) -> Any:
        raise OperationalError("the server has gone")

    def stop() -> None:
        monkeypatch.setattr(connections["default"], "cursor", gone)

    yield stop
    monkeypatch.undo()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "language", "word"),
    [
        ("/list/?q=%E7%A4%BC", "zh-CN", "暂时不能使用"),
        ("/report-error/", "zh-CN", "暂时不能使用"),
        ("/en/list/", "en", ""),
        ("/ja/list/", "ja", ""),
        ("/ko/list/", "ko", ""),
    ],
)
def test_with_the_database_away_pages_open_and_forms_say_so(
    client: Client,
    server: BakedFirst,
    made: Site,
    database_away: Callable[[], None],
    path: str,
    language: str,
    word: str,
) -> None:
    database_away()
    client.raise_request_exception = False
    for page in ("/", "/c/news/", address(made.news), "/disclosure/"):
        assert Answer(server, page).status == 200
    assert Answer(server, address(made.withdrawn)).status == 410
    answer = client.get(path)
    text = answer.content.decode()
    assert (answer.status_code, answer["Content-Language"]) == (503, language)
    assert PHONE[-8:] in text and word in text and "Traceback" not in text and answer["Retry-After"]
    assert "not-found-search" not in text, "nobody is sent to the search that is away"
    told = client.get("/api/v1/items")
    assert (told.status_code, told["Content-Type"]) == (503, "application/problem+json")
    assert told["Retry-After"] and told.json()["type"].endswith("#problem-unavailable")
    assert client.get("/view/current.css").status_code == 200, "elder mode needs no database"
    assert client.get("/view/elder").status_code == 302


@pytest.mark.django_db
def test_a_withdrawal_reaches_the_embedded_server(
    server: BakedFirst, made: Site, baker: Baker, now: datetime
) -> None:
    assert Answer(server, quote(address(made.news))).status == 200
    withdrawal.withdraw(made.office.officer, made.news.pk, reason="有误", public_note="有误", now=now)
    catch_up(baker)
    assert Answer(server, address(made.news)).status == 410
