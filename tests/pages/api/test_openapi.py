"""The OpenAPI document is true: attacked from itself, the interface never says what it does not announce."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.support.public_site import make_site

FEW, MANY = 25, 400
"""Requests for each operation and mode: in every run, and in the slow one."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    return client.get("/api/v1/openapi.json").json()


@pytest.fixture
def kept_connection(document: dict[str, Any]) -> Iterator[None]:
    """As Django's own test client does: the connection of the test's transaction is not closed."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def test_it_is_of_version_3_1_and_names_every_error_as_a_problem(document: dict[str, Any]) -> None:
    assert document["openapi"] == "3.1.0"
    assert set(document["paths"]) == {
        "/api/v1/items", "/api/v1/items/{number}", "/api/v1/columns", "/api/v1/statutory-items",
        "/api/v1/facets", "/api/v1/office", "/api/v1/changes",
    }  # fmt: skip
    for path in document["paths"].values():
        assert set(path) == {"get"}
        for status, response in path["get"]["responses"].items():
            assert set(response["content"]) == {
                "application/json" if status == "200" else "application/problem+json"
            }
        assert all(parameter.get("description") for parameter in path["get"]["parameters"])


@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("examples", [FEW, pytest.param(MANY, marks=pytest.mark.slow)])
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_it_survives_an_attack_from_its_own_document(
    document: dict[str, Any], now: datetime, mode: GenerationMode, examples: int
) -> None:
    site = make_site(now)
    schema = schemathesis.openapi.from_dict(document)
    schema.app = WSGIHandler()
    known = str(site.document.index_number).replace("/", "-")
    for found in schema.get_all_operations():
        operation = found.ok()
        numbers = [{}, {"number": known}] if operation.path_parameters else [{}]
        for number in numbers:
            _attack(operation, mode, number, examples)


def _attack(operation: Any, mode: GenerationMode, number: dict[str, str], examples: int) -> None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def attack(case: Any) -> None:
        if number:
            case.path_parameters = number
        # A cursor is text to the document, but only our own are taken: 400 is its right answer.
        foreign_cursor = bool((case.query or {}).get("cursor"))
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if foreign_cursor else [])

    attack()
