"""What nginx says by itself is said as strictly, in the reader's language, and to programs as a problem."""

import json
import os
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from email.parser import BytesParser
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from mingchuang.config.headers import security_headers
from mingchuang.publishing.baking.folder import SiteFolder
from mingchuang.web.api.problems import TITLES
from tests.support.nginx import BROTLI, NGINX, SHIPPED, Nginx, shipped
from tests.support.public_site import Site, address

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not NGINX and not os.environ.get("CI"), reason="nginx is not installed"),
]

TOO_LARGE = b"x" * (2 * 2**20)
RATE, BURST = 40, 80
"""What the shipped configuration lets an address ask of the application: a second, and at once."""
AT_ONCE = 130
"""More than the burst the shipped configuration allows, asked within its second."""


def raw(nginx: Nginx, request: str) -> tuple[int, Message, bytes]:
    """An answer to bytes that no client library would send."""
    with socket.create_connection(("127.0.0.1", nginx.port), timeout=10) as line:
        line.sendall(request.encode("latin-1"))
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    first, _, fields = head.partition(b"\r\n")
    return int(first.split()[1]), BytesParser().parsebytes(fields + b"\r\n\r\n"), body


def assert_strict(headers: Message) -> None:
    for name, value in security_headers():
        assert len(headers.get_all(name, [])) == 1, name
        assert sorted(headers[name].split("; ")) == sorted(value.split("; ")), name
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["Cache-Control"] == "no-store"
    assert "nginx/" not in headers["Server"]


def assert_problem(found: tuple[int, Message, bytes], status: int, kind: str = "") -> None:
    answered, headers, body = found
    problem = json.loads(body)
    assert (answered, headers["Content-Type"]) == (status, "application/problem+json")
    assert_strict(headers)
    assert headers["Access-Control-Allow-Origin"] == "*" and problem["status"] == status
    assert problem["type"] == (f"/open-data/api/#problem-{kind}" if kind else "about:blank")
    if kind:
        assert (status, problem["title"]) == TITLES[kind]


def flood(nginx: Nginx, path: str) -> tuple[int, Message, bytes]:
    """The last refusal of many requests at once; some are served."""
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: nginx.get(path), range(AT_ONCE)))
    refused = [found for found in answers if found[0] == 429]
    assert refused and {found[0] for found in answers} == {200, 429}
    return refused[-1]


def test_too_many_requests(nginx: Nginx, made: Site) -> None:
    _, headers, body = flood(nginx, "/ja/list/?q=x")
    assert_strict(headers)
    assert headers["Retry-After"] == "2" and 'lang="ja"' in body.decode()
    found = flood(nginx, "/api/v1/items")
    assert_problem(found, 429, "too-many-requests")
    assert found[1]["Retry-After"] == "2"


def statuses(nginx: Nginx, path: str, who: str, times: int) -> list[int]:
    """What somebody at an address of this machine is answered, on one line kept open."""
    line = HTTPConnection("127.0.0.1", nginx.port, timeout=10, source_address=(who, 0))
    found = []
    for _ in range(times):
        line.request("GET", path)
        answer = line.getresponse()
        answer.read()
        found.append(answer.status)
    line.close()
    return found


def test_a_robot_at_200_requests_a_second_takes_nothing_from_readers(nginx: Nginx, made: Site) -> None:
    robot, reader = "127.0.0.1", "127.0.0.2"
    began = time.monotonic()
    with ThreadPoolExecutor(5) as pool:
        crawls = [pool.submit(statuses, nginx, "/list/?q=x", robot, 60) for _ in range(4)]
        read = pool.submit(statuses, nginx, "/list/?q=y", reader, 40)
    asked = [status for crawl in crawls for status in crawl.result()]
    took = time.monotonic() - began
    allowed = BURST + RATE * took
    assert set(asked) == {200, 429} and asked.count(200) <= allowed + 1
    assert set(read.result()) == {200}, "who asks for as much as a person does never waits"
    assert set(statuses(nginx, address(made.news), robot, 60)) == {200}, "what is baked is everybody's"


@pytest.mark.parametrize(("path", "language"), [("/report-error/", "zh-CN"), ("/ko/report-error/", "ko")])
def test_too_large(nginx: Nginx, made: Site, path: str, language: str) -> None:
    status, headers, body = nginx.get(path, method="POST", body=TOO_LARGE)
    assert status == 413 and f'lang="{language}"' in body.decode() and headers["Retry-After"] is None
    assert_strict(headers)
    assert_problem(nginx.get("/api/v1/items", method="POST", body=TOO_LARGE), 413)


def test_not_understood(nginx: Nginx, made: Site) -> None:
    for request in (
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /..%2f..%2f..%2fx HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        f"GET /list/ HTTP/1.1\r\nHost: a\r\nX: {'x' * 40000}\r\n\r\n",
    ):
        status, headers, body = raw(nginx, request)
        assert status == 400 and "没有读懂这个请求" in body.decode(), request[:60]
        assert_strict(headers)
    assert_problem(raw(nginx, "GET /api/v1/items HTTP/1.1\r\n\r\n"), 400)


def test_not_done_here(nginx: Nginx, made: Site) -> None:
    status, headers, _ = nginx.get(address(made.news), method="POST", body=b"x")
    assert status == 405
    assert_strict(headers)
    for path in ("/errors/503.html", "/errors/api/429.html"):
        status, headers, body = nginx.get(path)
        assert status == 404 and "没有找到这个页面" in body.decode()
        assert_strict(headers)


def test_application_away(nginx: Nginx, made: Site, application: ThreadingHTTPServer) -> None:
    application.shutdown()
    application.server_close()
    for path in ("/desk/", "/static/x.css", "/en/list/"):
        status, headers, _ = nginx.get(path)
        assert (status, headers["Retry-After"]) == (503, "120"), path
        assert_strict(headers)
    assert_problem(nginx.get("/api/v1/items"), 503, "unavailable")


def test_an_error_has_strict_headers_before_anything_is_baked(nginx: Nginx) -> None:
    status, headers, _ = nginx.get("/report-error/", method="POST", body=TOO_LARGE)
    assert status in {404, 413}
    assert_strict(headers)


def test_every_other_error_of_nginx_is_named_in_the_map() -> None:
    site, maps = ((SHIPPED / f"mingchuang-{part}.conf").read_text() for part in ("site", "maps"))
    kept = maps.partition("$mingchuang_keep {")[2].partition("}")[0].split()
    said = {
        word for line in site.splitlines() if line.startswith("error_page") for word in line.split()[1:-1]
    }
    own = {word for word in said if word.isdigit()} - {"410", "494", "495", "496", "497", "502", "504"}
    assert own <= set(kept), own - set(kept)


@pytest.mark.skipif(not BROTLI.exists(), reason="nginx has no module for brotli")
class TestBrotli:
    @pytest.fixture
    def nginx(self, site: SiteFolder, application: ThreadingHTTPServer, tmp_path: Path) -> Iterator[Nginx]:
        with shipped(site.root, application.server_port, tmp_path, brotli=True) as running:
            yield running

    def test_pages_are_sent_as_they_lie_compressed(self, nginx: Nginx, made: Site) -> None:
        plain = nginx.get(address(made.news))
        for accepted, coding in (("gzip, deflate, br", "br"), ("br", "br"), ("gzip", "gzip"), ("", None)):
            status, headers, body = nginx.get(address(made.news), Accept_Encoding=accepted)
            assert (status, headers["Content-Encoding"]) == (200, coding), accepted
            assert "Accept-Encoding" in headers["Vary"] and headers["ETag"]
            if coding == "br":
                assert brotli.decompress(body) == plain[2] and len(body) < len(plain[2]) / 2
        assert nginx.get(address(made.withdrawn), Accept_Encoding="br")[0] == 410
