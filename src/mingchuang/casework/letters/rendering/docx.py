"""Letters as DOCX in the office's styles, for those who must work on in Word and sign there.

The fonts are named as the standard's own; Word sets another where the machine lacks one.
"""

import io
from datetime import datetime, time
from functools import lru_cache
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mingchuang.rules.letters import page_setup as faces
from mingchuang.rules.letters.content import LetterContent, chinese_day
from mingchuang.rules.letters.levels import Level, level_of
from mingchuang.rules.letters.page_setup import GB9704, POINTS_PER_MM, signature_indents

RED = RGBColor(0xD7, 0x00, 0x0F)
_TWENTIETHS = 20
_GRID_UNITS = 4096
"""Word counts the pitch of characters in 4096ths of a point, of lines in twentieths."""

MARK, NUMBER, TITLE, ADDRESSEE = "发文机关标志", "发文字号", "公文标题", "主送机关"
BODY, FIRST, SECOND = "公文正文", "一级标题", "二级标题"
ANNEX, SIGNATURE, NOTE = "附件说明", "署名与日期", "附注"
STYLES = frozenset({MARK, NUMBER, TITLE, ADDRESSEE, BODY, FIRST, SECOND, ANNEX, SIGNATURE, NOTE})


def as_docx(content: LetterContent) -> bytes:
    """The letter as a Word document."""
    document = Document(io.BytesIO(_letterhead(content.issuer)))
    _properties(document, content)
    _head(document, content)
    _body(document, content)
    _foot(document, content)
    return _saved(document)


@lru_cache(maxsize=16)
def _letterhead(issuer: str) -> bytes:
    """An empty letter: page, styles and page numbers are the same in all letters of an office."""
    document = Document()
    _page(document)
    _styles(document, issuer)
    _page_numbers(document)
    _drop_unused(document)
    return _saved(document)


def _saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _drop_unused(document: Any) -> None:
    """The library's template brings over a hundred styles no letter uses; Word has its own of those names."""
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            del document.part.rels[key]
    for style in list(document.styles):
        kept = style.name in STYLES or style.element.get(qn("w:default")) == "1"
        if not kept:
            style.delete()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(GB9704.paper_width_mm), Mm(GB9704.paper_height_mm)
    section.top_margin, section.bottom_margin = Mm(GB9704.top_mm), Mm(GB9704.bottom_mm)
    section.left_margin, section.right_margin = Mm(GB9704.left_mm), Mm(GB9704.right_mm)
    below = GB9704.page_number_below_mm + GB9704.page_number_pt / POINTS_PER_MM
    section.footer_distance = Mm(GB9704.bottom_mm - below)
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), str(int(GB9704.line_pt * _TWENTIETHS)))
    grid.set(qn("w:charSpace"), str(int((GB9704.character_pt - GB9704.body_pt) * _GRID_UNITS)))
    mirrored = OxmlElement("w:mirrorMargins")
    document.settings.element.insert(0, mirrored)
    document.settings.odd_and_even_pages_header_footer = True


def _styles(document: Any, issuer: str) -> None:
    normal = document.styles["Normal"]
    _face(normal, faces.BODY_FONT, GB9704.body_pt)
    _spacing(normal.paragraph_format)
    body, title = GB9704.body_pt, faces.TITLE_FONT
    mark_pt = GB9704.mark_size(issuer)
    mark = _style(document, MARK, title, mark_pt, ALIGN.CENTER)
    mark.font.color.rgb = RED
    mark.paragraph_format.line_spacing = Pt(mark_pt * 1.05)
    mark.paragraph_format.space_before = Mm(GB9704.mark_below_top_mm)
    _style(document, NUMBER, faces.BODY_FONT, body, ALIGN.CENTER)
    _style(document, TITLE, title, GB9704.title_pt, ALIGN.CENTER)
    _style(document, ADDRESSEE, faces.BODY_FONT, body, ALIGN.LEFT)
    for name, face in (
        (BODY, faces.BODY_FONT),
        (FIRST, faces.FIRST_LEVEL_FONT),
        (SECOND, faces.SECOND_LEVEL_FONT),
        (NOTE, faces.BODY_FONT),
    ):
        style = _style(document, name, face, body, ALIGN.JUSTIFY)
        _indented(style)
        style.paragraph_format.keep_with_next = name in (FIRST, SECOND)
    annex = _style(document, ANNEX, faces.BODY_FONT, body, ALIGN.LEFT).paragraph_format
    annex.left_indent = Pt(5 * GB9704.character_pt)
    annex.first_line_indent = Pt(-3 * GB9704.character_pt)
    _style(document, SIGNATURE, faces.BODY_FONT, body, ALIGN.RIGHT)


def _style(document: Any, name: str, face: str, size: float, align: Any) -> Any:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _face(style, face, size)
    _spacing(style.paragraph_format)
    style.paragraph_format.alignment = align
    return style


def _face(style: Any, face: str, size: float) -> None:
    style.font.name, style.font.size = face, Pt(size)
    names = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:ascii", "w:hAnsi", "w:cs"):
        names.set(qn(script), face)


def _spacing(form: Any) -> None:
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    form.line_spacing = Pt(int(GB9704.line_pt * 10) / 10)
    form.widow_control = False


def _indented(style: Any) -> None:
    style.paragraph_format.first_line_indent = Pt(2 * GB9704.character_pt)
    style.element.get_or_add_pPr().get_or_add_ind().set(qn("w:firstLineChars"), "200")


def _page_numbers(document: Any) -> None:
    section = document.sections[0]
    indent = Pt(GB9704.character_pt)
    for footer, align, side in (
        (section.footer, ALIGN.RIGHT, "right_indent"),
        (section.even_page_footer, ALIGN.LEFT, "left_indent"),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Normal"]
        paragraph.alignment = align
        setattr(paragraph.paragraph_format, side, indent)
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            _face(run, faces.NUMBER_FONT, GB9704.page_number_pt)
            if text is None:
                _field(run, "PAGE")


def _field(run: Any, code: str) -> None:
    for kind in ("begin", "instr", "end"):
        if kind == "instr":
            part = OxmlElement("w:instrText")
            part.text = code
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _properties(document: Any, content: LetterContent) -> None:
    about = document.core_properties
    about.title, about.author, about.last_modified_by = content.title, content.issuer, content.issuer
    about.language, about.comments = "zh-CN", ""
    about.created = about.modified = datetime.combine(content.dated, time())


def _head(document: Any, content: LetterContent) -> None:
    document.add_paragraph(content.issuer, MARK)
    _blank(document, 2)
    number = document.add_paragraph(content.number, NUMBER)
    _red_line_below(number)
    _blank(document, 2)
    document.add_paragraph(content.title, TITLE)
    _blank(document, 1)
    document.add_paragraph(f"{content.addressee}：", ADDRESSEE)


def _red_line_below(paragraph: Any) -> None:
    border, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (
        ("val", "single"),
        ("sz", "8"),
        ("space", str(round(GB9704.line_below_number_mm * POINTS_PER_MM))),
        ("color", str(RED)),
    ):
        bottom.set(qn(f"w:{name}"), value)
    border.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _body(document: Any, content: LetterContent) -> None:
    named = {Level.FIRST: FIRST, Level.SECOND: SECOND, Level.BODY: BODY}
    for text in (*content.paragraphs, *content.remedy):
        document.add_paragraph(text, named[level_of(text)])


def _foot(document: Any, content: LetterContent) -> None:
    last = document.paragraphs[-1]
    last.paragraph_format.keep_with_next = last.paragraph_format.keep_together = True
    if content.annexes:
        _blank(document, 1)
        several = len(content.annexes) > 1
        for position, name in enumerate(content.annexes, 1):
            lead = "附件：" if position == 1 else ""
            listed = document.add_paragraph(lead + (f"{position}.{name}" if several else name), ANNEX)
            listed.paragraph_format.keep_with_next = True
            if position > 1:
                listed.paragraph_format.first_line_indent = Pt(0)
    _blank(document, GB9704.seal_lines)
    day = chinese_day(content.dated)
    indents = signature_indents(content.issuer, day)
    for text, indent in zip((content.issuer, day), indents, strict=True):
        signed = document.add_paragraph(text, SIGNATURE)
        signed.paragraph_format.right_indent = Pt(indent * GB9704.character_pt)
        signed.paragraph_format.keep_with_next = text == content.issuer or bool(content.note)
    if content.note:
        document.add_paragraph(f"（{content.note}）", NOTE)


def _blank(document: Any, lines: int) -> None:
    for _line in range(lines):
        document.add_paragraph("", BODY).paragraph_format.keep_with_next = True
