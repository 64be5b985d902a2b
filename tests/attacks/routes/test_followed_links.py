"""Every page a stranger or a clerk reaches by links: safe, alive, unbroken by whatever is sent to it.

One module for all of it, because following every link takes a while and is done once for a module.
"""

import re

import pytest

from tests.attacks.routes.test_answers import check_headers
from tests.support.crawler import query_names
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
    "长" * 300,
)


TURNS = [
    pytest.param(range(2), id="a few"),
    pytest.param(range(2, len(NASTY) // 2), id="the rest", marks=pytest.mark.slow),
]
"""Every name meets several values in every run, and all of them in `make test-all`."""


def test_every_page_one_can_reach_carries_them(visits_of):
    for visit in visits_of("everything"):
        check_headers(visit.response, visit.address)


def test_no_page_holds_a_script_or_style_of_its_own(visits_of):
    for visit in visits_of("everything"):
        if visit.is_html:
            text = visit.text
            assert not re.search(
                r"<script(?![^>]*(?:\bsrc=|type=\"application/ld\+json\"))[^>]*>\s*\S", text
            ), visit.address
            assert not re.search(r"<style\b|<[a-z][^>]*\sstyle=|<[a-z][^>]*\son[a-z]+=", text), visit.address
            assert not re.search(r"""(?:src|href)=["'](?:https?:)?//[^"']+\.(?:js|css)""", text), (
                visit.address
            )


def test_pages_of_the_desk_are_kept_by_nobody(visits_of):
    for visit in visits_of("everything"):
        if visit.response.status_code == 200 and visit.address.startswith("/desk/"):
            control = visit.response.headers.get("Cache-Control", "")
            assert "no-store" in control or "private" in control, visit.address


@pytest.mark.parametrize(
    "values",
    [
        pytest.param(NASTY[::6], id="a sixth"),
        pytest.param(
            [value for place, value in enumerate(NASTY) if place % 6], id="the rest", marks=pytest.mark.slow
        ),
    ],
)
@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_no_filter_of_any_list_breaks_it(who, values, arrive, visits_of):
    """Parameters are read off the pages themselves, so that a new list is tried as soon as it is linked."""
    client = arrive(who)
    broken = []
    for path, names in sorted(query_names(visits_of(who)).items()):
        for value in values if names else ():
            answer = client.get(path, dict.fromkeys(names, value))
            if answer.status_code >= 500:
                broken.append(f"{path} {sorted(names)} {value[:40]!r}")
    assert broken == []


@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_following_every_link_writes_nothing_and_leads_somewhere(who, visits_of, world):
    """No page links to nothing; a stranger is asked to sign in at most."""
    visits = visits_of(who)
    assert len(visits) > 5
    assert world.writes[who] == []
    dead = [
        f"{visit.response.status_code} {visit.address} (on {visit.found_on})"
        for visit in visits
        if visit.found_on and visit.response.status_code not in {200, 302}
    ]
    assert dead == []


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
        check_headers(answer, route)


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


@pytest.mark.parametrize("method", ["options", "trace", "put", "delete"])
def test_no_method_breaks_a_page(method, all_powerful, world):
    """HEAD is tried beside GET, whose answer it must have."""
    for route in every_route():
        answer = getattr(all_powerful, method)(route.address)
        assert answer.status_code < 500, route
