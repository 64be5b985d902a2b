"""DOCX for translators without tools: a table of source and target, every id and mark in plain sight."""

import io
import re

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from mingchuang.base.files.containers import Container, broken, local
from mingchuang.publishing.exchange.parcel import Papers, Parcel, Returned, papers_missing
from mingchuang.publishing.exchange.segments import Inline, Mark, words
from mingchuang.publishing.html import without_controls
from mingchuang.rules.refusals import Refused
from mingchuang.rules.terms import terms_in

LABEL = "DOCX文件"
_PAPERS = {
    "edition": "译文编号",
    "language": "语种",
    "source": "原文版本编号",
    "content_hash": "原文校验值",
    "number": "原文版次",
    "title": "原文标题",
}
_ID = re.compile(r"^\s*\[([A-Za-z0-9_-]{1,80})\]")
_MARK = re.compile(r"⟦(/?)(\d{1,5})(/?)⟧")
_REVISIONS = frozenset({"ins", "del", "moveFrom", "moveTo"})
_HOW = "请在右栏写译文。方括号里的编号和⟦ ⟧里的标记请照原样保留；不要增删行。交回前请接受全部修订。"


def write(parcel: Parcel) -> bytes:
    """The file for a translator."""
    book = docx.Document()
    book.add_heading(without_controls(parcel.papers.title), level=1)
    book.add_paragraph(_HOW)
    papers = book.add_table(rows=0, cols=2, style="Table Grid")
    for name, label in _PAPERS.items():
        cells = papers.add_row().cells
        cells[0].text, cells[1].text = label, without_controls(getattr(parcel.papers, name))
    book.add_paragraph()
    table = book.add_table(rows=1, cols=2, style="Table Grid")
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "原文", "译文"
    for unit in parcel.units:
        left, right = table.add_row().cells
        left.text = f"[{unit.id}] {_shown(unit.source)}"
        right.text = _shown(parcel.targets.get(unit.id, ()))
    _add_terms(book, parcel)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _add_terms(book: Document, parcel: Parcel) -> None:
    """The terms the text holds, in three columns: what is read back stands in tables of two."""
    text = "\n".join(words(unit.source) for unit in parcel.units)
    found = [term for term, _ in terms_in(text, parcel.terms)]
    if not found:
        return
    book.add_heading("术语", level=2)
    table = book.add_table(rows=1, cols=3, style="Table Grid")
    rows = [
        ("中文", "译作", "不用"),
        *((t.term, " / ".join(t.required), " / ".join(t.banned)) for t in found),
    ]
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if number == 0 else table.add_row().cells
        for cell, said in zip(cells, row, strict=True):
            cell.text = without_controls(said)


def _shown(inline: Inline) -> str:
    return "".join(without_controls(part) if isinstance(part, str) else _sign(part) for part in inline)


def _sign(mark: Mark) -> str:
    before, after = ("/" if mark.kind == "close" else ""), ("/" if mark.kind == "single" else "")
    return f"⟦{before}{mark.id}{after}⟧"


def read(data: bytes) -> Returned:
    """What a returned file says. Raises Refused when it is damaged, hostile, or holds open revisions."""
    container = Container(data, LABEL)
    if any(local(element) in _REVISIONS for element in container.xml("word/document.xml").iter()):
        raise Refused.because("revisions_open", "文件里还有未接受的修订，请接受全部修订后再交回", "file")
    try:
        book: Document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise broken(LABEL) from error
    tables = [table for table in book.tables if len(table.columns) == 2]
    if len(tables) < 2:
        raise papers_missing()
    return Returned(_papers(tables[0]), _targets(tables[1]))


def _papers(table: Table) -> Papers:
    said = {row.cells[0].text.strip(): row.cells[1].text.strip() for row in table.rows}
    if any(label not in said for label in _PAPERS.values()):
        raise papers_missing()
    return Papers(**{name: said[label] for name, label in _PAPERS.items()})


def _targets(table: Table) -> list[tuple[str, Inline]]:
    found: list[tuple[str, Inline]] = []
    for row in table.rows[1:]:
        named = _ID.match(row.cells[0].text)
        found.append((named[1] if named else "（没有编号的行）", _parsed(row.cells[1].text)))
    return found


def _parsed(text: str) -> Inline:
    parts: list[str | Mark] = []
    at = 0
    for match in _MARK.finditer(text):
        if match.start() > at:
            parts.append(text[at : match.start()])
        number = int(match[2])
        parts.append(_mark(number, closes=bool(match[1]), alone=bool(match[3])))
        at = match.end()
    if at < len(text):
        parts.append(text[at:])
    return tuple(without_controls(part) if isinstance(part, str) else part for part in parts)


def _mark(number: int, *, closes: bool, alone: bool) -> Mark:
    if closes:
        return Mark("close", number)
    return Mark("single", number) if alone else Mark("open", number)
