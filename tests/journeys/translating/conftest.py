"""The office that the journeys of this folder play in."""

import pytest

from tests.support.publishing import Office, make_office


@pytest.fixture
def office(transactional_db: None) -> Office:
    """Two divisions, their people, two columns."""
    return make_office()
