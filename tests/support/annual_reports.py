"""Reports built by hand for these tests."""

import copy
from typing import Any

from mingchuang.rules.annual_report.forms import APPLICANTS, COLUMNS, DISPUTE_COLUMNS, form_of

RESULTS_2025 = {
    "granted": 5548,
    "partial": 2168,
    **{
        f"refuse_{number}": count for number, count in enumerate([13, 30, 11, 51, 104, 85, 286, 150], start=1)
    },
    **{f"unable_{number}": count for number, count in enumerate([3222, 180, 19], start=1)},
    **{f"nohandle_{number}": count for number, count in enumerate([203, 148, 0, 101, 5], start=1)},
    **{f"other_{number}": count for number, count in enumerate([318, 203, 965], start=1)},
}
"""The 总计 column of a city's form for 2025."""

VECTOR = {"new": 14069, "carried_in": 560, **RESULTS_2025, "total": 13810, "carried_out": 819}


def row(count: int) -> list[int]:
    """All applicants natural persons."""
    return [count, *[0] * (len(APPLICANTS) - 1), count]


def report(year: int = 2025) -> dict[str, Any]:
    """A full report whose arithmetic holds, by the form of its year."""
    form = form_of(year)
    numbers = dict(VECTOR)
    if "other" in form.rows:
        numbers["other"] = sum(numbers.pop(f"other_{number}") for number in (1, 2, 3))
    active: dict[str, Any] = {"format": form.version}
    for line in form.active:
        if line.single:
            active.setdefault(line.block, {})[line.column] = 0
        else:
            active.setdefault(line.block, {}).setdefault(line.label, {})[line.column] = 0
    return {
        "agency": "某市人民政府",
        "year": year,
        "form_version": form.version,
        "completeness": {"active": "full", "requests": "full", "review_litigation": "full"},
        "tables": {
            "active": active,
            "requests": {
                "columns": list(COLUMNS),
                "rows": {key: row(numbers[key]) for key in form.rows},
            },
            "review_litigation": {
                "columns": list(DISPUTE_COLUMNS),
                "review": [5, 1, 2, 3, 11],
                "litigation_direct": [1, 0, 0, 0, 1],
                "litigation_after_review": [0, 0, 0, 0, 0],
            },
        },
    }


def changed(table: str, key: str, column: int, value: object, year: int = 2025) -> dict[str, Any]:
    """The same with one cell of table 3 or 4 changed."""
    data = copy.deepcopy(report(year))
    rows = data["tables"][table]
    (rows["rows"] if table == "requests" else rows)[key][column] = value
    return data
