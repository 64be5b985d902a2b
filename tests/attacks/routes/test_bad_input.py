"""Whatever stands in an address or a form, nobody sees a page that broke."""

import pytest

from tests.support.each import each
from tests.support.kept import undone
from tests.support.routes import Route, every_route

pytestmark = pytest.mark.django_db

NAMES = (
    "sort", "order", "page", "q", "year", "month", "kind", "state", "status", "division", "column",
    "from", "to", "date", "format", "scope", "due", "type", "validity", "issuer", "lang", "tab", "id", "next",
)  # fmt: skip

NASTY = (
    "'",
    "id); DROP TABLE accounts_user;--",
    "password",
    "-pk,user__password",
    "assignee__password",
    "0",
    "-1",
    "1e9",
    "9" * 30,
    "\x00",
    "\u202e\ufeff\ud7ff",
    "²",
    "٣",
    "2031-13-45",
    "9999-12-31",
    "0001-01-01",
    "../../etc/passwd",
    "{{7*7}}${7*7}",
    "%",
    "_",
    "〔2026〕",
    "长" * 3000,
)


TURNS = [
    pytest.param(range(2), id="a few"),
    pytest.param(range(2, len(NASTY) // 2), id="the rest", marks=pytest.mark.slow),
]
"""Every name meets several values in every run, and all of them in `make test-all`."""


@pytest.mark.parametrize("turns", TURNS)
@each("route", every_route(), between=undone)
def test_no_address_breaks_a_page(route: Route, turns: range, arrive, address_of):
    client, address = arrive(), address_of(route)
    for turn in turns:
        # Every name with another value, and others at each turn: one bad value must not hide the next.
        query = {name: NASTY[(place + 2 * turn) % len(NASTY)] for place, name in enumerate(NAMES)}
        answer = client.get(address, query)
        assert answer.status_code < 500, f"{query!r}: {answer.status_code}"
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            assert b"49$49" not in answer.content


@each("route", every_route(), between=undone)
def test_no_form_breaks_a_page(route: Route, arrive, address_of):
    client, address = arrive(), address_of(route)
    for data in (
        {},
        dict.fromkeys(NAMES, "\x00"),
        {"csrfmiddlewaretoken": "x" * 5000, "act": "send", "title": "长" * 10_000, "problem": "\x1b[0m"},
    ):
        answer = client.post(address, data)
        assert answer.status_code < 500, data


@pytest.mark.slow
@each("route", every_route(), between=undone)
def test_no_body_of_another_kind_breaks_a_page(route: Route, arrive, address_of):
    client, address = arrive(), address_of(route)
    for kind, body in (
        ("application/json", b"{"),
        ("application/json", b'{"a":' * 2000),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("text/plain", b"\xff\xfe\x00"),
        ("application/x-www-form-urlencoded; charset=utf-7", b"a=%ff%fe"),
    ):
        answer = client.post(address, body, content_type=kind)
        assert answer.status_code < 500, kind


@pytest.mark.parametrize("method", ["head", "options", "trace", "put", "delete"])
def test_no_method_breaks_a_page(method, all_powerful, world):
    for route in every_route():
        answer = getattr(all_powerful, method)(route.address)
        assert answer.status_code < 500, route
