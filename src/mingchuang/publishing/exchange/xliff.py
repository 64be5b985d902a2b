"""XLIFF 2.0: the standard file of translation tools. Inline tags are protected codes, terms a glossary.

Written and read with lxml; a file with a DTD or entities is refused before anything of it is looked at.
"""

import re
from typing import Any

from lxml import etree

from mingchuang.base.files.containers import local, parse_xml
from mingchuang.publishing.exchange.parcel import Papers, Parcel, Returned, papers_missing
from mingchuang.publishing.exchange.segments import Inline, Mark, Unit, words
from mingchuang.publishing.html import without_controls
from mingchuang.rules.refusals import Refused
from mingchuang.rules.terms import terms_in

CORE = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_XML_LANG = {"zh-hans": "zh-Hans"}
_SENTENCE_ENDS = re.compile(r"[.!?:;][\")’”]?$")
_PAPERS = ("edition", "language", "source", "content_hash", "number", "title")
_NOTE = "只翻译文字；带编号的标记请照原样放进译文。交回时用同一种格式。"


def write(parcel: Parcel) -> bytes:
    """The file for a translator."""
    root = etree.Element(_core("xliff"), nsmap={None: CORE, "gls": GLOSSARY, "mda": METADATA})
    root.set("version", "2.0")
    root.set("srcLang", _XML_LANG["zh-hans"])
    root.set("trgLang", parcel.papers.language)
    file = etree.SubElement(root, _core("file"), id="edition", original=parcel.papers.source)
    file.set("canResegment", "no")
    group = etree.SubElement(
        etree.SubElement(file, f"{{{METADATA}}}metadata"), f"{{{METADATA}}}metaGroup", category="papers"
    )
    for name in _PAPERS:
        meta = etree.SubElement(group, f"{{{METADATA}}}meta", type=name)
        meta.text = without_controls(getattr(parcel.papers, name))
    notes = etree.SubElement(file, _core("notes"))
    etree.SubElement(notes, _core("note"), id="how").text = _NOTE
    for unit in parcel.units:
        _write_unit(file, unit, parcel)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _core(name: str) -> str:
    return f"{{{CORE}}}{name}"


def _write_unit(file: Any, unit: Unit, parcel: Parcel) -> None:
    element = etree.SubElement(file, _core("unit"), id=unit.id, name=unit.label)
    found = list(terms_in(words(unit.source), parcel.terms))
    required = [term for term, _ in found if term.required]
    if required:
        glossary = etree.SubElement(element, f"{{{GLOSSARY}}}glossary")
        for term in required:
            entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
            etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = without_controls(term.term)
            for rendering in term.required:
                translation = etree.SubElement(entry, f"{{{GLOSSARY}}}translation")
                translation.text = without_controls(rendering)
    banned = [term for term, _ in found if term.banned]
    if banned:
        notes = etree.SubElement(element, _core("notes"))
        for term in banned:
            said = f"“{term.term}”不用：{' / '.join(term.banned)}"
            etree.SubElement(notes, _core("note"), appliesTo="target").text = without_controls(said)
    target = parcel.targets.get(unit.id)
    segment = etree.SubElement(element, _core("segment"), state="translated" if target else "initial")
    _write_inline(etree.SubElement(segment, _core("source")), unit.source)
    _write_inline(etree.SubElement(segment, _core("target")), target or ())


def _write_inline(parent: Any, inline: Inline) -> None:
    parent.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    stack = [parent]
    last: Any = None
    for part in inline:
        if isinstance(part, str):
            text = without_controls(part)
            if last is None:
                stack[-1].text = (stack[-1].text or "") + text
            else:
                last.tail = (last.tail or "") + text
        elif part.kind == "open":
            stack.append(etree.SubElement(stack[-1], _core("pc"), id=str(part.id)))
            last = None
        elif part.kind == "close":
            last = stack.pop()
        else:
            last = etree.SubElement(stack[-1], _core("ph"), id=str(part.id))


_BEFORE_MARKUP = b"\xef\xbb\xbf\xfe\xff\x00 \t\r\n"
"""Marks of an encoding and white space, after which the first sign of XML stands."""


def read(data: bytes) -> Returned:
    """What a returned file says. Raises Refused when it is damaged, hostile or something else."""
    if not data.lstrip(_BEFORE_MARKUP).startswith(b"<"):
        raise _neither()
    root = parse_xml(data, "XLIFF文件")
    if root.tag != _core("xliff"):
        raise _neither()
    said = {meta.get("type"): meta.text or "" for meta in root.iter(f"{{{METADATA}}}meta")}
    if any(name not in said for name in _PAPERS):
        raise papers_missing()
    targets = [(unit.get("id") or "", _target_of(unit)) for unit in root.iter(_core("unit"))]
    return Returned(Papers(**{name: said[name] for name in _PAPERS}), targets)


def _neither() -> Refused:
    message = "这既不是XLIFF 2.0文件，也不是DOCX文件，请用本平台导出的文件翻译后交回"
    return Refused.because("not_xliff", message, "file")


def _target_of(unit: Any) -> Inline:
    """The words of all segments of a unit: tools may cut one into sentences all the same."""
    parts: list[str | Mark] = []
    for target in unit.iter(_core("target")):
        more: list[str | Mark] = []
        _read_inline(target, more)
        said = words(tuple(more))
        if said and not said[0].isspace() and _SENTENCE_ENDS.search(words(tuple(parts))):
            parts.append(" ")  # Chinese has no space there that could have come along
        parts += more
    return tuple(parts)


def _read_inline(element: Any, parts: list[str | Mark]) -> None:
    if element.text:
        parts.append(without_controls(element.text))
    for child in element:
        kind = local(child)
        if kind in {"pc", "ph"}:
            number = child.get("id") or ""
            mark = int(number) if number.isdecimal() and len(number) < 6 else -1
            parts.append(Mark("open" if kind == "pc" else "single", mark))
            if kind == "pc":
                _read_inline(child, parts)
                parts.append(Mark("close", mark))
        elif kind:
            # A marker of a tool (a comment, a term) around words: the words count.
            _read_inline(child, parts)
        if child.tail:
            parts.append(without_controls(child.tail))
