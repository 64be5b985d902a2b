"""The page of GB/T 9704, measured in what both renderers really make."""

import io
import itertools
from dataclasses import replace
from datetime import date

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from pypdf import PdfReader
from pypdf._text_extraction import mult

from mingchuang.base.files.inspection import inspect
from mingchuang.base.jobs.checks import State
from mingchuang.casework.letters import health
from mingchuang.casework.letters.rendering import as_docx, as_pdf, fonts
from mingchuang.rules.letters.content import LetterContent
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.levels import Level, level_of
from mingchuang.rules.letters.page_setup import GB9704, POINTS_PER_MM, signature_indents

CONTENT = LetterContent(
    kind=LetterKind.REPLY_GRANT,
    title="政府信息公开答复书",
    number="示外公开答〔2026〕5号",
    addressee="张三",
    paragraphs=("一、收费标准", "（一）第一项", "正文一段。" * 60),
    basis="条例",
    remedy=("救济一段。",),
    annexes=("安排表", "说明"),
    issuer="示例市人民政府外事办公室",
    dated=date(2026, 3, 9),
    note="联系电话：0527-80000000",
)


@pytest.fixture(scope="module")
def pdf():
    return PdfReader(io.BytesIO(as_pdf(CONTENT)))


@pytest.fixture(scope="module")
def docx():
    return Document(io.BytesIO(as_docx(CONTENT)))


def lines_of(page):
    """The lines of a page: height of the baseline above the lower edge (pt) and text."""
    found = {}

    def visit(text, user, matrix, _font, _size):
        if text.strip():
            place = mult(matrix, user)
            found.setdefault(round(place[5]), []).append((place[4], text))

    page.extract_text(visitor_text=visit)
    return {height: "".join(text for _, text in sorted(parts)) for height, parts in found.items()}


def test_a4_and_the_archive_standard(pdf):
    box = pdf.pages[0].mediabox
    assert [round(float(side) / POINTS_PER_MM) for side in (box.width, box.height)] == [210, 297]
    about = pdf.xmp_metadata.rdf_root.toxml()
    assert "pdfaid" in about and ">2<" in about and ">B<" in about
    assert pdf.metadata.title == CONTENT.title


def test_the_grid_has_22_lines_of_28_characters():
    assert (GB9704.text_width_mm, GB9704.text_height_mm) == (156, 225)
    assert 28 <= GB9704.line_pt <= 29 and round(GB9704.character_pt, 1) == 15.8
    whole = replace(CONTENT, paragraphs=("字" * 28 * 60,))
    pages = PdfReader(io.BytesIO(as_pdf(whole))).pages
    full = [text for text in lines_of(pages[1]).values() if "字" in text]
    assert len(full) == 22
    assert {text.count("字") for text in full} == {28}


def test_body_lines_keep_one_pitch(pdf):
    heights = sorted(
        (height for height, text in lines_of(pdf.pages[1]).items() if "正文" in text), reverse=True
    )
    steps = {round(upper - lower) for upper, lower in itertools.pairwise(heights)}
    assert steps <= {28, 29}


def test_the_first_page_shows_body_text(pdf):
    text = pdf.pages[0].extract_text()
    assert "收费标准" in text and CONTENT.number in text


def test_the_signature_never_stands_on_a_page_alone():
    for length in range(150, 700, 50):
        content = replace(CONTENT, paragraphs=("句" * length + "。",), annexes=(), remedy=("末段在此。",))
        last = PdfReader(io.BytesIO(as_pdf(content))).pages[-1].extract_text()
        assert "末段在此" in last and "2026年3月9日" in last


def test_the_same_content_gives_the_same_file():
    assert as_pdf(CONTENT) == as_pdf(CONTENT)


def test_page_numbers_stand_outside_between_dashes(pdf):
    for position, page in enumerate(pdf.pages, 1):
        (number,) = (text for text in lines_of(page).values() if text.strip().startswith("—"))
        assert number.strip() == f"— {position} —"


def test_a_character_no_font_holds_does_not_stop_a_letter():
    assert as_pdf(replace(CONTENT, addressee="张\U0002f800ﷺ")).startswith(b"%PDF-")


def test_a_draft_says_so():
    assert "样稿" in PdfReader(io.BytesIO(as_pdf(CONTENT, draft=True))).pages[0].extract_text()


def test_the_word_document_has_the_same_page(docx):
    section = docx.sections[0]
    measured = [
        round(length.mm)
        for length in (
            section.page_width,
            section.page_height,
            section.top_margin,
            section.bottom_margin,
            section.left_margin,
            section.right_margin,
        )
    ]
    assert measured == [210, 297, 37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert int(grid.get(qn("w:linePitch"))) // 20 == 28
    assert docx.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize(
    ("text", "font", "size", "align"),
    [
        (CONTENT.issuer, "方正小标宋简体", None, ALIGN.CENTER),
        (CONTENT.number, "仿宋_GB2312", 16, ALIGN.CENTER),
        (CONTENT.title, "方正小标宋简体", 22, ALIGN.CENTER),
        ("张三：", "仿宋_GB2312", 16, ALIGN.LEFT),
        ("一、收费标准", "黑体", 16, ALIGN.JUSTIFY),
        ("（一）第一项", "楷体_GB2312", 16, ALIGN.JUSTIFY),
        ("救济一段。", "仿宋_GB2312", 16, ALIGN.JUSTIFY),
        ("附件：1.安排表", "仿宋_GB2312", 16, ALIGN.LEFT),
        ("2026年3月9日", "仿宋_GB2312", 16, ALIGN.RIGHT),
        ("（联系电话：0527-80000000）", "仿宋_GB2312", 16, ALIGN.JUSTIFY),
    ],
)
def test_each_part_has_its_face(docx, text, font, size, align):
    style = next(p for p in docx.paragraphs if p.text == text).style
    faces = style.element.rPr.rFonts
    assert faces.get(qn("w:eastAsia")) == font
    assert size is None or style.font.size.pt == size
    assert style.paragraph_format.alignment == align


def test_the_word_document_numbers_its_pages(docx):
    for footer in (docx.sections[0].footer, docx.sections[0].even_page_footer):
        assert "PAGE" in footer._element.xml and footer.paragraphs[0].text == "—  —"


def test_both_files_pass_the_inspection_of_uploads():
    for name, made in (("文.pdf", as_pdf(CONTENT)), ("文.docx", as_docx(CONTENT))):
        found = inspect(made, name)
        assert found.reasons == [] and found.blocking == []


def test_issuer_and_date_are_centred_on_each_other():
    assert signature_indents("示例市外办", "2026年3月9日") == (4.5, 4.0)
    assert signature_indents("示例市人民政府外事办公室", "2026年3月9日") == (1.0, 4.0)
    issuer, day = signature_indents("示例市人民政府外事办公室驻外联络处", "2026年3月9日")
    assert issuer == 1.0 and day > 4.0


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、收费标准", Level.FIRST),
        ("（一）第一项", Level.SECOND),
        ("一、本机关于三月收到申请。", Level.BODY),
        ("正文", Level.BODY),
    ],
)
def test_levels_are_told_by_their_numbers(text, level):
    assert level_of(text) is level


def test_the_offices_own_font_goes_before_a_free_one():
    both = frozenset({"FangSong_GB2312", "FandolFang R", "Noto Serif CJK SC"})
    assert fonts.choose(fonts.Face.BODY, both).family == "FangSong_GB2312"
    assert fonts.choose(fonts.Face.BODY, both - {"FangSong_GB2312"}).family == "FandolFang R"
    last = fonts.choose(fonts.Face.BODY, frozenset({"Noto Serif CJK SC"}))
    assert last.family == "Noto Serif CJK SC" and not last.fits
    assert fonts.choose(fonts.Face.BODY, frozenset()).family == ""


@pytest.mark.parametrize(
    ("families", "state", "word"),
    [
        (frozenset(), State.WARN, "缺少字体"),
        (frozenset({"FandolFang R", "FandolSong", "FandolHei", "FandolKai"}), State.OK, "开放字体"),
        (
            frozenset({"FZXiaoBiaoSong-B05S", "FangSong_GB2312", "SimHei", "KaiTi_GB2312", "SimSun"}),
            State.OK,
            "齐全",
        ),
    ],
)
def test_the_health_check_says_what_is_missing(monkeypatch, now, families, state, word):
    chosen = tuple(fonts.choose(face, families) for face in fonts.Face)
    monkeypatch.setattr(fonts, "library", lambda: fonts.Library(None, families, chosen))
    (finding,) = health.typefaces_are_there(now)
    assert finding.state is state and word in finding.message
