"""Where a reply that becomes public information goes."""

import pytest

from mingchuang.publishing.models import Column
from tests.support.factories import make_division


@pytest.fixture
def places():
    """A division and a column, as the page that turns a reply asks for them."""
    division = make_division("秘书处")
    column = Column.objects.create(slug="finance", name="财政预决算", division=division, kind="information")
    return {"division": division, "column": column}
