"""A page of another site cannot act in a signed-in person's name: no token, no change."""

import pytest
from django.middleware.csrf import _get_new_csrf_string, _mask_cipher_secret

from tests.support.each import each
from tests.support.kept import undone
from tests.support.routes import Route, every_route

pytestmark = pytest.mark.django_db

CHANGING = ("post", "put", "patch", "delete")


def refused(route: Route) -> int:
    """How an unsafe request ends: without a token, or, at the read-only interface, whatever it carries."""
    return 405 if route.address.startswith("/api/") else 403


@each("route", every_route(), between=undone)
def test_nothing_changes_without_a_token(route: Route, arrive):
    client = arrive(enforce_csrf_checks=True)
    for method in CHANGING:
        answer = getattr(client, method)(route.address)
        assert answer.status_code == refused(route), f"{method.upper()} {route.address}: {answer.status_code}"


@each("route", every_route(), between=undone)
def test_a_token_made_up_or_of_somebody_else_does_not_count(route: Route, arrive):
    client = arrive(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = _get_new_csrf_string()
    for token in (_get_new_csrf_string(), _mask_cipher_secret(_get_new_csrf_string()), "", "1"):
        answer = client.post(route.address, {"csrfmiddlewaretoken": token})
        assert answer.status_code == refused(route), f"{token!r}: {answer.status_code}"


@each("route", every_route())
def test_no_view_is_exempt(route: Route):
    assert not getattr(route.callback, "csrf_exempt", False)
