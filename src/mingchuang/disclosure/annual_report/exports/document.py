"""The whole report as a Word document: page and type of official documents, tables in the form's shape."""

import io

from docx import Document
from docx.document import Document as Written
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WrittenTable
from docx.table import _Cell
from docx.text.run import Run

from mingchuang.disclosure.annual_report.body import CHAPTER_OF
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.rules.annual_report.forms import CHAPTERS
from mingchuang.rules.annual_report.layout import Grid, official
from mingchuang.rules.letters.page_setup import BODY_FONT, FIRST_LEVEL_FONT, GB9704, TITLE_FONT

TEXT_SIZE, TITLE_SIZE = Pt(GB9704.body_pt), Pt(GB9704.title_pt)
TABLE_SIZE, SMALL_SIZE = Pt(10.5), Pt(9)
LINE = Pt(GB9704.line_pt)
WIDE = 12
"""Tables with more columns than this are set in smaller type."""


def document(report: AnnualReport) -> bytes:
    """The file."""
    written = Document()
    _page(written)
    _title(written, f"{report.agency}{report.year}年政府信息公开工作年度报告")
    grids = {CHAPTER_OF[grid.table]: grid for grid in official(report.read())}
    for place, heading in enumerate(CHAPTERS):
        _paragraph(written, heading, font=FIRST_LEVEL_FONT)
        text = report.chapters[place] if place < len(report.chapters) else ""
        for line in text.splitlines():
            if line.strip():
                _paragraph(written, line.strip())
        if place in grids:
            _table(written, grids[place])
    written.core_properties.title = f"{report.agency}{report.year}年政府信息公开工作年度报告"
    written.core_properties.author = report.agency
    written.core_properties.comments = ""
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _page(written: Written) -> None:
    section = written.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(GB9704.paper_width_mm), Mm(GB9704.paper_height_mm)
    section.top_margin, section.bottom_margin = Mm(GB9704.top_mm), Mm(GB9704.bottom_mm)
    section.left_margin, section.right_margin = Mm(GB9704.left_mm), Mm(GB9704.right_mm)


def _typeset(run: Run, font: str, size: Pt, *, bold: bool = False) -> None:
    run.font.name, run.font.size, run.font.bold = font, size, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _title(written: Written, text: str) -> None:
    paragraph = written.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = LINE
    _typeset(paragraph.add_run(text), TITLE_FONT, TITLE_SIZE)


def _paragraph(written: Written, text: str, *, font: str = BODY_FONT) -> None:
    paragraph = written.add_paragraph()
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.line_spacing = 2 * TEXT_SIZE, LINE
    shape.space_before = shape.space_after = Pt(0)
    _typeset(paragraph.add_run(text), font, TEXT_SIZE)


def _table(written: Written, grid: Grid) -> None:
    rows = [*grid.head, *grid.body]
    table = written.add_table(rows=len(rows), cols=grid.width, style="Table Grid")
    table.autofit = False
    for column, weight in zip(table.columns, grid.weights, strict=True):
        column.width = Mm(GB9704.text_width_mm * weight / sum(grid.weights))
    size = SMALL_SIZE if grid.width >= WIDE else TABLE_SIZE
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row:
            while (y, x) in taken:
                x += 1
            taken.update((y + down, x + across) for down in range(cell.down) for across in range(cell.across))
            merged = _merged(table, y, x, y + cell.down - 1, x + cell.across - 1)
            _fill(merged, cell.text, size, is_row_head=cell.head == "row")
            x += cell.across
    written.add_paragraph()


def _merged(table: WrittenTable, top: int, left: int, bottom: int, right: int) -> _Cell:
    first = table.cell(top, left)
    return first if (top, left) == (bottom, right) else first.merge(table.cell(bottom, right))


def _fill(cell: _Cell, text: str, size: Pt, *, is_row_head: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if is_row_head else WD_ALIGN_PARAGRAPH.CENTER
    _typeset(paragraph.add_run(text), BODY_FONT, size)
