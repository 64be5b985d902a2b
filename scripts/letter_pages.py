"""Every kind of letter as its page, measured in the PDF against the table of GB/T 9704-2012.

A sample holds the wording the platform ships, the example of each placeholder, the remedy its kind demands
and two annexes, at the demo office. `rows` measures where things really stand; `scripts/letters.py` shows
them with the pictures, and the tests demand that every row fits.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image, ImageOps
from pypdf import PageObject, PdfReader

from mingchuang.casework.letters.rendering import as_pdf, as_pictures
from mingchuang.rules.letters.content import LetterContent, chinese_day
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.letters.page_setup import GB9704 as PAGE
from mingchuang.rules.letters.page_setup import POINTS_PER_MM
from mingchuang.rules.letters.placeholders import EXAMPLES, Placeholder
from mingchuang.rules.letters.wording import fill
from mingchuang.rules.requests import remedies
from mingchuang.web.demo.office import IDENTITY

DAY = date(2026, 3, 9)
CLOSE_MM = 0.3
"""How far from its place something may stand; the standard allows 1 mm where it names any."""
_PPI = 96
_SCALE = _PPI / 72
ABOVE, BELOW = 0.88, 0.12
"""The em box above and below the baseline, as shares of the size."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what it is, what is demanded and what was measured (mm unless it says so)."""

    what: str
    demanded: float
    measured: float
    within: float = CLOSE_MM

    @property
    def fits(self) -> bool:
        return abs(self.demanded - self.measured) <= self.within


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: left edge and baseline in mm from the upper left corner, size (pt) and text."""

    left: float
    baseline: float
    size: float
    text: str
    right: float = 0
    """Where its ink ends, seen in the picture: marks are squeezed, figures have a width of their own."""


LINE, CHARACTER = PAGE.line_pt / POINTS_PER_MM, PAGE.character_pt / POINTS_PER_MM


def sample(kind: LetterKind) -> LetterContent:
    """A finished letter of that kind at the demo office."""
    rule = LETTERS[kind]
    values = {**EXAMPLES, Placeholder.BASIS: rule.basis or "《中华人民共和国政府信息公开条例》第三十六条"}
    places = ("review_organ", "review_address", "review_online", "court")
    return LetterContent(
        kind=kind,
        title=rule.title,
        number=f"{IDENTITY['document_code']}{rule.series.value}〔{DAY.year}〕12号",
        addressee="欧阳文",
        paragraphs=fill(DEFAULT_WORDING[kind], values),
        basis=rule.basis,
        remedy=remedies.block(rule.remedy, **{name: IDENTITY[name] for name in places}),
        annexes=("2025年度交流项目安排表", "查阅须知"),
        issuer=IDENTITY["office_name"],
        dated=DAY,
        note=f"联系电话：{IDENTITY['phone']}",
    )


def lines_of(page: PageObject, picture: bytes) -> list[Line]:
    """The lines of a page from the top down; what stands on one baseline is one line."""
    found: dict[int, list[tuple[float, float, float, str]]] = {}
    height = float(page.mediabox.height)

    def visit(text: str, user: Any, matrix: Any, _font: Any, size: float) -> None:
        if text.strip():
            left, up = float(user[4]) + float(matrix[4]), float(user[5]) + float(matrix[5])
            found.setdefault(round(up), []).append((left, height - up, float(size), text.strip()))

    page.extract_text(visitor_text=visit)
    ink = ImageOps.invert(Image.open(io.BytesIO(picture)).convert("L"))
    lines = []
    for parts in (sorted(found[up]) for up in sorted(found, reverse=True)):
        left, down, size, _ = parts[0]
        band = (down - ABOVE * size, down + BELOW * size)
        box = ink.crop((0, int(band[0] * _SCALE), ink.width, int(band[1] * _SCALE))).getbbox()
        right = box[2] / _SCALE if box else left
        text = "".join(text for *_, text in parts)
        lines.append(Line(left / POINTS_PER_MM, down / POINTS_PER_MM, size, text, right / POINTS_PER_MM))
    return lines


def red_line_of(page: PageObject) -> tuple[float, float]:
    """How far below the upper edge the first line that is drawn stands, and how long it is (mm)."""
    drawn: list[tuple[float, float]] = []

    def visit(operator: bytes, operands: Any, user: Any, _matrix: Any) -> None:
        if operator == b"l":
            down = float(page.mediabox.height) - float(user[5])
            drawn.append((down / POINTS_PER_MM, float(operands[0]) / POINTS_PER_MM))

    page.extract_text(visitor_operand_before=visit)
    return drawn[0]


def rows(content: LetterContent) -> list[Row]:
    """Every row of the table that can be measured in this letter."""
    pages = PdfReader(io.BytesIO(as_pdf(content))).pages
    set_lines = list(map(lines_of, pages, as_pictures(content, ppi=_PPI)))
    box = pages[0].mediabox
    return [
        Row("paper: width", PAGE.paper_width_mm, float(box.width) / POINTS_PER_MM),
        Row("paper: height", PAGE.paper_height_mm, float(box.height) / POINTS_PER_MM),
        *_head(content, set_lines[0], red_line_of(pages[0])),
        *_text(set_lines),
        *_end(content, set_lines),
        *(row for number, lines in enumerate(set_lines, 1) for row in _number(number, lines[-1])),
    ]


def _stands(what: str, holds: bool) -> Row:
    return Row(f"{what} (1: yes)", 1, float(holds), 0)


def _head(content: LetterContent, lines: list[Line], red: tuple[float, float]) -> Iterator[Row]:
    mark, number, title, addressee = lines[:4]
    in_order = (mark.text, number.text, title.text) == (content.issuer, content.number, content.title)
    yield _stands("mark, number and title come first", in_order)
    middle = PAGE.left_mm + PAGE.text_width_mm / 2
    body, large = PAGE.body_pt / POINTS_PER_MM, PAGE.title_pt / POINTS_PER_MM
    spare, spare_of_title = (LINE - body) / 2, (LINE - large) / 2
    mark_size = mark.size / POINTS_PER_MM
    under_number = number.baseline + BELOW * body + spare
    top = mark.baseline - ABOVE * mark_size - PAGE.top_mm
    yield Row("mark: top edge below the text's", PAGE.mark_below_top_mm, top)
    yield Row("mark: middle", middle, mark.left + len(mark.text) * mark_size / 2)
    free = (number.baseline - ABOVE * body - spare) - (mark.baseline + BELOW * mark_size)
    yield Row("number: free lines above", 2, free / LINE, 0.05)
    yield Row("number: size (pt)", PAGE.body_pt, number.size, 0)
    yield Row("red line: below the number", PAGE.line_below_number_mm, red[0] - under_number)
    yield Row("red line: length", PAGE.text_width_mm, red[1])
    yield Row("title: size (pt)", PAGE.title_pt, title.size, 0)
    yield Row("title: middle", middle, title.left + len(title.text) * large / 2)
    above = title.baseline - ABOVE * large - spare_of_title - red[0]
    yield Row("title: free lines above", 2, above / LINE, 0.05)
    under_title = title.baseline + BELOW * large + spare_of_title
    above = addressee.baseline - ABOVE * body - spare - under_title
    yield Row("addressee: free lines above", 1, above / LINE, 0.05)
    yield Row("addressee: flush left", PAGE.left_mm, addressee.left)
    yield _stands("addressee: full-width colon", addressee.text == f"{content.addressee}：")


def _text(pages: list[list[Line]]) -> Iterator[Row]:
    first = PAGE.top_mm + (ABOVE * PAGE.body_pt + (PAGE.line_pt - PAGE.body_pt) / 2) / POINTS_PER_MM
    for number, lines in enumerate(pages, 1):
        # The binding edge is on the left of odd pages and on the right of even ones.
        left = PAGE.left_mm if number % 2 else PAGE.right_mm
        body = [line for line in lines[4 if number == 1 else 0 : -1] if line.size == PAGE.body_pt]
        others = len(lines) - len(body)
        yield Row(f"page {number}: lines of another size", 5 if number == 1 else 1, others, 0)
        start = first if number > 1 else lines[3].baseline
        grid = [(line.baseline - start) / LINE for line in body]
        yield Row(f"page {number}: lines off their grid", 0, max(abs(at - round(at)) for at in grid), 0.05)
        yield Row(f"page {number}: lines beyond 22", 0, max(0, round(grid[-1]) + 1 - PAGE.lines), 0)
        yield Row(f"page {number}: left of the text", 0, max(0, left - min(line.left for line in body)))
        beyond = max(line.right for line in body) - left - PAGE.text_width_mm
        yield Row(f"page {number}: right of the text", 0, max(0, beyond))
        indents = {round((line.left - left) / CHARACTER, 1) for line in body}
        if number == 1:
            yield Row("body: indent of a paragraph (characters)", 2, min(indents - {0.0}), 0.05)


def _end(content: LetterContent, pages: list[list[Line]]) -> Iterator[Row]:
    left, lines = (PAGE.left_mm if len(pages) % 2 else PAGE.right_mm), pages[-1]
    day = next(line for line in lines if line.text == chinese_day(content.dated))
    issuer = lines[lines.index(day) - 1]
    annex, note = next(line for line in lines if line.text.startswith("附件：")), lines[lines.index(day) + 1]
    yield _stands("issuer: the line above the date", issuer.text == content.issuer)
    edge = left + PAGE.text_width_mm
    # Ink ends a little before the em box of a character does.
    yield Row("date: free on its right (characters)", 4, (edge - day.right) / CHARACTER, 0.3)
    middle = (day.left + day.right) / 2
    yield Row("issuer: middle above the date's", middle, (issuer.left + issuer.right) / 2, 2)
    yield Row("issuer: lines above the date", 1, (day.baseline - issuer.baseline) / LINE, 0.05)
    yield Row("annexes: indent (characters)", 2, (annex.left - left) / CHARACTER, 0.05)
    before = lines[lines.index(annex) - 1]
    yield Row("annexes: free lines above", 1, (annex.baseline - before.baseline) / LINE - 1, 0.05)
    yield Row("note: indent (characters)", 2, (note.left - left) / CHARACTER, 0.05)


def _number(number: int, line: Line) -> Iterator[Row]:
    yield _stands(f"page number {number}: between dashes", line.text == f"— {number} —")
    below = PAGE.top_mm + PAGE.text_height_mm
    yield Row(f"page number {number}: size (pt)", PAGE.page_number_pt, line.size, 0)
    top = line.baseline - 0.7 * line.size / POINTS_PER_MM
    yield Row(f"page number {number}: below the text", PAGE.page_number_below_mm, top - below, 1)
    if number % 2:
        right = PAGE.left_mm + PAGE.text_width_mm - CHARACTER
        # The ink of a dash reaches beyond its em box, so that two of them join.
        yield Row(f"page number {number}: one character from the right", right, line.right, 1.5)
    else:
        yield Row(f"page number {number}: one character from the left", PAGE.right_mm + CHARACTER, line.left)
