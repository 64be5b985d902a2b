"""The public copy of a file: the same page without the traces. The original is kept beside it.

Comments, tracked changes and hidden sheets are not removed here: what the author must decide on blocks
the file instead. A signed or sealed file is handed out as it is, because any change would break its seal.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from functools import lru_cache

from lxml import etree
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject

from mingchuang.base.files import pictures
from mingchuang.base.files.containers import Container, attribute, broken, local
from mingchuang.base.files.evidence import Inspection
from mingchuang.base.files.kinds import IMAGES, OFD, PDF, Kind
from mingchuang.base.files.office import MEDIA_KINDS
from mingchuang.base.files.portable import OFD_INFO, open_pdf
from mingchuang.rules.refusals import Refused

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_DROPPED = re.compile(r"docProps/(?:custom\.xml|thumbnail\..+)|customXml/.+|word/people\.xml|xl/persons/.+")
_EMPTY_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_EMPTY_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_EMPTIED = {"docProps/core.xml": _EMPTY_CORE, "docProps/app.xml": _EMPTY_APP}
_SETTINGS = frozenset({"rsids", "docVars", "attachedTemplate"})
_REVISION = "rsid"
_SESSION_SETTINGS = etree.XPath(" | ".join(f"/*//*[local-name()='{name}']" for name in sorted(_SETTINGS)))
_OF_A_SESSION = etree.XPath(f"//*[@*[starts-with(local-name(), '{_REVISION}')]]")
_RELATIONS_DROPPED = frozenset(
    {"attachedTemplate", "custom-properties", "thumbnail", "customXml", "customXmlProps", "people", "person"}
)


def clean(data: bytes, found: Inspection) -> bytes:
    """The bytes the public gets for a file that was inspected. Raises Refused when none can be made."""
    kind = found.kind
    if kind is None or found.reasons:
        raise ValueError("only an accepted file has a public copy")
    if found.signed:
        return data
    if kind in IMAGES:
        return pictures.clean_picture(data, kind)
    if kind is PDF:
        return _clean_pdf(data)
    if kind is OFD:
        return _clean_ofd(data)
    return data if kind.media_type.startswith("text/") else _clean_office(data, kind)


def _write(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A container of these parts; the same parts always make the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(entry, data)
    return out.getvalue()


def _clean_office(data: bytes, kind: Kind) -> bytes:
    container = Container(data, kind.label)
    names = [entry.filename for entry in container.entries if not entry.is_dir()]
    kept = [name for name in names if not _DROPPED.fullmatch(name) and not _is_relations_of_dropped(name)]
    return _write((name, _clean_part(container, name)) for name in kept)


def _is_relations_of_dropped(name: str) -> bool:
    folder, _, file = name.rpartition("_rels/")
    return bool(file) and bool(_DROPPED.fullmatch(folder + file.removesuffix(".rels")))


def _clean_part(container: Container, name: str) -> bytes:
    if name in _EMPTIED:
        return _EMPTIED[name]
    if name == "[Content_Types].xml":
        return _without(
            container.xml(name), lambda e: bool(_DROPPED.fullmatch(attribute(e, "PartName").lstrip("/")))
        )
    if name.endswith(".rels"):
        return _without(
            container.xml(name), lambda e: attribute(e, "Type").rpartition("/")[2] in _RELATIONS_DROPPED
        )
    if re.fullmatch(r"word/[^/]+\.xml", name):
        return _without_revisions(container.xml(name))
    if re.fullmatch(r"(?:word|xl|ppt)/media/.+", name):
        return _clean_media(container.read(name), name)
    return container.read(name)


def _without(root: etree._Element, drop) -> bytes:
    for element in list(root):
        if drop(element):
            root.remove(element)
    return _serialise(root)


def _without_revisions(root: etree._Element) -> bytes:
    """Without the numbers by which Word tells who typed what in which session."""
    for element in _SESSION_SETTINGS(root):
        element.getparent().remove(element)
    for element in _OF_A_SESSION(root):
        for key in [key for key in element.attrib if _tells_of_a_session(str(key))]:
            del element.attrib[key]
    return _serialise(root)


@lru_cache(maxsize=4096)
def _tells_of_a_session(key: str) -> bool:
    """A document names few attributes, thousands of times each."""
    return key.rpartition("}")[2].startswith(_REVISION)


def _serialise(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _clean_media(data: bytes, name: str) -> bytes:
    """A picture inside a document without its properties; one that cannot be read stays as it is."""
    kind = MEDIA_KINDS.get("." + name.rpartition(".")[2].lower())
    if kind is None:
        return data
    try:
        return pictures.clean_picture(data, kind)
    except Refused:
        return data


def _clean_pdf(data: bytes) -> bytes:
    """Written anew: without properties, without what older saves left behind."""
    reader: PdfReader = open_pdf(data)
    out = io.BytesIO()
    try:
        writer = PdfWriter(clone_from=reader)
        writer.metadata = None
        for held in writer._objects:
            if isinstance(held, DictionaryObject):
                for key in ("/Metadata", "/PieceInfo", "/LastModified"):
                    held.pop(NameObject(key), None)
        writer.compress_identical_objects(remove_unreferenced=True)
        writer.write(out)
    except Exception as error:  # pypdf fails in many ways on a damaged file; all mean the same to us
        raise broken(PDF.label) from error
    return out.getvalue()


def _clean_ofd(data: bytes) -> bytes:
    container = Container(data, OFD.label)
    parts: list[tuple[str, bytes]] = []
    for entry in container.entries:
        if entry.is_dir():
            continue
        if entry.filename == "OFD.xml":
            root = container.xml(entry.filename)
            for element in [e for e in root.iter() if local(e) in OFD_INFO]:
                element.getparent().remove(element)
            parts.append((entry.filename, _serialise(root)))
        else:
            parts.append((entry.filename, container.read(entry.filename)))
    return _write(parts)
