"""Which kinds of file are taken, told by their content. The name only has to agree.

The list is closed: what a browser could run (HTML, SVG), what a machine could run (programs, macros)
and what cannot be looked into (archives, old binary office files, encrypted files) stays outside, each
with advice what to hand in instead. OFD is the national format of official documents (GB/T 33190).
"""

import codecs
import re
from dataclasses import dataclass

from mingchuang.rules.refusals import Refused

_OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: short name, media type, the extensions it may bear, what people call it."""

    name: str
    media_type: str
    extensions: tuple[str, ...]
    label: str
    inline: bool = False


PDF = Kind("pdf", "application/pdf", (".pdf",), "PDF 文件")
DOCX = Kind("docx", f"{_OFFICE}wordprocessingml.document", (".docx",), "Word 文档")
XLSX = Kind("xlsx", f"{_OFFICE}spreadsheetml.sheet", (".xlsx",), "Excel 工作簿")
PPTX = Kind("pptx", f"{_OFFICE}presentationml.presentation", (".pptx",), "PowerPoint 演示文稿")
OFD = Kind("ofd", "application/ofd", (".ofd",), "OFD 版式文件")
JPEG = Kind("jpeg", "image/jpeg", (".jpg", ".jpeg"), "JPEG 图片", inline=True)
PNG = Kind("png", "image/png", (".png",), "PNG 图片", inline=True)
GIF = Kind("gif", "image/gif", (".gif",), "GIF 图片", inline=True)
WEBP = Kind("webp", "image/webp", (".webp",), "WebP 图片", inline=True)
TEXT = Kind("text", "text/plain", (".txt", ".md"), "文本文件")
CSV = Kind("csv", "text/csv", (".csv",), "CSV 表格")

KINDS = (PDF, DOCX, XLSX, PPTX, OFD, JPEG, PNG, GIF, WEBP, TEXT, CSV)
IMAGES = frozenset({JPEG, PNG, GIF, WEBP})
CONTAINERS = frozenset({DOCX, XLSX, PPTX, OFD})
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}
BY_EXTENSION = {extension: kind for kind in KINDS for extension in kind.extensions}
ACCEPTED = "PDF、OFD、DOCX、XLSX、PPTX、JPG、PNG、GIF、WEBP、TXT、CSV"
"""For upload hints and refusals."""

_MAGIC = {
    b"%PDF-": PDF,
    b"\xff\xd8\xff": JPEG,
    b"\x89PNG\r\n\x1a\n": PNG,
    b"GIF87a": GIF,
    b"GIF89a": GIF,
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"#!")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00")
_ARCHIVE_EXTENSIONS = frozenset({"", ".zip", ".jar", ".apk"})
_MACRO_EXTENSIONS = frozenset(
    {".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb", ".pptm", ".potm", ".ppsm"}
)
_ACTIVE = re.compile(
    rb"<\s*(?:!doctype|html|head|body|script|svg|iframe|object|embed|\?xml|\?php|%)", re.IGNORECASE
)
_HIDDEN_ACTIVE = re.compile(rb"<script|<html|<\?php|<!doctype|%pdf-1\.", re.IGNORECASE)
_END_OF_ZIP = b"PK\x05\x06"
_HEAD = 1024
_ZIP_TAIL = 66_000


def sniff(data: bytes, name: str) -> Kind:
    """The kind of the file, by its content. Raises Refused with advice when it may not be taken."""
    extension = extension_of(name)
    kind = _by_magic(data, extension)
    if extension not in kind.extensions:
        raise Refused.because(
            "file_name_mismatch",
            f"文件名以「{extension or '（无扩展名）'}」结尾，内容却是{kind.label}。"
            f"请把扩展名改为 {kind.extensions[0]}，或上传正确的文件",
            "file",
        )
    _refuse_polyglot(data, kind)
    return kind


def extension_of(name: str) -> str:
    """What stands after the last dot of the last part of a name, with the dot, in lower case."""
    last = re.split(r"[/\\]", name.lower())[-1]
    return "".join(last.rpartition(".")[1:]).strip() if "." in last else ""


def _by_magic(data: bytes, extension: str) -> Kind:
    if not data:
        raise Refused.because("file_empty", "文件是空的，请重新导出后上传", "file")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(_ZIP):
        return _container(data, extension)
    _refuse_unreadable(data)
    return _text(data, extension)


def _refuse_unreadable(data: bytes) -> None:
    if data.startswith(_OLE):
        raise _old_office(data)
    if data.startswith(_PROGRAMS):
        raise Refused.because("file_program", "这是程序或脚本，不能上传", "file")
    if data.startswith(_ARCHIVES):
        raise _archive()


def _container(data: bytes, extension: str) -> Kind:
    """A ZIP container told by the name only; `containers` proves that the inside is what it says."""
    if extension in _MACRO_EXTENSIONS:
        raise macros()
    kind = BY_EXTENSION.get(extension)
    if kind in CONTAINERS:
        return kind
    if b"word/document.xml" in data:
        return DOCX
    if b"xl/workbook.xml" in data:
        return XLSX
    raise _archive() if extension in _ARCHIVE_EXTENSIONS else _not_taken()


def _text(data: bytes, extension: str) -> Kind:
    if _ACTIVE.match(data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")):
        raise Refused.because(
            "file_active", "HTML、SVG、XML 会在浏览器里执行脚本，不能上传。请另存为 PDF 或图片", "file"
        )
    if extension in BY_EXTENSION and BY_EXTENSION[extension] not in {TEXT, CSV}:
        raise Refused.because(
            "file_not_what_it_says",
            f"文件名以「{extension}」结尾，内容却不是{BY_EXTENSION[extension].label}，可能已损坏。请重新导出后上传",
            "file",
        )
    if extension not in BY_EXTENSION or decode(data) is None:
        raise _not_taken()
    return BY_EXTENSION[extension]


def _not_taken() -> Refused:
    return Refused.because("file_kind", f"只接收 {ACCEPTED} 文件，请转换后上传", "file")


def decode(data: bytes) -> str | None:
    """The text of a text file: UTF-8, UTF-16 with its mark, or GB 18030; None when it is none of them."""
    encodings = (
        ("utf-16",)
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        else ("utf-8-sig", "gb18030")
    )
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None


def _old_office(data: bytes) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted()
    return Refused.because(
        "file_old_office",
        "这是旧版（二进制）Office 或 WPS 文件，可能带有宏，不能检查。请另存为 DOCX、XLSX、PPTX 或 PDF 后上传",
        "file",
    )


def _archive() -> Refused:
    return Refused.because("file_archive", "不接收压缩包。请解压后把文件逐个上传，以便逐件检查", "file")


def macros() -> Refused:
    """The file carries a program of its own."""
    return Refused.because(
        "file_macros",
        "文件带有宏（可执行的程序），不能上传。请另存为不含宏的 DOCX、XLSX、PPTX 或 PDF",
        "file",
    )


def encrypted() -> Refused:
    """The file cannot be looked into."""
    return Refused.because("file_encrypted", "文件有密码保护，不能检查。请去除密码后重新上传", "file")


def _refuse_polyglot(data: bytes, kind: Kind) -> None:
    """A file that is two things at once is read as one by us and as the other by somebody else."""
    double = False
    if kind in IMAGES:
        double = _HIDDEN_ACTIVE.search(data) is not None
    if kind is PDF:
        double = _HIDDEN_ACTIVE.search(data, 8, _HEAD) is not None
    if kind not in CONTAINERS:
        double = double or _END_OF_ZIP in data[-_ZIP_TAIL:]
    if double:
        raise Refused.because(
            "file_polyglot",
            f"这个{kind.label}里还藏着另一种格式的内容，不能上传。请用原程序重新导出后再上传",
            "file",
        )
