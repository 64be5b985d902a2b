"""Two years of an office's requests give the tables of its annual reports, each number with its cases."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingchuang.casework.models import Case
from mingchuang.disclosure.annual_report.counted import COMPLETE, tables_of
from mingchuang.disclosure.annual_report.selectors import cases_behind
from mingchuang.disclosure.requests.models import Dispute
from mingchuang.disclosure.requests.services.applicant import withdraw
from mingchuang.rules.annual_report.forms import COLUMNS, DISPUTE_BLOCKS, DISPUTE_COLUMNS, Table, form_of
from mingchuang.rules.annual_report.identities import across, check
from mingchuang.rules.annual_report.reading import read_report
from tests.conftest import NOW
from tests.support.clock import Clock
from tests.support.kept import kept
from tests.support.requested_years import Office, two_years

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def years(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Case]]:
    """Made once: it takes a hundred acts of five people."""
    with kept(django_db_blocker, Clock(NOW)):
        yield two_years(NOW)


@pytest.fixture
def history(years: dict[str, Case], db: None) -> dict[str, Case]:
    return years


def report_of(year: int):
    return read_report(
        {"agency": "某办", "year": year, "form_version": form_of(year).version, "completeness": COMPLETE}
        | {"tables": tables_of(year)}
    )


def totals(year: int) -> dict[str, int]:
    read = report_of(year)
    rows = {row: int(read.number(Table.REQUESTS, row, "total") or 0) for row in form_of(year).rows}
    return {row: count for row, count in rows.items() if count}


@pytest.mark.db
def test_each_request_is_counted_once_in_the_year_it_ended_first(history):
    assert totals(2025) == {"new": 4, "granted": 1, "total": 1, "carried_out": 3}
    assert totals(2026) == {
        "new": 2,
        "carried_in": 3,
        "refuse_6": 1,
        "other_1": 1,
        "other_2": 1,
        "other_3": 1,
        "total": 4,
        "carried_out": 1,
    }
    assert totals(2027) == {"carried_in": 1, "carried_out": 1}
    assert totals(2024) == {}


def test_the_arithmetic_holds_and_what_is_carried_out_is_carried_in(history):
    before, after = report_of(2025), report_of(2026)
    assert list(check(before)) == []
    assert list(check(after)) == []
    assert list(across(before, after)) == []


def test_a_review_is_pending_until_the_year_it_ends(history):
    assert Dispute.objects.count() == 1
    assert tables_of(2025)["review_litigation"]["review"] == [0, 0, 0, 1, 1]
    assert tables_of(2026)["review_litigation"]["review"] == [0, 1, 0, 0, 1]
    assert tables_of(2027)["review_litigation"]["review"] == [0, 0, 0, 0, 0]


def test_behind_each_number_stand_as_many_cases(history):
    for year in (2019, 2025, 2026, 2027):
        tables = tables_of(year)
        for row, cells in tables["requests"]["rows"].items():
            for column, count in zip(COLUMNS, cells, strict=True):
                assert len(cases_behind(year, Table.REQUESTS, row, column)) == count, (year, row, column)
        for block in DISPUTE_BLOCKS:
            for column, count in zip(DISPUTE_COLUMNS, tables["review_litigation"][block], strict=True):
                assert len(cases_behind(year, Table.DISPUTES, block, column)) == count, (year, block, column)


def test_the_cases_are_named_with_the_address_of_their_page(history):
    [denied] = cases_behind(2026, Table.REQUESTS, "refuse_6", "commercial")
    case = history["denied"]
    assert (denied.number, denied.address) == (case.number, f"/desk/cases/{case.uid}/")
    carried = [one.number for one in cases_behind(2026, Table.REQUESTS, "carried_in", "total")[:2]]
    assert carried == [history["denied"].number, history["waiting"].number]
    [review] = cases_behind(2025, Table.DISPUTES, "review", "pending")
    assert review.address == f"/desk/cases/{history['granted'].uid}/"


@pytest.mark.db
def test_the_tables_ask_two_questions_however_many_requests(history):
    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            tables_of(2026)
        return [q["sql"] for q in queries if "casework_" in q["sql"] or "requests_dispute" in q["sql"]]

    assert len(asked()) == 2
    office = Office(datetime(2026, 3, 9, 9, tzinfo=history["granted"].received_at.tzinfo))
    for _number in range(5):
        office.receive(date(2026, 2, 4))
    assert len(asked()) == 2


def test_on_the_older_form_all_other_endings_share_a_row(now):
    office = Office(now)
    gone = office.receive(date(2020, 6, 1))
    withdraw(gone, now=office.on(date(2020, 6, 2))["now"])
    assert totals(2020) == {"new": 1, "other": 1, "total": 1}
    assert [one.number for one in cases_behind(2020, Table.REQUESTS, "other", "total")] == [gone.number]
