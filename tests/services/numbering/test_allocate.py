"""Numbers are never given twice; a gap-free series has none missing after any mix of rollbacks."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingchuang.base.numbering.models import Counter
from mingchuang.base.numbering.services import OutsideTransaction, SeriesMismatch, allocate, skip_to


class Rollback(Exception):
    """The transaction changes its mind."""


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(fates=st.lists(st.booleans(), max_size=12))
def test_committed_numbers_of_a_gap_free_series_are_contiguous(fates):
    committed = []
    before = Counter.objects.filter(series="letter", year=2026).values_list("last", flat=True).first() or 0
    for kept in fates:
        try:
            with transaction.atomic():
                number = allocate("letter", 2026, gap_free=True)
                if not kept:
                    raise Rollback
            committed.append(number)
        except Rollback:
            continue
    assert committed == list(range(before + 1, before + 1 + sum(fates)))


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("gap_free", [True, False])
def test_many_clerks_at_once_get_different_numbers(gap_free):
    given_out: list[int] = []
    failures: list[Exception] = []
    start = threading.Barrier(6)

    def clerk(fails: bool) -> None:
        try:
            start.wait()
            for turn in range(10):
                try:
                    with transaction.atomic():
                        number = allocate("index", 2026, gap_free=gap_free)
                        if fails and turn % 2:
                            raise Rollback
                    given_out.append(number)
                except Rollback:
                    continue
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    clerks = [threading.Thread(target=clerk, args=(place % 2 == 0,)) for place in range(6)]
    for thread in clerks:
        thread.start()
    for thread in clerks:
        thread.join()
    assert failures == []
    assert len(given_out) == 3 * 10 + 3 * 5
    assert sorted(given_out) == list(range(1, len(given_out) + 1))


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_no_number_is_given():
    with pytest.raises(OutsideTransaction):
        allocate("letter", 2026, gap_free=True)


@pytest.mark.django_db
def test_years_and_series_count_apart():
    assert allocate("a", 2025, gap_free=False) == 1
    assert allocate("a", 2026, gap_free=False) == 1
    assert allocate("b", 2026, gap_free=False) == 1
    assert allocate("a", 2026, gap_free=False) == 2


@pytest.mark.django_db
def test_a_series_cannot_change_its_promise():
    allocate("letter", 2026, gap_free=True)
    with pytest.raises(SeriesMismatch):
        allocate("letter", 2026, gap_free=False)
    with pytest.raises(SeriesMismatch):
        skip_to("letter", 2026, 9)


@pytest.mark.django_db
def test_numbers_of_an_old_site_are_never_given_again():
    skip_to("index", 2020, 117)
    skip_to("index", 2020, 40)
    assert allocate("index", 2020, gap_free=False) == 118


@pytest.mark.db
@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE numbering_counter SET last = 1",
        "UPDATE numbering_counter SET year = 2027",
        "DELETE FROM numbering_counter",
    ],
)
def test_the_database_refuses_to_turn_a_counter_back(statement):
    skip_to("index", 2026, 5)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Counter.objects.get().last == 5
