"""DOCX, XLSX and PPTX read part by part: every word, and every trace that is not on the page.

The parts are read directly rather than through a document library, which would pass over footnotes,
text boxes, deleted text, comments and hidden sheets, the very places where things are left behind.
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from mingchuang.base.files import pictures, workbook
from mingchuang.base.files.containers import Container, attribute, broken, local
from mingchuang.base.files.evidence import Inspection
from mingchuang.base.files.kinds import DOCX, GIF, JPEG, PNG, PPTX, XLSX, Kind, macros
from mingchuang.rules.refusals import Refused

# Word on the web numbers its main part.
_MAIN_PARTS = {DOCX: r"word/document\d*\.xml", XLSX: r"xl/workbook\.xml", PPTX: r"ppt/presentation\.xml"}
_MAIN_TYPES = {DOCX: "wordprocessingml", XLSX: "spreadsheetml", PPTX: "presentationml"}
MEDIA_KINDS = {".jpg": JPEG, ".jpeg": JPEG, ".png": PNG, ".gif": GIF}
_MACRO_PARTS = re.compile(
    r".*vbaProject.*|.*vbaData\.xml|xl/macrosheets/.*|.*/activeX/.*|customUI/.*",
    re.IGNORECASE,
)
_EMBEDDED_PARTS = re.compile(
    r"(?:word|xl|ppt)/embeddings/.+|xl/connections\.xml|xl/queryTables/.+|xl/model/.+"
)
_CORE = {
    "creator": "作者",
    "lastModifiedBy": "最后修改人",
    "title": "标题",
    "subject": "主题",
    "keywords": "关键词",
    "description": "备注",
    "category": "类别",
    "contentStatus": "状态",
    "created": "创建时间",
    "modified": "修改时间",
}
_APP = {"Company": "单位", "Manager": "经理", "Template": "模板", "HyperlinkBase": "链接基准"}
_CHANGES = re.compile(r"(?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge|[a-zA-Z]+Change)\Z")
_FIELD_COMMANDS = re.compile(r"\b(?:DDEAUTO|DDE)\b", re.IGNORECASE)


def inspect_office(data: bytes, kind: Kind, found: Inspection) -> None:
    """Read everything in an office document. Raises Refused when it may not be taken."""
    container = Container(data, kind.label)
    _prove(container, kind)
    _properties(container, found)
    _relations(container, found)
    _pictures(container, found)
    found.signed = any(container.parts(r"_xmlsignatures/.+"))
    found.embedded.extend(name.rpartition("/")[2] for name in container.parts(_EMBEDDED_PARTS.pattern))
    readers: dict[Kind, Callable[[Container, Inspection], None]] = {
        DOCX: _word,
        XLSX: workbook.read,
        PPTX: _slides,
    }
    readers[kind](container, found)


def _prove(container: Container, kind: Kind) -> None:
    """The inside must be what the name says, without macros."""
    if "[Content_Types].xml" not in container.names or not any(container.parts(_MAIN_PARTS[kind])):
        raise broken(kind.label)
    types = container.xml("[Content_Types].xml")
    declared = [attribute(element, "ContentType") for element in types]
    if any("macroEnabled" in content or "vbaProject" in content for content in declared):
        raise macros()
    if any(_MACRO_PARTS.fullmatch(name) for name in container.names):
        raise macros()
    main = [content for content in declared if content.endswith(".main+xml")]
    if not any(_MAIN_TYPES[kind] in content for content in main):
        raise broken(kind.label)


def _properties(container: Container, found: Inspection) -> None:
    for name, labels in (("docProps/core.xml", _CORE), ("docProps/app.xml", _APP)):
        if name in container.names:
            for element in container.xml(name):
                if label := labels.get(local(element)):
                    found.add_metadata(label, element.text)
    if "docProps/custom.xml" in container.names:
        for element in container.xml("docProps/custom.xml"):
            found.add_metadata(f"自定义属性 {attribute(element, 'name')}", "".join(_strings(element)))


def _strings(element: etree._Element) -> Iterator[str]:
    return (str(words) for words in element.itertext())


def _relations(container: Container, found: Inspection) -> None:
    """Links that fetch something by themselves are refused; local paths and other files are told."""
    for name in container.parts(r".*\.rels"):
        for relation in container.xml(name):
            if attribute(relation, "TargetMode") != "External":
                continue
            kind = attribute(relation, "Type").rpartition("/")[2]
            target = attribute(relation, "Target")
            if kind == "hyperlink":
                continue
            if kind in {"attachedTemplate", "oleObject", "frame", "subDocument"} and _is_remote(target):
                raise Refused.because(
                    "file_remote_content",
                    "文件打开时会从网上加载模板或对象，不能上传。请另存为不含外部引用的文件",
                    "file",
                )
            if kind == "attachedTemplate":
                found.add_metadata("模板路径", target)
            else:
                found.external.append(target[:200])


def _is_remote(target: str) -> bool:
    return (
        re.match(r"(?:https?|ftp|mhtml):|\\\\|//|file:(?://[^/]|/{4,})", target.strip(), re.IGNORECASE)
        is not None
    )


def _pictures(container: Container, found: Inspection) -> None:
    for name in container.parts(r"(?:word|xl|ppt)/media/.+"):
        kind = MEDIA_KINDS.get("." + name.rpartition(".")[2].lower())
        if kind is None:
            continue
        inside = Inspection()
        try:
            pictures.inspect_picture(container.read(name), kind, inside)
        except Refused:
            found.unread.append(f"图片 {name.rpartition('/')[2]}")
            continue
        found.location = found.location or inside.location
        for label, value in inside.metadata.items():
            found.add_metadata(f"内嵌图片 {name.rpartition('/')[2]} {label}", value)


_WORD_PARTS = (
    ("正文", r"word/document\d*\.xml"),
    ("页眉", r"word/header\d*\.xml"),
    ("页脚", r"word/footer\d*\.xml"),
    ("脚注", r"word/footnotes\.xml"),
    ("尾注", r"word/endnotes\.xml"),
    ("批注", r"word/comments\.xml"),
    ("术语", r"word/glossary/document\.xml"),
)


def _word(container: Container, found: Inspection) -> None:
    for where, pattern in _WORD_PARTS:
        for name in container.parts(pattern):
            root = container.xml(name)
            text = words_of(root)
            found.add_text(where, text)
            names = [local(element) for element in root.iter()]
            found.tracked_changes = found.tracked_changes or any(_CHANGES.match(n) for n in names)
            if where == "批注":
                found.comments += names.count("comment")
            if "vanish" in names:
                found.hidden_text.append(where)
            fields = " ".join(e.text or "" for e in root.iter("{*}instrText"))
            if _FIELD_COMMANDS.search(fields):
                raise Refused.because(
                    "file_dde", "文档里有会调用其他程序的域（DDE），不能上传。请删除该域后另存", "file"
                )
    if "word/settings.xml" in container.names:
        for element in container.xml("word/settings.xml").iter("{*}docVar"):
            found.add_metadata(f"文档变量 {attribute(element, 'name')}", attribute(element, "val"))


_WORDS = frozenset({"t", "delText"})


def words_of(root: etree._Element) -> str:
    """The words of a Word or slide part, a paragraph a line, table cells separated by tabs."""
    parts: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        name = local(element)
        if event == "start":
            if name == "Fallback":
                # The same words again, for older programs.
                walk.skip_subtree()
            elif name in _WORDS:
                parts.append(element.text or "")
            elif name == "tab" and local(element.getparent()) == "r":
                parts.append("\t")
        elif name in {"br", "cr"} or (name == "p" and not _in_cell(element)):
            parts.append("\n")
        elif name == "tc":
            parts.append("\t")
        elif name == "tr":
            parts.append("\n")
    return re.sub(r"\t*\n", "\n", "".join(parts))


def _in_cell(paragraph: etree._Element) -> bool:
    parent = paragraph.getparent()
    if parent is not None and local(parent) == "txBody":
        parent = parent.getparent()
    return parent is not None and local(parent) == "tc" and paragraph.getnext() is None


def _slides(container: Container, found: Inspection) -> None:
    for number, name in enumerate(container.parts(r"ppt/slides/slide\d+\.xml"), start=1):
        root = container.xml(name)
        found.add_text(f"第{number}张幻灯片", words_of(root))
        if attribute(root, "show") in {"0", "false"}:
            found.hidden_sheets.append(f"第{number}张幻灯片")
    for name in container.parts(r"ppt/notesSlides/notesSlide\d+\.xml"):
        text = words_of(container.xml(name))
        # Every notes page carries its own page number, which is no note.
        if re.sub(r"[\d\s]", "", text):
            found.hidden_text.append("演讲者备注")
            found.add_text("演讲者备注", text)
    for name in container.parts(r"ppt/comments/.+\.xml"):
        root = container.xml(name)
        found.comments += sum(1 for element in root.iter() if local(element) == "cm")
        found.add_text("批注", "\n".join(words for words in _strings(root) if words.strip()))
