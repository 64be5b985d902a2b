"""An office in use, and somebody who holds every role, so that every page has something to show.

The office is made once for a whole module, in a transaction around those of the tests: making it anew for
each route would take longer than trying the route.
"""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from mingchuang.rules.roles import Role
from tests.conftest import NOW
from tests.support.clock import Clock
from tests.support.crawler import Visit, crawl, real_addresses
from tests.support.databases import watched
from tests.support.factories import make_division, make_person, sign_in
from tests.support.kept import kept, undone
from tests.support.replayed import replayed
from tests.support.routes import Route, every_route
from tests.support.world import fill


@pytest.fixture(autouse=True)
def _files_are_read_to_their_end(monkeypatch):
    """As a server reads them: a file nobody reads stays open, and complains in another test."""
    ask = Client.request

    def asked(client, **request):
        answer = ask(client, **request)
        if answer.streaming:
            answer.streaming_content = [b"".join(answer.streaming_content)]
        return answer

    monkeypatch.setattr(Client, "request", asked)


@replayed
def make_world(now):
    division = make_division("秘书处")
    person = make_person(list(Role), division=division, name="全权测试员")
    return {"person": person, "division": division, **fill(person, division, now)}


@pytest.fixture(scope="module")
def module_world(django_db_setup, django_db_blocker):
    with kept(django_db_blocker, Clock(NOW)):
        yield SimpleNamespace(visits={}, writes={}, addresses={}, asked={}, **make_world(NOW))


@pytest.fixture
def world(module_world, db):
    """What the chapters show: cases, items and messages, made by their own services."""
    return module_world


@pytest.fixture
def everything(world):
    """Somebody who holds every role."""
    world.person.refresh_from_db()
    return world.person


@pytest.fixture
def division(world):
    return world.division


@pytest.fixture
def all_powerful(everything):
    """A browser in which that person has signed in."""
    return sign_in(Client(), everything)


@pytest.fixture
def arrive(everything):
    """New browsers, of a stranger or of that person: signed in once, because signing in takes a while."""
    signed_in = sign_in(Client(), everything)

    def arrive(who: str = "everything", **options) -> Client:
        browser = Client(**options)
        if who == "everything":
            browser.cookies.load({name: morsel.value for name, morsel in signed_in.cookies.items()})
        return browser

    return arrive


@pytest.fixture
def visits_of(world, everything):
    """Pages a stranger, or that person, can reach: followed once for each module, for it takes a while."""

    def visits(who: str) -> list[Visit]:
        if who not in world.visits:
            client = sign_in(Client(), everything) if who == "everything" else Client()
            with watched() as world.writes[who]:
                world.visits[who] = crawl(client)
        return world.visits[who]

    return visits


@dataclass(frozen=True)
class Asked:
    """What an address answered when the page was asked for, and its head; every write meanwhile."""

    page: Any
    head: Any
    writes: list[str]


@pytest.fixture
def answers_of(world, arrive):
    """What a stranger, or that person, is answered at every address: asked once for each module."""

    def ask(who: str, route: Route) -> Asked:
        browser = arrive(who, raise_request_exception=False)
        with undone(), watched() as writes:
            return Asked(browser.get(route.address), browser.head(route.address), writes)

    def answers(who: str) -> dict[Route, Asked]:
        if who not in world.asked:
            world.asked[who] = {route: ask(who, route) for route in every_route()}
        return world.asked[who]

    return answers


@pytest.fixture
def address_of(world, visits_of):
    """The address of a route that shows something real where a page leads to one, else its sample."""
    if not world.addresses:
        world.addresses.update(real_addresses(visits_of("everything")))

    def find(route: Route) -> str:
        return world.addresses.get(route.pattern, route.address)

    return find
