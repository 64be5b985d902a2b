"""Looking at a page changes nothing: search engines, previews and reloads may look as often as they like."""

import pytest

from tests.support.databases import watched
from tests.support.each import each
from tests.support.kept import undone
from tests.support.routes import Route, every_route

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["stranger", "everything"])
@each("route", every_route(), between=undone)
def test_asking_for_a_page_writes_nothing_and_its_head_is_answered_alike(route: Route, who, arrive):
    client = arrive(who)
    with watched() as writes:
        page = client.get(route.address)
        head = client.head(route.address)
    assert writes == []
    assert head.status_code == page.status_code
