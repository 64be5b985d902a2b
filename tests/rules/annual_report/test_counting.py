"""What came in and what was decided becomes the tables of each year; nothing is lost between two years."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.annual_report.counting import (
    CountedDispute,
    CountedRequest,
    outcome_in,
    request_fact,
    rows_behind,
    table_3,
    table_4,
)
from mingchuang.rules.annual_report.forms import APPLICANTS, DISPUTE_BLOCKS, FORM_2021, OUTCOMES, form_of
from mingchuang.rules.annual_report.identities import across, check
from mingchuang.rules.annual_report.reading import Report, read_report

YEARS = range(2019, 2026)


def as_report(year: int, requests: list[CountedRequest], disputes: list[CountedDispute]) -> Report:
    return read_report(
        {
            "year": year,
            "completeness": {"requests": "full", "review_litigation": "full"},
            "tables": {
                "requests": {"rows": table_3(year, requests)},
                "review_litigation": dict(table_4(year, disputes)),
            },
        }
    )


@st.composite
def counted_requests(draw: st.DrawFn) -> CountedRequest:
    received = draw(st.sampled_from(YEARS))
    decided = draw(st.none() | st.integers(min_value=received, max_value=YEARS[-1]))
    row = draw(st.sampled_from(FORM_2021.results)) if decided else ""
    return CountedRequest(draw(st.sampled_from(APPLICANTS)), received, decided, row, draw(st.integers(1, 9)))


@st.composite
def counted_disputes(draw: st.DrawFn) -> CountedDispute:
    filed = draw(st.sampled_from(YEARS))
    closed = draw(st.none() | st.integers(min_value=filed, max_value=YEARS[-1]))
    outcome = draw(st.sampled_from(OUTCOMES[:3])) if closed else "pending"
    return CountedDispute(draw(st.sampled_from(list(DISPUTE_BLOCKS))), filed, closed, outcome)


@given(st.lists(counted_requests(), max_size=30), st.lists(counted_disputes(), max_size=10))
def test_identities_hold_for_any_history_of_years(requests, disputes):
    reports = [as_report(year, requests, disputes) for year in YEARS]
    for report in reports:
        assert check(report) == []
    for before, report in pairwise(reports):
        assert across(before, report) == []


@given(st.lists(counted_requests(), max_size=30))
def test_every_number_is_the_requests_behind_it(requests):
    for year in YEARS:
        for row, columns in table_3(year, requests).items():
            for applicant in APPLICANTS:
                behind = [r for r in requests if r.applicant == applicant and row in rows_behind(r, year)]
                assert columns[applicant] == sum(request.cases for request in behind)


def test_a_request_is_counted_in_the_year_it_is_decided():
    fact = request_fact("natural_person", date(2024, 12, 20), date(2025, 1, 10), "granted")
    assert rows_behind(fact, 2024) == {"new", "carried_out"}
    assert rows_behind(fact, 2025) == {"carried_in", "granted", "total"}
    assert rows_behind(fact, 2026) == rows_behind(fact, 2023) == frozenset()


def test_an_open_request_is_carried_from_year_to_year():
    fact = request_fact("commercial", date(2023, 5, 4), None, "")
    assert rows_behind(fact, 2023) == {"new", "carried_out"}
    assert rows_behind(fact, 2024) == rows_behind(fact, 2025) == {"carried_in", "carried_out"}


def test_the_older_form_has_one_row_for_other_results():
    fact = request_fact("research", date(2020, 2, 3), date(2020, 3, 2), "other_2")
    assert rows_behind(fact, 2020) == {"new", "other", "total"}
    assert table_3(2020, [fact])["other"]["total"] == 1


@pytest.mark.parametrize(
    "fact",
    [
        CountedRequest("natural_person", 2025, 2024, "granted"),
        CountedRequest("natural_person", 2025, 2025, "approved"),
        CountedRequest("nobody", 2025, None, ""),
    ],
)
def test_facts_that_cannot_be_are_not_counted_away(fact):
    with pytest.raises(ValueError, match=r"cannot|no row|no column"):
        table_3(2025, [fact])


def test_disputes_stand_by_their_result_or_as_open_at_the_end_of_the_year():
    suit = CountedDispute("litigation_direct", 2023, 2025, "corrected")
    assert [outcome_in(suit, year) for year in (2022, 2023, 2024, 2025, 2026)] == [
        "",
        "pending",
        "pending",
        "corrected",
        "",
    ]
    assert table_4(2025, [suit])["litigation_direct"] == {
        "maintained": 0,
        "corrected": 1,
        "other": 0,
        "pending": 0,
        "total": 1,
    }


def test_a_case_where_we_are_only_the_review_organ_is_not_ours_to_count():
    suit = CountedDispute("litigation_after_review", 2025, None, "pending", only_as_review_organ=True)
    assert table_4(2025, [suit])["litigation_after_review"]["total"] == 0


def test_a_closed_dispute_needs_an_outcome():
    with pytest.raises(ValueError, match="outcome"):
        outcome_in(CountedDispute("review", 2025, 2025, "pending"), 2025)
    with pytest.raises(ValueError, match="before"):
        outcome_in(CountedDispute("review", 2025, 2024, "other"), 2025)


def test_a_year_without_data_is_all_zeros():
    table = table_3(2025, [])
    assert set(table) == set(form_of(2025).rows)
    assert {count for columns in table.values() for count in columns.values()} == {0}
