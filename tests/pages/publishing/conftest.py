"""The office that every story of this folder plays in."""

import pytest

from tests.support.publishing import Office, make_office


@pytest.fixture
def office(db: None) -> Office:
    """Two divisions, their people, two columns."""
    return make_office()
