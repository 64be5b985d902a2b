"""A report as the body of a public text: chapters with their paragraphs, tables in the official shape."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.rules.annual_report.forms import (
    ACTIVE_CHAPTER,
    CHAPTERS,
    DISPUTES_CHAPTER,
    REQUESTS_CHAPTER,
    Table,
)
from mingchuang.rules.annual_report.layout import Grid, GridCell, Row, official

CHAPTER_OF = {
    Table.ACTIVE: ACTIVE_CHAPTER,
    Table.REQUESTS: REQUESTS_CHAPTER,
    Table.DISPUTES: DISPUTES_CHAPTER,
}


def body_of(report: AnnualReport) -> str:
    """HTML of the whole report. Every word of it is escaped."""
    grids = {CHAPTER_OF[grid.table]: grid for grid in official(report.read())}
    parts = []
    for place, heading in enumerate(CHAPTERS):
        text = report.chapters[place] if place < len(report.chapters) else ""
        paragraphs = format_html_join(
            "", "<p>{}</p>", ((line,) for line in text.splitlines() if line.strip())
        )
        table = _table(grids[place]) if place in grids else ""
        parts.append(format_html("<h2>{}</h2>{}{}", heading, paragraphs, table))
    return "".join(parts)


def _table(grid: Grid) -> SafeString:
    head = format_html("<thead>{}</thead>", _rows(grid.head)) if grid.head else ""
    return format_html(
        "<table><caption>{}</caption>{}<tbody>{}</tbody></table>", grid.title, head, _rows(grid.body)
    )


def _rows(rows: tuple[Row, ...]) -> SafeString:
    return format_html_join("", "<tr>{}</tr>", ((_cells(row),) for row in rows))


def _cells(row: Row) -> SafeString:
    return format_html_join("", "{}", ((_cell(cell),) for cell in row))


def _cell(cell: GridCell) -> SafeString:
    across = format_html(' colspan="{}"', cell.across) if cell.across > 1 else ""
    down = format_html(' rowspan="{}"', cell.down) if cell.down > 1 else ""
    if not cell.head:
        return format_html("<td{}{}>{}</td>", across, down, cell.text)
    many = cell.across if cell.head == "col" else cell.down
    scope = cell.head + ("group" if many > 1 else "")
    return format_html('<th scope="{}"{}{}>{}</th>', scope, across, down, cell.text)
