"""Lists of all and of closed cases are read in their order from an index, however many there are."""

import pytest
from django.db import connection

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import selectors
from mingchuang.rules.roles import Role
from tests.support.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.db]

SORTS = {"sqlite": "TEMP B-TREE FOR ORDER BY", "postgresql": "->  Sort"}
"""How a plan tells that every row is sorted; the last columns of equal days may be."""


@pytest.mark.parametrize("sort", selectors.SORTS)
@pytest.mark.parametrize("state", ["all", "closed"])
def test_no_list_sorts_every_row(now, state, sort):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # on an empty table a sort is always the cheapest
            cursor.execute("SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off")
    reader = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    filters = selectors.Filters(state=state, sort=sort)
    found = selectors.worklist(reader, filters, today=now.date(), calendar=current_calendar())
    plan = selectors.with_own_rows(found)[:50].explain()
    assert SORTS[connection.vendor] not in plan, plan
