"""The guards of every room stand in every database, and go on standing after a test that committed."""

import pytest
from django.db import connection

from mingchuang.base.triggers.services import Trigger, declare, declared, install, installed

pytestmark = pytest.mark.db


@pytest.mark.django_db
def test_every_declared_guard_is_in_the_database():
    assert installed() == set(declared())
    assert len(declared()) > 20


@pytest.mark.django_db
def test_installing_again_changes_nothing():
    install()
    assert installed() == set(declared())


@pytest.mark.django_db
def test_every_guard_stands_on_a_table_that_exists():
    tables = set(connection.introspection.table_names())
    assert {trigger.table for trigger in declared().values()} <= tables


def test_a_name_cannot_stand_for_two_guards():
    name, guard = next(iter(declared().items()))
    with pytest.raises(ValueError, match="declared twice"):
        declare(Trigger(name, guard.table, "another", "text"))


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_test_with_real_transactions_leaves_nothing_behind(turn, today):
    from mingchuang.base.numbering.models import Counter
    from tests.support.factories import make_person

    assert not Counter.objects.exists()
    Counter.objects.create(series=f"turn{turn}", year=today.year, gap_free=False)
    make_person(username="somebody")
    assert installed() == set(declared())
