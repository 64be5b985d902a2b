"""Files made on the spot for tests: honest ones, and ones with something hidden in them."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

import docx
import openpyxl
from openpyxl.comments import Comment
from PIL import Image
from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """What `save` writes into a file."""
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def word(*paragraphs: str, author: str = "王秘书", rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A DOCX with these paragraphs, a table, and an author."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, values in zip(table.rows, rows, strict=True):
            for cell, value in zip(row.cells, values, strict=True):
                cell.text = value
    document.core_properties.author = author
    document.core_properties.last_modified_by = author
    return saved(document.save)


def workbook(rows: tuple[tuple[object, ...], ...] = (("项目", "数量"), ("会见", 3)), *, change=None) -> bytes:
    """An XLSX with one sheet; `change(book)` may do more to it."""
    book = openpyxl.Workbook()
    book.active.title = "汇总"
    for row in rows:
        book.active.append(row)
    book.properties.creator = "李会计"
    if change:
        change(book)
    return saved(book.save)


def commented(book: openpyxl.Workbook) -> None:
    book.active["A1"].comment = Comment("这个数字再核一下", "李会计")


def hidden_sheet(book: openpyxl.Workbook) -> None:
    sheet = book.create_sheet("名单")
    sheet.append(("张三", "11010519491231002X"))
    sheet.sheet_state = "hidden"


def pdf(*pages: str, author: str = "赵编辑") -> bytes:
    """A PDF with a line of Chinese on each page."""
    if "STSong-Light" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    paper = canvas.Canvas(out)
    paper.setAuthor(author)
    for text in pages:
        paper.setFont("STSong-Light", 12)
        paper.drawString(72, 720, text)
        paper.showPage()
    paper.save()
    return out.getvalue()


def pdf_with(change: Callable[[PdfWriter], object], *pages: str) -> bytes:
    """A PDF changed by `change(writer)`."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*(pages or ("正文",))))))
    change(writer)
    return saved(writer.write)


def photo(
    format_: str = "JPEG", *, exif: Image.Exif | None = None, size=(40, 20), **options: object
) -> bytes:
    """A picture with a red left half, so that turning it shows."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    if exif is not None:
        options["exif"] = exif
    return saved(lambda out: image.save(out, format_, **options))


def exif(*, located: bool = False, orientation: int = 1) -> Image.Exif:
    """Properties as a telephone writes them."""
    written = Image.Exif()
    written[0x0112] = orientation
    written[0x013B] = "Photographer"
    if located:
        written[0x8825] = {1: "N", 2: (33.0, 57.0, 0.0), 3: "E", 4: (118.0, 17.0, 0.0)}
    return written


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """A container with parts replaced, added or (None) left out."""
    source = zipfile.ZipFile(io.BytesIO(data))
    parts = {entry.filename: source.read(entry) for entry in source.infolist()} | dict(changes)
    return packed({name: content for name, content in parts.items() if content is not None})


def packed(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of a container."""
    return zipfile.ZipFile(io.BytesIO(data)).read(name)


def parts(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def word_body(inner: str) -> bytes:
    """A DOCX whose body is this WordprocessingML."""
    document = f'<w:document xmlns:w="{_W}"><w:body>{inner}</w:body></w:document>'.encode()
    return repacked(word("原文"), {"word/document.xml": document})


def slides(*, hidden: bool = False, note: str = "", comment: str = "") -> bytes:
    """A PPTX of one slide."""
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    p = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
        'PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'presentationml.presentation.main+xml"/></Types>'
    )
    show = ' show="0"' if hidden else ""
    made = {
        "[Content_Types].xml": types,
        "ppt/presentation.xml": f"<p:presentation {p}/>",
        "ppt/slides/slide1.xml": f"<p:sld {p} {a}{show}><a:p><a:r><a:t>交流计划</a:t></a:r></a:p></p:sld>",
    }
    if note:
        made["ppt/notesSlides/notesSlide1.xml"] = (
            f"<p:notes {p} {a}><a:p><a:r><a:t>{note}</a:t></a:r></a:p></p:notes>"
        )
    if comment:
        made["ppt/comments/comment1.xml"] = f"<p:cmLst {p}><p:cm><p:text>{comment}</p:text></p:cm></p:cmLst>"
    return packed({name: text.encode() for name, text in made.items()})


def ofd(text: str = "公开内容", *, extra: Mapping[str, str] | None = None) -> bytes:
    """An OFD file of one page."""
    ns = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    made = {
        "OFD.xml": f"<ofd:OFD {ns}><ofd:DocBody><ofd:DocInfo><ofd:Author>孙文书</ofd:Author>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {ns}/>",
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {ns}><ofd:TextCode>{text}</ofd:TextCode></ofd:Page>",
    }
    return packed({name: content.encode() for name, content in (made | dict(extra or {})).items()})


def png_bomb(width: int = 20_000, height: int = 20_000) -> bytes:
    """A PNG of a few kilobytes that says it is enormous."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
