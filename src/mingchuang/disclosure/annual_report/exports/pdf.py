"""The whole report as PDF/A, set by Typst from data: it goes in as JSON, the layout is a file of ours."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from mingchuang.casework.letters.rendering import fonts
from mingchuang.disclosure.annual_report.body import CHAPTER_OF
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.rules.annual_report.forms import CHAPTERS
from mingchuang.rules.annual_report.layout import Grid, official
from mingchuang.rules.letters.page_setup import GB9704

LAYOUT = Path(__file__).with_name("report.typ")
STANDARD = "a-2b"


def as_pdf(report: AnnualReport) -> bytes:
    """The file as PDF/A-2b; the same report gives the same bytes.

    A character that no font of this machine holds would break the archive standard, so the report is then
    set as plain PDF rather than not at all.
    """
    try:
        return _compile(report, pdf_standards=STANDARD)
    except typst.TypstError:
        return _compile(report)


def _compile(report: AnnualReport, **how: Any) -> bytes:
    found = fonts.library()
    data = json.dumps(_data(report, found.families_of()), ensure_ascii=False)
    compiler = typst.Compiler(LAYOUT.read_bytes(), font_paths=found.fonts, sys_inputs={"report": data})
    # The day the report was made, so that nothing in the file depends on when it is asked for.
    made = datetime.combine(report.created_at.date(), time(), tzinfo=UTC)
    pdf = compiler.compile(format="pdf", timestamp=made, **how)
    assert isinstance(pdf, bytes)  # noqa: S101 - a PDF is one file
    return pdf


def _data(report: AnnualReport, families: dict[str, list[str]]) -> dict[str, Any]:
    grids = {CHAPTER_OF[grid.table]: grid for grid in official(report.read())}
    chapters = [
        {
            "heading": heading,
            "paragraphs": [line.strip() for line in _chapter(report, place).splitlines() if line.strip()],
            "grid": _grid(grids[place]) if place in grids else None,
        }
        for place, heading in enumerate(CHAPTERS)
    ]
    return {
        "title": f"{report.agency}{report.year}年政府信息公开工作年度报告",
        "agency": report.agency,
        "chapters": chapters,
        "fonts": families,
        "page": {
            "width": GB9704.paper_width_mm,
            "height": GB9704.paper_height_mm,
            "top": GB9704.top_mm,
            "bottom": GB9704.bottom_mm,
            "inside": GB9704.left_mm,
            "outside": GB9704.right_mm,
            "line": GB9704.line_pt,
            "character": GB9704.character_pt,
            "body": GB9704.body_pt,
            "title": GB9704.title_pt,
            "number_below": GB9704.page_number_below_mm,
        },
    }


def _chapter(report: AnnualReport, place: int) -> str:
    return str(report.chapters[place]) if place < len(report.chapters) else ""


def _grid(grid: Grid) -> dict[str, Any]:
    def rows(part: Any) -> list[list[dict[str, Any]]]:
        return [
            [{"text": cell.text, "across": cell.across, "down": cell.down, "head": cell.head} for cell in row]
            for row in part
        ]

    return {"weights": list(grid.weights), "head": rows(grid.head), "body": rows(grid.body)}
