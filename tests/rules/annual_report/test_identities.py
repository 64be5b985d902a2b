"""Somebody fills in the statutory tables; each cell that does not add up is named."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.annual_report.forms import COLUMNS, DISPUTE_BLOCKS, DISPUTE_COLUMNS, FORM_2021, form_of
from mingchuang.rules.annual_report.identities import (
    WITHIN_A_REPORT,
    Identity,
    Level,
    across,
    check,
    compared,
)
from mingchuang.rules.annual_report.reading import loads, read_report
from mingchuang.rules.refusals import Refused
from tests.support.annual_reports import VECTOR, changed, report


def lines(data: object) -> list[str]:
    return [str(finding) for finding in check(read_report(data))]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_the_vector_of_a_city_holds_on_the_form_of_each_year(year):
    assert lines(report(year)) == []


def test_the_vector_satisfies_the_printed_identity():
    assert VECTOR["new"] + VECTOR["carried_in"] == VECTOR["total"] + VECTOR["carried_out"] == 14629


def test_a_wrong_total_is_named_once_with_what_it_should_be():
    found = check(read_report(changed("requests", "total", 0, 13811)))
    assert [str(finding) for finding in found] == [
        "requests.total.natural_person: expected 13810, found 13811",
        "requests.total.total: expected 13811, found 13810",
    ]
    assert {finding.level for finding in found} == {Level.HARD}


def test_a_wrong_carry_over_is_named_where_it_stands():
    data = report()
    data["tables"]["requests"]["rows"]["carried_out"] = [818, 0, 0, 0, 0, 0, 818]
    assert lines(data) == [
        "requests.carried_out.natural_person: expected 819, found 818",
        "requests.carried_out.total: expected 819, found 818",
    ]


def test_a_blank_is_not_a_zero():
    assert lines(changed("review_litigation", "review", 4, None)) == [
        "review_litigation.review.total: expected 11, found blank"
    ]
    assert lines(changed("review_litigation", "litigation_after_review", 4, "-")) == [
        "review_litigation.litigation_after_review.total: expected 0, found blank"
    ]
    assert lines(changed("requests", "granted", 0, None)) == [
        "requests.granted.natural_person: expected 5548, found blank"
    ]
    both = report()
    both["tables"]["review_litigation"]["review"] = [None, 1, None, 3, 11]
    assert lines(both) == [
        "review_litigation.review.maintained: expected a number, found blank",
        "review_litigation.review.other: expected a number, found blank",
    ]


def test_a_blank_total_is_a_finding_also_where_not_all_was_seen():
    data = changed("requests", "new", 6, None)
    data["completeness"]["requests"] = "partial"
    data["tables"]["requests"]["rows"]["granted"][1] = None
    assert lines(data) == ["requests.new.total: expected 14069, found blank"]


def test_what_was_not_seen_is_not_checked():
    data = report()
    data["completeness"] = {"active": "absent", "requests": "partial", "review_litigation": "absent"}
    del data["tables"]["active"], data["tables"]["review_litigation"]
    for key in ("unable_3", "total", "carried_out"):
        del data["tables"]["requests"]["rows"][key]
    assert lines(data) == []
    assert compared(read_report(data)) == {Identity.APPLICANTS, Identity.CELLS}
    whole = read_report(report())
    assert compared(whole, read_report(report(2024))) == set(Identity)
    assert compared(whole) == WITHIN_A_REPORT


def test_a_row_missing_from_a_full_table_is_named():
    data = report()
    del data["tables"]["requests"]["rows"]["carried_out"]
    assert "requests.carried_out.total: expected 819, found absent" in lines(data)


def test_one_row_for_other_results_is_accepted_on_either_form():
    data = report()
    rows = data["tables"]["requests"]["rows"]
    for key in ("other_1", "other_2", "other_3"):
        del rows[key]
    rows["other"] = [1486, 0, 0, 0, 0, 0, 1486]
    assert lines(data) == []
    rows["other"] = [1485, 0, 0, 0, 0, 0, 1485]
    assert lines(data) == [
        "requests.total.natural_person: expected 13809, found 13810",
        "requests.total.total: expected 13809, found 13810",
    ]


def test_rows_a_city_added_count_where_they_belong():
    data = report()
    rows = data["tables"]["requests"]["rows"]
    rows["other_3"], rows["other_4"] = [900, 0, 0, 0, 0, 0, 900], [65, 0, 0, 0, 0, 0, 65]
    assert lines(data) == []
    rows["转送"] = rows.pop("other_4")
    assert lines(data) == []
    rows["其中线上"] = [7, 0, 0, 0, 0, 0, 7]
    del rows["转送"]
    rows["other_3"] = [965, 0, 0, 0, 0, 0, 965]
    assert lines(data) == []
    rows["其中线上"] = [7, 0, 0, 0, 0, 0, 8]
    assert lines(data) == ["requests.其中线上.total: expected 7, found 8"]


def test_sub_totals_a_city_added_are_held_to_their_rows():
    data = report()
    data["tables"]["requests"]["rows"]["refuse"] = [730, 0, 0, 0, 0, 0, 730]
    assert lines(data) == []
    data["tables"]["requests"]["rows"]["refuse"] = [731, 0, 0, 0, 0, 0, 731]
    assert "requests.refuse.total: expected 730, found 731" in lines(data)


@pytest.mark.parametrize(
    ("written", "read"),
    [("1件", 1), ("1（其中修订1件）", 1), ("１", 1), (1.0, 1), (" 1 ", 1)],
)
def test_notes_units_and_full_width_figures_do_not_hide_the_number(written, read):
    assert lines(changed("review_litigation", "litigation_direct", 0, written)) == []
    assert lines(changed("review_litigation", "review", 1, written)) == []


@pytest.mark.parametrize(
    ("written", "named"),
    [(-1, "-1"), ("1.5", "1.5"), ("约1件", "约1件"), ("+2-1", "+2-1"), (True, "True")],
)
def test_what_is_no_count_is_named(written, named):
    found = lines(changed("review_litigation", "review", 1, written))
    assert f"review_litigation.review.corrected: expected a whole number of 0 or more, found {named}" in found


def test_the_older_form_lets_changes_carry_a_sign():
    data = report(2020)
    data["tables"]["active"]["art20_6"]["行政处罚"]["change"] = "-1"
    assert lines(data) == []
    data["tables"]["active"]["art20_6"]["行政处罚"]["decisions"] = "-1"
    assert lines(data) == [
        "active.art20_6.行政处罚.decisions: expected a whole number of 0 or more, found -1"
    ]


def test_amounts_may_have_decimals_and_a_unit_but_not_be_negative():
    data = report()
    fees = data["tables"]["active"]["art20_8"]
    for written in (7730.28, "59,237.2449万元", "3元"):
        fees["行政事业性收费_万元"] = written
        assert lines(data) == []
    fees["行政事业性收费_万元"] = -1
    assert lines(data) == ["active.art20_8.行政事业性收费_万元: expected an amount of 0 or more, found -1"]


CELLS = [("requests", key, column) for key in FORM_2021.rows for column in range(len(COLUMNS))] + [
    ("review_litigation", block, column) for block in DISPUTE_BLOCKS for column in range(len(DISPUTE_COLUMNS))
]


@given(st.sampled_from(CELLS), st.integers(min_value=1, max_value=10**6))
def test_any_single_changed_cell_is_found(cell, added):
    table, key, column = cell
    data = report()
    rows = data["tables"][table]
    values = (rows["rows"] if table == "requests" else rows)[key]
    values[column] += added
    found = check(read_report(data))
    assert found
    assert all(finding.level is Level.HARD for finding in found)


@given(st.sampled_from(CELLS))
def test_any_single_blank_cell_of_a_full_report_is_found_with_what_belongs_there(cell):
    table, key, column = cell
    data = report()
    rows = data["tables"][table]
    values = (rows["rows"] if table == "requests" else rows)[key]
    before, values[column] = values[column], None
    names = list(COLUMNS if table == "requests" else DISPUTE_COLUMNS)
    assert lines(data) == [f"{table}.{key}.{names[column]}: expected {before}, found blank"]


def test_what_does_not_follow_from_the_year_before_needs_a_note():
    before, now = report(2024), report(2025)
    before["tables"]["active"]["art20_1"]["规章"] = {
        "issued_this_year": 0,
        "repealed_this_year": 0,
        "in_force": 4,
    }
    found = across(read_report(before), read_report(now))
    assert [str(finding) for finding in found] == [
        "requests.carried_in.natural_person: expected 819, found 560",
        "requests.carried_in.total: expected 819, found 560",
        "active.art20_1.规章.in_force: expected 4, found 0",
    ]
    assert {finding.level for finding in found} == {Level.SOFT}
    assert {finding.identity for finding in found} == {Identity.CARRIED, Identity.NORMS}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "{}",
        '{"tables": {}}',
        '{"tables": {}, "year": "2023"}',
        '{"tables": {}, "year": 2008}',
        '{"year": 2023, "tables": {"requests": []}}',
        '{"year": 2023, "tables": {"requests": {"rows": {"new": [1,2,3,4,5,6,7,8]}}}}',
        '{"year": 2023, "tables": {"requests": {"columns": ["a"], "rows": {}}}}',
        '{"year": 2023, "tables": {"review_litigation": 3}}',
        '{"year": 2023, "tables": {"active": {"art20_5": 3}}}',
        "[" * 100_000,
    ],
)
def test_what_is_no_report_is_refused_with_reasons(text):
    with pytest.raises(Refused) as refused:
        loads(text)
    assert refused.value.reasons


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=10,
    )
)
def test_any_value_in_any_cell_is_read_without_failing(value):
    data = changed("requests", "new", 0, value)
    data["tables"]["requests"]["rows"]["new_row"] = value
    data["tables"]["active"]["art20_5"] = value
    data["tables"]["review_litigation"]["review"] = value
    try:
        check(loads(json.dumps(data)))
    except Refused as refused:
        assert refused.reasons


def test_a_year_before_there_was_a_form_is_refused():
    with pytest.raises(Refused, match="2018"):
        form_of(2018)
