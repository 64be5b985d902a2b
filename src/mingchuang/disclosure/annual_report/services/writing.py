"""Changing an open report by hand: a number with its reason, the chapters, a note on the year before."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.disclosure.annual_report import counted, selectors
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportEdit
from mingchuang.disclosure.annual_report.places import place_of
from mingchuang.disclosure.annual_report.services.building import open_report
from mingchuang.publishing.html import without_controls
from mingchuang.rules.annual_report.cells import Mark, plain, read, wanted
from mingchuang.rules.annual_report.forms import CHAPTERS, CellKind, Form, Table
from mingchuang.rules.annual_report.layout import shown
from mingchuang.rules.refusals import Reason, Refused, refuse_if

REASON_LIMIT, NOTE_LIMIT, CHAPTER_LIMIT = 300, 500, 20_000


@transaction.atomic
def edit_cell(
    actor: User, report_id: int, place: str, value: str, *, reason: str, now: datetime
) -> AnnualReport:
    """Write another number into a cell; the number before and the reason are kept for good.

    Raises Forbidden, or Refused with all reasons: no such cell, no number, no reason, nothing changed.
    """
    report = open_report(actor, report_id)
    kind, before = _cell(report, place)
    cell, why = read(value), without_controls(reason).strip()
    reasons = []
    if cell.number is None or cell.mark is not Mark.NUMBER or wanted(cell, kind):
        meant = "不小于0的金额（万元）" if kind is CellKind.AMOUNT else "整数"
        meant = "不小于0的整数" if kind is CellKind.COUNT else meant
        reasons.append(Reason("cell_number", f"请填写{meant}，没有的填0", "value"))
    elif plain(cell.number) == before:
        reasons.append(Reason("cell_unchanged", "数字没有变化", "value"))
    if not why:
        reasons.append(Reason("reason_missing", "请写明修改理由", "reason"))
    elif len(why) > REASON_LIMIT:
        reasons.append(Reason("reason_long", f"理由最多{REASON_LIMIT}字，您写了{len(why)}字", "reason"))
    refuse_if(reasons)
    after = plain(cell.number) if cell.number is not None else ""
    counted.put(report.tables, place_of(place), counted.as_number(after))
    report.revision += 1
    report.save(update_fields=["tables", "revision"])
    ReportEdit.objects.create(
        report=report, place=place, before=before, after=after, reason=why, edited_by=actor, edited_at=now
    )
    audit.record(actor, "annual_report.edit_cell", report, now=now, data={"year": report.year})
    return report


def _cell(report: AnnualReport, place: str) -> tuple[CellKind, str]:
    """What a cell holds. Raises Refused when the form has no such cell."""
    known = Refused.because("cell_unknown", "报表里没有这一格", "place")
    try:
        table, row, column = place_of(place)
    except ValueError:
        raise known from None
    as_read = report.read()
    cell = as_read.tables.get(table, {}).get(row, {}).get(column)
    if cell is None:
        raise known
    return _kind(as_read.form, table, row, column), shown(cell)


def _kind(form: Form, table: Table, row: str, column: str) -> CellKind:
    kinds = {(line.row, line.column): line.kind for line in form.active} if table is Table.ACTIVE else {}
    return kinds.get((row, column), CellKind.COUNT)


QUOTED = 300
"""Characters of a stored chapter that a refusal repeats."""


@transaction.atomic
def write_chapters(
    actor: User, report_id: int, chapters: Sequence[str], *, base_revision: int, now: datetime
) -> AnnualReport:
    """Write the six chapters as plain text, a paragraph a line.

    Raises Forbidden, or Refused: another number of chapters, one too long, or somebody else was faster.
    """
    report = open_report(actor, report_id)
    clean = [without_controls(text).strip() for text in chapters]
    reasons = []
    if len(clean) != len(CHAPTERS):
        reasons.append(Reason("chapters_count", f"报告有{len(CHAPTERS)}章"))
    reasons += [
        Reason("chapter_long", f"一章最多{CHAPTER_LIMIT}字，请缩短", f"chapter_{place}")
        for place, text in enumerate(clean)
        if len(text) > CHAPTER_LIMIT
    ]
    if report.chapters == clean:
        return report  # sent twice
    if report.revision != base_revision:
        reasons.append(_changed(report.chapters, clean))
    refuse_if(reasons)
    report.chapters = clean
    report.revision += 1
    report.save(update_fields=["chapters", "revision"])
    audit.record(actor, "annual_report.write_chapters", report, now=now, data={"year": report.year})
    return report


def _changed(stored: Sequence[str], written: Sequence[str]) -> Reason:
    """Somebody else was faster: what stands now where it differs, for what they wrote is not on the page."""
    now = "；".join(
        f"第{place}章“{old[:QUOTED]}”"
        for place, (old, new) in enumerate(zip(stored, written, strict=False), start=1)
        if old != new
    )
    message = (
        f"您打开以后别人改过这份报告，与您写的不同、现在保存的是：{now}。核对以后再保存一次，以您写的为准"
    )
    return Reason("report_changed", message)


@transaction.atomic
def write_note(actor: User, report_id: int, place: str, note: str, *, now: datetime) -> AnnualReport:
    """Say why a number does not follow from the year before; an empty note takes the old one away.

    Raises Forbidden, or Refused: nothing to explain there, or too long.
    """
    report = open_report(actor, report_id)
    text = without_controls(note).strip()
    found = selectors.checked(report)
    reasons = []
    if place not in {finding.place for finding in found.findings} and place not in report.notes:
        reasons.append(Reason("note_needless", "这一格与上年没有差异，不用说明", "note"))
    if len(text) > NOTE_LIMIT:
        reasons.append(Reason("note_long", f"说明最多{NOTE_LIMIT}字，您写了{len(text)}字", "note"))
    refuse_if(reasons)
    report.notes = {key: old for key, old in report.notes.items() if key != place}
    if text:
        report.notes[place] = text
    report.revision += 1
    report.save(update_fields=["notes", "revision"])
    audit.record(actor, "annual_report.write_note", report, now=now, data={"year": report.year})
    return report
