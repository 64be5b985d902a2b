"""Requests and disputes of years, put where the annual report asks for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from mingchuang.disclosure.annual_report import sources
from mingchuang.rules.annual_report.counting import (
    CountedDispute,
    CountedRequest,
    outcome_in,
    rows_behind,
    table_3,
    table_4,
)
from mingchuang.rules.annual_report.forms import Table


@dataclass
class Requests:
    """What an office received."""

    requests: list[CountedRequest] = field(default_factory=list)
    disputes: list[CountedDispute] = field(default_factory=list)

    def behind(self, year: int, row: str, column: str) -> list[sources.Behind]:
        return [
            sources.Behind(f"Y-{number}", f"申请{number}", f"/desk/cases/{number}/")
            for number, request in enumerate(self.requests)
            if row in rows_behind(request, year) and column in (request.applicant, "total")
        ]

    def disputes_behind(self, year: int, row: str, column: str) -> list[sources.Behind]:
        return [
            sources.Behind(f"F-{number}", f"案件{number}", f"/desk/cases/{number}/")
            for number, dispute in enumerate(self.disputes)
            if dispute.block == row and outcome_in(dispute, year) in (column, "total")
        ]


@contextmanager
def registered() -> Iterator[Requests]:
    """These are the requests of the office, until the end of the block."""
    held = Requests()
    before = {table: sources.find(table) for table in (Table.REQUESTS, Table.DISPUTES)}
    sources.register(
        Table.REQUESTS, sources.Source(lambda year, _form: table_3(year, held.requests), held.behind)
    )
    sources.register(
        Table.DISPUTES, sources.Source(lambda year, _form: table_4(year, held.disputes), held.disputes_behind)
    )
    try:
        yield held
    finally:
        for table, source in before.items():
            assert source is not None
            sources.register(table, source)
