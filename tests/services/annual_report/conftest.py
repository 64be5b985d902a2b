"""An office that reports, with a source of requests that the tests fill."""

from collections.abc import Iterator

import pytest

from tests.support.publishing import Office, make_office
from tests.support.reported import Requests, registered


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def requests() -> Iterator[Requests]:
    with registered() as requests:
        yield requests
