"""Looking at a page changes nothing: search engines, previews and reloads may look as often as they like."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.crawler import crawl
from tests.support.factories import sign_in
from tests.support.routes import Route, every_route

pytestmark = pytest.mark.django_db

WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|TRUNCATE)\b", re.IGNORECASE)
OWN = re.compile(r"django_session|axes_")
"""A person's own session, and the lock-out's memory: neither is the office's information."""


def writes(queries) -> list[str]:
    return [q["sql"][:160] for q in queries if WRITES.match(q["sql"]) and not OWN.search(q["sql"])]


@pytest.mark.parametrize("route", every_route(), ids=str)
@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_asking_for_a_page_writes_nothing(route: Route, who, everything, world):
    client = sign_in(Client(), everything) if who == "everything" else Client()
    with CaptureQueriesContext(connection) as captured:
        client.get(route.address)
        client.head(route.address)
    assert writes(captured) == []


@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_following_every_link_writes_nothing(who, everything, world):
    client = sign_in(Client(), everything) if who == "everything" else Client()
    with CaptureQueriesContext(connection) as captured:
        visits = crawl(client)
    assert len(visits) > 5
    assert writes(captured) == []


@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_every_link_leads_somewhere(who, visits_of):
    """No page links to nothing; a stranger is asked to sign in at most."""
    dead = [
        f"{visit.response.status_code} {visit.address} (on {visit.found_on})"
        for visit in visits_of(who)
        if visit.found_on and visit.response.status_code not in {200, 302}
    ]
    assert dead == []
