"""The term base as a table: the columns of the file that goes out and comes in."""

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from mingchuang.base.files.containers import Container
from mingchuang.publishing.importing.reading import read_rows
from mingchuang.publishing.models import TermEntry
from mingchuang.publishing.services.terms import MOST_ROWS
from mingchuang.publishing.terms import SEPARATOR, renderings
from mingchuang.rules.date_text import parse_date
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.refusals import Reason, Refused, refuse_if

HEAD: dict[str, str] = {
    "term": "中文术语",
    "language": "语种",
    "required": "规定译法",
    "banned": "禁用译法",
    "note": "说明",
    "source": "来源",
    "valid_from": "启用日期",
    "valid_to": "停用日期",
}
LARGEST = 5 * 1024 * 1024
_CODES = {label: code for code, label in LANGUAGE_LABELS.items()} | {code: code for code in LANGUAGE_LABELS}


def export_row(entry: TermEntry) -> list[Any]:
    """One entry as a line of the file."""
    return [
        entry.term,
        LANGUAGE_LABELS[entry.language],
        SEPARATOR.join(entry.required),
        SEPARATOR.join(entry.banned),
        entry.note,
        entry.source,
        entry.valid_from,
        entry.valid_to,
    ]


def rows_of(upload: UploadedFile) -> list[tuple[int, dict[str, Any]]]:
    """The lines of an uploaded table with their numbers. Raises Refused with every reason."""
    if upload.size is None or upload.size > LARGEST:
        raise Refused.because("file_large", f"文件须小于{LARGEST // 1024 // 1024} MB", "file")
    data = upload.read()
    workbook = data.startswith(b"PK")
    if workbook:
        Container(data, "XLSX文件")  # refuses bombs before anything is unpacked
    with tempfile.NamedTemporaryFile(suffix=".xlsx" if workbook else ".csv") as kept:
        kept.write(data)
        kept.flush()
        return list(_lines(Path(kept.name), str(upload.name or "")))


def _lines(path: Path, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reasons: list[Reason] = []
    for row in read_rows(path, name):
        if row.number > MOST_ROWS:
            raise Refused.because("too_many_rows", f"一次最多导入{MOST_ROWS}行", "file")
        if row.problem:
            reasons.append(Reason("row_unreadable", f"第{row.number}行：{row.problem}", "file"))
            continue
        missing = [
            label for key, label in HEAD.items() if key in ("term", "language") and label not in row.values
        ]
        if missing:
            message = _("文件缺少这些列：%(columns)s") % {"columns": "、".join(missing)}
            raise Refused.because("columns_missing", message, "file")
        try:
            yield row.number, _values(row.values)
        except Refused as refused:
            reasons += [Reason(r.code, f"第{row.number}行：{r.message}", "file") for r in refused.reasons]
    refuse_if(reasons)


def _values(cells: dict[str, Any]) -> dict[str, Any]:
    def text(key: str) -> str:
        value = str(cells.get(HEAD[key]) or "").strip()
        # Our own files put an apostrophe before what a spreadsheet would run.
        return value[1:] if value[:2] in ("'=", "'+", "'-", "'@") else value

    def day(key: str) -> date | None:
        value = cells.get(HEAD[key])
        return parse_date(str(value), field=key) if value else None

    return {
        "term": text("term"),
        "language": _CODES.get(text("language"), text("language")),
        "required": renderings(text("required")),
        "banned": renderings(text("banned")),
        "note": text("note"),
        "source": text("source"),
        "valid_from": day("valid_from"),
        "valid_to": day("valid_to"),
    }
