"""Counting requests and disputes into tables 3 and 4 of a year.

A request is counted once, in the year it is decided; open at the end of the year, it is carried over. What is
counted are small facts, alone or in groups of the same, so that a database may group a million before.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mingchuang.rules.annual_report.forms import (
    APPLICANTS,
    COLUMNS,
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    OUTCOMES,
    Form,
    form_of,
)
from mingchuang.rules.source import Rule, Source, Tag

Counts = dict[str, dict[str, int]]

RULES = (
    Rule(
        "annual_report.counted_once",
        "每件申请只在办结的年度计一次，年末未办结的结转下年度",
        Source("政府信息公开规格", "8", Tag.SECONDARY),
    ),
    Rule(
        "annual_report.corrected_is_the_same",
        "补正后的申请仍是原申请，按原收到日期计入新收",
        Source("政府信息公开规格", "8", Tag.DERIVED),
    ),
    Rule(
        "annual_report.review_organ",
        "仅作为复议机关成为共同被告的案件，由原行政行为的机关计入",
        Source("国办公开办函〔2016〕201号", "统计口径", Tag.PRIMARY),
    ),
)


class CountedRequest(NamedTuple):
    """Requests with the same facts. Not received yet means not counted: leave those out."""

    applicant: str  # one of `forms.APPLICANTS`
    received_year: int
    decided_year: int | None
    row: str  # the row of the decision; "" while open
    cases: int = 1


class CountedDispute(NamedTuple):
    """Reviews or suits with the same facts. `outcome` is one of `forms.OUTCOMES`, "pending" while open."""

    block: str
    filed_year: int
    closed_year: int | None
    outcome: str
    only_as_review_organ: bool = False
    cases: int = 1


def request_fact(applicant: str, received_on: date, decided_on: date | None, row: str) -> CountedRequest:
    """One request by its days."""
    return CountedRequest(applicant, received_on.year, decided_on.year if decided_on else None, row)


def rows_behind(request: CountedRequest, year: int, form: Form | None = None) -> frozenset[str]:
    """The rows of table 3 of a year that a request is counted in; none when it does not concern the year.

    Raises ValueError for facts that cannot be: decided before it was received, a row the form does not have.
    """
    form = form or form_of(year)
    decided = request.decided_year
    if decided is not None and decided < request.received_year:
        raise ValueError("a request cannot be decided before it was received")
    if request.received_year > year or (decided is not None and decided < year):
        return frozenset()
    rows = {"new" if request.received_year == year else "carried_in"}
    if decided != year:
        return frozenset({*rows, "carried_out"})
    return frozenset({*rows, row_on(form, request.row), "total"})


def row_on(form: Form, row: str) -> str:
    """The row of a decision on a form: the older one has one row for 其他处理. Raises ValueError."""
    if row in form.results:
        return row
    group = row.partition("_")[0]
    if group in form.results:
        return group
    raise ValueError(f"the form {form.version} has no row {row}")


def table_3(year: int, requests: Iterable[CountedRequest]) -> Counts:
    """Table 3 of a year: every row of the form with every column, zeros written out. Raises ValueError."""
    form = form_of(year)
    counts: Counts = {row: dict.fromkeys(COLUMNS, 0) for row in form.rows}
    for request in requests:
        if request.applicant not in APPLICANTS:
            raise ValueError(f"there is no column {request.applicant}")
        for row in rows_behind(request, year, form):
            counts[row][request.applicant] += request.cases
            counts[row]["total"] += request.cases
    return counts


def outcome_in(dispute: CountedDispute, year: int) -> str:
    """The column of table 4 a dispute stands in for a year; "" when it is not counted there.

    Open at the end of the year is 尚未审结, also in each later year it stays open. Raises ValueError.
    """
    closed = dispute.closed_year
    if closed is not None and closed < dispute.filed_year:
        raise ValueError("a dispute cannot be closed before it was filed")
    if dispute.only_as_review_organ or dispute.filed_year > year or (closed is not None and closed < year):
        return ""
    if closed != year:
        return "pending"
    if dispute.outcome not in OUTCOMES or dispute.outcome == "pending":
        raise ValueError("a closed dispute needs an outcome")
    return dispute.outcome


def table_4(year: int, disputes: Iterable[CountedDispute]) -> Counts:
    """Table 4 of a year: every block with every column, zeros written out. Raises ValueError."""
    counts: Counts = {block: dict.fromkeys(DISPUTE_COLUMNS, 0) for block in DISPUTE_BLOCKS}
    for dispute in disputes:
        outcome = outcome_in(dispute, year)
        if outcome:
            counts[dispute.block][outcome] += dispute.cases
            counts[dispute.block]["total"] += dispute.cases
    return counts
