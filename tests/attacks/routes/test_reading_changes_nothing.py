"""Looking at a page changes nothing: search engines, previews and reloads may look as often as they like."""

import pytest
from django.test import Client

from tests.support.databases import watched
from tests.support.factories import sign_in
from tests.support.routes import Route, every_route

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("route", every_route(), ids=str)
@pytest.mark.parametrize("who", ["stranger", "everything"])
def test_asking_for_a_page_writes_nothing(route: Route, who, everything, world):
    client = sign_in(Client(), everything) if who == "everything" else Client()
    with watched() as writes:
        client.get(route.address)
        client.head(route.address)
    assert writes == []
