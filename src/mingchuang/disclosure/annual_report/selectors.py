"""Which reports a person may see, what is wrong with one, and what is behind its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.disclosure.annual_report import counted, sources
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportEdit, ReportSource
from mingchuang.disclosure.annual_report.places import place_of
from mingchuang.rules.annual_report.forms import COLUMNS, DISPUTE_BLOCKS, DISPUTE_COLUMNS, Table, form_of
from mingchuang.rules.annual_report.identities import Finding, Identity, Level, across, check, compared
from mingchuang.rules.annual_report.layout import TITLES
from mingchuang.rules.annual_report.prose import contradictions
from mingchuang.rules.annual_report.reading import Report
from mingchuang.rules.annual_report.wording import to_write
from mingchuang.rules.refusals import Reason
from mingchuang.rules.roles import Permission

MOST_EDITS = 50
CLOSED = Reason("report_closed", "报告已经签发，或者是其他机关的报告，不能修改")
TABLE_NAMES = {Table.ACTIVE: "表二", Table.REQUESTS: "表三", Table.DISPUTES: "表四"}


def visible(user: User) -> QuerySet[AnnualReport]:
    """The reports a person may read."""
    if not may(user, Permission.READ_REPORTS):
        return AnnualReport.objects.none()
    return AnnualReport.objects.select_related("created_by", "signed_by", "item")


def own(year: int) -> AnnualReport | None:
    """The office's own report of a year."""
    return AnnualReport.objects.filter(source=ReportSource.OWN, year=year).first()


def year_before(report: AnnualReport) -> AnnualReport | None:
    """The report of the same agency for the year before; the newest where several were taken in."""
    reports = AnnualReport.objects.filter(source=report.source, year=report.year - 1)
    if not report.is_own:
        reports = reports.filter(agency=report.agency).exclude(agency="")
    return reports.order_by("-id").first()


@dataclass(frozen=True)
class Checked:
    """A report with what is broken in it. A soft finding with a note is explained."""

    report: Report
    findings: tuple[Finding, ...]
    explained: frozenset[str]
    compared: frozenset[Identity]

    @property
    def hard(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.level is Level.HARD]

    @property
    def unexplained(self) -> list[Finding]:
        """Soft findings that still need a note."""
        return [f for f in self.findings if f.level is Level.SOFT and f.place not in self.explained]

    @cached_property
    def places(self) -> frozenset[str]:
        """The cells that have a finding."""
        return frozenset(finding.place for finding in self.findings)

    @cached_property
    def seen(self) -> frozenset[str]:
        """The cells that are there, blank or not."""
        return frozenset(
            f"{table.value}.{row}.{column}"
            for table, rows in self.report.tables.items()
            for row, cells in rows.items()
            for column in cells
        )


def checked(report: AnnualReport) -> Checked:
    """The report read, its own arithmetic, and what does not follow from the year before."""
    return _checked(report, year_before(report))


def all_checked(reports: Sequence[AnnualReport]) -> list[Checked]:
    """Each of the reports checked, against the year before where it is among them; no query."""
    oldest_first = sorted(reports, key=lambda report: report.pk)
    known = {(report.source, _whose(report), report.year): report for report in oldest_first}
    befores = (known.get((report.source, _whose(report), report.year - 1)) for report in reports)
    return [_checked(report, before) for report, before in zip(reports, befores, strict=True)]


def _whose(report: AnnualReport) -> str:
    """Our own office is one, whatever it was called; an agency that is not named is nobody's successor."""
    return "" if report.is_own else report.agency or str(report.uid)


def _checked(report: AnnualReport, before: AnnualReport | None) -> Checked:
    read, last_year = report.read(), before.read() if before else None
    findings = [*check(read), *(across(last_year, read) if last_year else ())]
    return Checked(read, tuple(findings), frozenset(report.notes), compared(read, last_year))


def prose_warnings(report: AnnualReport) -> list[str]:
    """What the chapters say otherwise than the tables, in words; a warning, for an editor may know better."""
    return [
        f"第{'一二三四五六'[found.chapter]}章“{found.said}”：{TITLES[found.table]}表中是{found.wanted}件"
        for found in contradictions(report.read(), report.chapters)
    ]


def sign_reasons(report: AnnualReport) -> list[Reason]:
    """Everything that keeps a report from being signed."""
    found = checked(report)
    reasons = [Reason("identity_broken", in_words(finding, found.report)) for finding in found.hard]
    reasons += [
        Reason("note_missing", f"请说明原因：{in_words(finding, found.report)}")
        for finding in found.unexplained
    ]
    missing = to_write(report.chapters)
    if missing:
        names = "、".join("一二三四五六"[place] for place in missing)
        reasons.append(Reason("chapter_unwritten", f"第{names}章还没有写完"))
    if report.is_own and recounted(report) != report.tables:
        message = "生成报告以后系统数据有变化，请重新统计、核对后再签发"
        reasons.append(Reason("counts_stale", message))
    return reasons


def recounted(report: AnnualReport) -> dict[str, Any]:
    """The tables of our own report as the data say them now, with what was changed by hand."""
    tables = counted.tables_of(report.year)
    for edit in report.edits.order_by("edited_at", "id"):
        counted.put(tables, place_of(edit.place), counted.as_number(edit.after))
    return tables


def place_words(table: Table, row: str, column: str, report: Report) -> str:
    """表三 “（七）总计” 自然人."""
    form = report.form
    if table is Table.REQUESTS:
        label = form.rows.get(row) or report.labels.get(row, row)
        return f"{TABLE_NAMES[table]}“{label}”{COLUMNS.get(column, column)}"
    if table is Table.DISPUTES:
        return f"{TABLE_NAMES[table]}“{DISPUTE_BLOCKS.get(row, row)}”{DISPUTE_COLUMNS.get(column, column)}"
    for line in form.active:
        if (line.row, line.column) == (row, column):
            return f"{TABLE_NAMES[table]}“{line.label}”{line.column_label}"
    return f"{TABLE_NAMES[table]}{row} {column}"


_WORDS = {
    "blank": "空白",
    "absent": "没有这一格",
    "a number": "一个数",
    "a whole number": "整数",
    "a whole number of 0 or more": "不小于0的整数",
    "an amount of 0 or more": "不小于0的金额",
}


def in_words(finding: Finding, report: Report) -> str:
    """A finding as the desk says it."""
    expected, found = (_WORDS.get(text, text) for text in (finding.expected, finding.found))
    return f"{place_words(finding.table, finding.row, finding.column, report)}应为{expected}，现为{found}"


def cases_behind(year: int, table: Table, row: str, column: str) -> Sequence[sources.Behind]:
    """What a number of our own report was counted from; nothing where the platform does not count."""
    form_of(year)
    source = sources.find(table)
    return source.behind(year, row, column) if source else ()


def is_empty(report: Report) -> bool:
    """Whether nothing was received, handled or carried over: perhaps a year before the platform."""
    numbers = (
        report.number(Table.REQUESTS, row, "total") for row in ("new", "carried_in", "total", "carried_out")
    )
    return not any(numbers)


@dataclass(frozen=True, slots=True)
class EditSaid:
    """A change by hand with the name of its cell."""

    edit: ReportEdit
    words: str


def edits_of(report: AnnualReport, read: Report, place: str = "") -> list[EditSaid]:
    """The newest changes by hand, of one cell or of all."""
    edits = report.edits.select_related("edited_by")
    found = edits.filter(place=place) if place else edits[:MOST_EDITS]
    return [EditSaid(edit, place_words(*place_of(edit.place), read)) for edit in found]
