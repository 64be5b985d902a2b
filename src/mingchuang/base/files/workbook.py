"""The sheets of an XLSX workbook as rows of text, and what is hidden in them."""

import re
from collections.abc import Iterator

from lxml import etree

from mingchuang.base.files.containers import Container, attribute, local
from mingchuang.base.files.evidence import Inspection

MOST_CELLS = 2_000_000
_RELATIONS = "xl/_rels/workbook.xml.rels"


def read(container: Container, found: Inspection) -> None:
    """Note rows, hidden sheets, rows and columns, comments and links to other files."""
    shared = _shared_strings(container)
    paths = _sheet_paths(container)
    for element in container.xml("xl/workbook.xml").iter("{*}sheet"):
        name = attribute(element, "name")
        if attribute(element, "state") in {"hidden", "veryHidden"}:
            found.hidden_sheets.append(name)
        path = paths.get(attribute(element, "id"), "")
        if path in container.names:
            _sheet(container.xml(path), f"工作表「{name}」", shared, found)
    _comments(container, found)
    found.tracked_changes = any(container.parts(r"xl/revisions/.+"))
    for path in container.parts(r"xl/externalLinks/externalLink\d+\.xml"):
        found.external.append(path.rpartition("/")[2])
    for path in container.parts(r"xl/pivotCache/pivotCacheRecords\d+\.xml"):
        found.hidden_text.append("数据透视表缓存")
        found.add_text("数据透视表缓存", "\n".join(_values(container.xml(path))))
    for path in container.parts(r"xl/drawings/drawing\d+\.xml"):
        found.add_text("文本框", "\n".join(_texts(container.xml(path))))


def _sheet_paths(container: Container) -> dict[str, str]:
    if _RELATIONS not in container.names:
        return {}
    targets = {attribute(r, "Id"): attribute(r, "Target") for r in container.xml(_RELATIONS)}
    return {
        key: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for key, target in targets.items()
    }


def _shared_strings(container: Container) -> list[str]:
    if "xl/sharedStrings.xml" not in container.names:
        return []
    return ["".join(_texts(item)) for item in container.xml("xl/sharedStrings.xml") if local(item) == "si"]


def _texts(root: etree._Element) -> Iterator[str]:
    return (element.text or "" for element in root.iter("{*}t"))


def _values(root: etree._Element) -> Iterator[str]:
    return (value for element in root.iter("{*}s", "{*}n") if (value := attribute(element, "v")))


def _sheet(root: etree._Element, where: str, shared: list[str], found: Inspection) -> None:
    rows: list[str] = []
    cells = 0
    for row in root.iter("{*}row"):
        values = [_value(cell, shared) for cell in row if local(cell) == "c"]
        cells += len(values)
        if cells > MOST_CELLS:
            found.unread.append(f"{where}第{len(rows) + 1}行以后")
            break
        rows.append("\t".join(values))
        if _is_true(attribute(row, "hidden")) and any(values):
            found.hidden_rows.append(f"{where}第{attribute(row, 'r') or len(rows)}行")
    for column in root.iter("{*}col"):
        if _is_true(attribute(column, "hidden")):
            found.hidden_rows.append(f"{where}第{attribute(column, 'min')}至{attribute(column, 'max')}列")
    for part in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"):
        for element in root.iter(f"{{*}}{part}"):
            found.add_text(f"{where}页眉页脚", re.sub(r"&[LCR]", "\n", element.text or ""))
    found.add_text(where, "\n".join(rows))


def _is_true(value: str) -> bool:
    return value in {"1", "true"}


def _value(cell: etree._Element, shared: list[str]) -> str:
    """The shown text of a cell; a tab or line break inside it must not break the row apart."""
    if attribute(cell, "t") == "inlineStr":
        return " ".join("".join(_texts(cell)).split())
    value = cell.findtext("{*}v") or ""
    if attribute(cell, "t") == "s":
        index = int(value) if value.isdigit() else -1
        value = shared[index] if 0 <= index < len(shared) else ""
    return " ".join(value.split())


def _comments(container: Container, found: Inspection) -> None:
    for path in container.parts(r"xl/(?:comments\d*|comments/.+|threadedComments/.+)\.xml"):
        root = container.xml(path)
        found.comments += sum(1 for e in root.iter() if local(e) in {"comment", "threadedComment"})
        words = [*_texts(root), *(element.text or "" for element in root.iter("{*}text") if element.text)]
        found.add_text("批注", "\n".join(word for word in words if word.strip()))
