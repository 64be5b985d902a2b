"""PDF and OFD: the words of each page and everything that acts, is attached or was left behind."""

import io
import logging
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from mingchuang.base.files.containers import Container, attribute, broken, local
from mingchuang.base.files.evidence import Inspection
from mingchuang.base.files.kinds import OFD, PDF, encrypted
from mingchuang.rules.refusals import Refused

MOST_PAGES_READ = 500
MOST_OBJECTS = 300_000
LARGEST_PAGE = 8 * 1024 * 1024
"""Drawing commands; reading more would take minutes."""

_ACTIONS = {
    "/JavaScript": "脚本",
    "/Launch": "启动其他程序的动作",
    "/SubmitForm": "向外发送数据的动作",
    "/ImportData": "导入数据的动作",
    "/Rendition": "多媒体动作",
    "/GoToE": "打开附件的动作",
    "/GoToR": "打开其他文件的动作",
}
_ACTIVE_KEYS = {
    "/JS": "脚本",
    "/JavaScript": "脚本",
    "/XFA": "XFA 动态表单",
    "/RichMedia": "多媒体",
    "/EmbeddedFiles": "嵌入的文件",
    "/EmbeddedFile": "嵌入的文件",
    "/AF": "嵌入的文件",
}
_ACTIVE_TYPES = {"/EmbeddedFile": "嵌入的文件"}
_ACTIVE_ANNOTATIONS = {
    "/FileAttachment": "嵌入的文件",
    "/RichMedia": "多媒体",
    "/Screen": "多媒体",
    "/3D": "多媒体",
}
_COMMENTS = frozenset(
    {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Ink", "/Redact"}
)
_INFO = {
    "/Author": "作者",
    "/Title": "标题",
    "/Subject": "主题",
    "/Keywords": "关键词",
    "/Company": "单位",
    "/SourceModified": "源文件修改时间",
    "/CreationDate": "创建时间",
    "/ModDate": "修改时间",
    "/Trapped": "陷印状态",
    "/Creator": "创建程序",
    "/Producer": "生成程序",
}
# Its complaints about a stranger's file are not ours to log; they end in one plain refusal.
logging.getLogger("pypdf").setLevel(logging.ERROR)


def open_pdf(data: bytes) -> PdfReader:
    """The opened PDF. Raises Refused when it is damaged or encrypted."""
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted
        if not locked:
            len(reader.pages)
    except Exception as error:  # a hostile PDF makes pypdf fail in many ways; all mean the same to us
        raise broken(PDF.label) from error
    if locked:
        raise encrypted()
    return reader


def inspect_pdf(data: bytes, found: Inspection, *, pages: bool = True) -> None:
    """Read a PDF. Raises Refused when it acts, carries files, is encrypted or cannot be read."""
    reader = open_pdf(data)
    try:
        active = sorted(set(_active(reader, found)))
        info = dict(reader.metadata or {})
        xmp = reader.root_object.get("/Metadata") is not None
    except Refused:
        raise
    except Exception as error:  # as in open_pdf
        raise broken(PDF.label) from error
    if active:
        raise Refused.because(
            "pdf_active",
            f"PDF 里有{'、'.join(active)}，不能上传。请用「打印成 PDF」重新生成后上传",
            "file",
        )
    for key, value in info.items():
        found.add_metadata(_INFO.get(key, f"文档信息 {key.lstrip('/')}"), value)
    if xmp:
        found.add_metadata("XMP 属性", "有")
    if data.count(b"%%EOF") > 1 and b"/Linearized" not in data[:2048]:
        found.hidden_text.append("多次保存留下的旧内容")
    if pages:
        _pages(reader, found)


def _active(reader: PdfReader, found: Inspection) -> Iterator[str]:
    """Names of everything active in any object of the file, reached or not."""
    seen = 0
    for value in _objects(reader):
        seen += 1
        if seen > MOST_OBJECTS:
            raise Refused.because("pdf_too_complex", "PDF 内部对象过多，不能检查。请拆分或重新导出", "file")
        if not isinstance(value, DictionaryObject):
            continue
        yield from (label for key, label in _ACTIVE_KEYS.items() if key in value)
        yield from _labels(value, "/S", _ACTIONS)
        yield from _labels(value, "/Type", _ACTIVE_TYPES)
        subtype = str(value.raw_get("/Subtype")) if "/Subtype" in value else ""
        if "/Rect" in value:
            yield from _labels(value, "/Subtype", _ACTIVE_ANNOTATIONS)
            found.comments += subtype in _COMMENTS
        if "/ByteRange" in value and "/Contents" in value:
            found.signed = True


def _labels(value: DictionaryObject, key: str, labels: dict[str, str]) -> Iterator[str]:
    said = str(value.raw_get(key)) if key in value else ""
    if said in labels:
        yield labels[said]


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every direct object inside every indirect one; streams are dictionaries too."""
    numbers = {(number, generation) for generation, table in reader.xref.items() for number in table}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    waiting: list[Any] = [reader.trailer]
    for number, generation in sorted(numbers):
        waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            value = waiting.pop()
            yield value
            if isinstance(value, DictionaryObject):
                waiting.extend(value.raw_get(key) for key in value)
            elif isinstance(value, ArrayObject):
                waiting.extend(list.__iter__(value))


def _pages(reader: PdfReader, found: Inspection) -> None:
    words = 0
    for number, page in enumerate(reader.pages, start=1):
        if number > MOST_PAGES_READ:
            found.unread.append(f"第{number}页以后")
            break
        try:
            contents = page.get_contents()
            if contents is not None and len(contents.get_data()) > LARGEST_PAGE:
                raise ValueError("a page of drawing commands without end")
            text = page.extract_text()
        except Exception:  # one page that cannot be read must not hide the others
            found.unread.append(f"第{number}页")
            continue
        words += len(text.strip())
        found.add_text(f"第{number}页", text)
    found.textless = words == 0


_OFD_NO_COMMENT = frozenset({"Link", "Stamp", "Watermark"})
OFD_INFO = {
    "Author": "作者",
    "Title": "标题",
    "Subject": "主题",
    "Abstract": "摘要",
    "Creator": "创建程序",
    "Keyword": "关键词",
    "CustomData": "自定义属性",
}


def inspect_ofd(data: bytes, found: Inspection) -> None:
    """Read an OFD file. Raises Refused when it is damaged, encrypted or carries files or scripts."""
    container = Container(data, OFD.label)
    if "OFD.xml" not in container.names:
        raise broken(OFD.label)
    if any(container.parts(r"(?:.*/)?(?:Encryptions?|Decrypt\w*)\.xml")):
        raise encrypted()
    for element in container.xml("OFD.xml").iter():
        if label := OFD_INFO.get(local(element)):
            found.add_metadata(label, element.text)
    found.signed = any(container.parts(r"(?:.*/)?Signatures?\.xml"))
    found.embedded.extend(container.parts(r"(?:.*/)?Attachs?/.+|(?:.*/)?Attachments?\.xml"))
    for name in container.parts(r"(?:.*/)?Annots?/.+\.xml"):
        kinds = [attribute(element, "Type") for element in container.xml(name).iter("{*}Annot")]
        found.comments += sum(1 for kind in kinds if kind not in _OFD_NO_COMMENT)
    words = 0
    for number, name in enumerate(container.parts(r"(?:.*/)?Pages/.+/Content\.xml"), start=1):
        text = "\n".join(element.text or "" for element in container.xml(name).iter("{*}TextCode"))
        words += len(text.strip())
        found.add_text(f"第{number}页", re.sub(r"(?<=.)\n(?=.\n|.\Z)", "", text))
    found.textless = words == 0
