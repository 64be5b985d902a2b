"""SQLite is told what its tables hold; it gathers nothing by itself."""

import pytest
from django.db import connection

from mingchuang.base.jobs import registry
from tests.support.factories import make_person

pytestmark = [pytest.mark.django_db, pytest.mark.db]


def test_the_planner_knows_how_many_people_there_are():
    for _ in range(20):
        make_person()
    registry.find("jobs.gather_statistics").function({})
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("SELECT count(*) FROM pg_stat_user_tables")  # still a database to ask
            assert cursor.fetchone()[0] > 0
            return
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'accounts_user'")
        rows = [int(stat.split()[0]) for (stat,) in cursor.fetchall()]
    assert rows and min(rows) >= 20


def test_it_is_gathered_by_the_clock():
    assert registry.schedules()["jobs.gather_statistics"].minutes == 60
