"""Letters as PDF/A, set by Typst from data: the letter goes in as JSON, the layout is a file of ours."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import typst

from mingchuang.casework.letters.rendering import fonts
from mingchuang.rules.letters.content import LetterContent, chinese_day
from mingchuang.rules.letters.levels import level_of
from mingchuang.rules.letters.page_setup import GB9704, signature_indents

LAYOUT = Path(__file__).with_name("letter.typ")
STANDARD = "a-2b"
_SEEN = 96


def as_pdf(content: LetterContent, *, draft: bool = False) -> bytes:
    """The letter as PDF/A-2b; the same content gives the same bytes. `draft` sets 样稿 behind the text.

    A character that no font of this machine holds would break the archive standard, so the letter is then
    set as plain PDF rather than not at all.
    """
    try:
        return _compile(content, draft, format="pdf", pdf_standards=STANDARD)
    except typst.TypstError:
        return _compile(content, draft, format="pdf")


def as_pictures(content: LetterContent, *, draft: bool = False, ppi: float = _SEEN) -> list[bytes]:
    """The letter's pages as PNG, to be looked at."""
    made = _compile(content, draft, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _compile(content: LetterContent, draft: bool, **how: Any) -> Any:
    found = fonts.library()
    compiler = typst.Compiler(
        LAYOUT.read_bytes(),
        font_paths=found.fonts,
        sys_inputs={"letter": json.dumps(_data(content, draft, found.families_of()), ensure_ascii=False)},
    )
    dated = datetime.combine(content.dated, time(), tzinfo=UTC)
    return compiler.compile(timestamp=dated, **how)


def _data(content: LetterContent, draft: bool, families: Mapping[str, list[str]]) -> dict[str, Any]:
    page, day = GB9704, chinese_day(content.dated)
    issuer_indent, date_indent = signature_indents(content.issuer, day)
    return {
        "title": content.title,
        "number": content.number,
        "addressee": content.addressee,
        "paragraphs": [
            {"level": level_of(text).value, "text": text} for text in (*content.paragraphs, *content.remedy)
        ],
        "annexes": list(content.annexes),
        "issuer": content.issuer,
        "date": day,
        "note": content.note,
        "draft": draft,
        "fonts": dict(families),
        "longest_kept": GB9704.lines // 2 * GB9704.characters,
        "page": {
            "width": page.paper_width_mm,
            "height": page.paper_height_mm,
            "top": page.top_mm,
            "inside": page.left_mm,
            "outside": page.right_mm,
            "bottom": page.bottom_mm,
            "line": page.line_pt,
            "character": page.character_pt,
            "body": page.body_pt,
            "title": page.title_pt,
            "mark": page.mark_size(content.issuer),
            "number": page.page_number_pt,
            "mark_below": page.mark_below_top_mm,
            "line_below": page.line_below_number_mm,
            "number_below": page.page_number_below_mm,
            "issuer_indent": issuer_indent,
            "date_indent": date_indent,
            "seal_lines": page.seal_lines,
        },
    }
