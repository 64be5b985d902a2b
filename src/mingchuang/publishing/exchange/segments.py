"""A text cut into units of translation, and put together again from translated units.

What is not words stays here: block tags in a skeleton, inline tags as numbered marks. A file that comes
back holds words and marks only, so that no markup of a stranger ever reaches a page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

import lxml.html
from lxml import etree

from mingchuang.publishing.html import clean_html, without_controls

_BLOCKS = frozenset({
    "blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h2", "h3", "h4", "hr", "li",
    "ol", "p", "pre", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_VOID = frozenset({"br", "hr", "img"})
_SPACES = re.compile(r"\s+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SLOT = "\x00"
"""Around a unit's id inside the data of a tag; no cleaned text holds it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline tag by its number: it opens, closes or stands alone."""

    kind: Literal["open", "close", "single"]
    id: int


Inline = tuple[str | Mark, ...]


@dataclass(slots=True)
class Unit:
    """What is translated as one: a field, a paragraph, a cell, the words of a picture."""

    id: str
    label: str
    source: Inline
    tags: dict[int, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Cut:
    """A body cut into units; `skeleton` holds markup, and the ids of units where their words stand."""

    units: list[Unit] = field(default_factory=list)
    skeleton: list[tuple[Literal["markup", "unit"], str]] = field(default_factory=list)

    @property
    def shape(self) -> list[tuple[str, str]]:
        """What two bodies share when one is the other's translation."""
        return [*self.skeleton, *((unit.id, repr(sorted(unit.tags))) for unit in self.units)]


def words(inline: Inline) -> str:
    """The words of a unit without its marks."""
    return "".join(part for part in inline if isinstance(part, str))


def cut(html: str) -> Cut:
    """The units of a body in reading order."""
    cutter = _Cutter()
    clean = clean_html(html)
    if clean.strip():
        cutter.walk(lxml.html.fragment_fromstring(clean, create_parent="div"), pre=False)
    return cutter.made


def assemble(html: str, targets: Mapping[str, Inline]) -> str:
    """The body with the words of `targets`; units it lacks keep those of the source."""
    made = cut(html)
    units = {unit.id: unit for unit in made.units}

    def rendered(unit: Unit) -> str:
        parts = targets.get(unit.id, unit.source)
        return "".join(_markup(part, unit) for part in parts)

    text = "".join(rendered(units[value]) if kind == "unit" else value for kind, value in made.skeleton)
    slots = re.compile(f"{_SLOT}([^{_SLOT}]+){_SLOT}")
    return slots.sub(
        lambda match: escape(words(targets.get(match[1], units[match[1]].source)), quote=True), text
    )


def _markup(part: str | Mark, unit: Unit) -> str:
    if isinstance(part, str):
        return escape(without_controls(part), quote=False)
    start, end = unit.tags[part.id]
    return end if part.kind == "close" else start


def marks_fit(source: Inline, target: Inline) -> bool:
    """Whether a translation holds exactly the marks of its source, properly nested."""
    if Counter(p for p in source if isinstance(p, Mark)) != Counter(p for p in target if isinstance(p, Mark)):
        return False
    stack: list[int] = []
    for part in target:
        if isinstance(part, Mark) and part.kind == "open":
            stack.append(part.id)
        elif isinstance(part, Mark) and part.kind == "close" and (not stack or stack.pop() != part.id):
            return False
    return not stack


class _Cutter:
    """Walks a parsed body once."""

    def __init__(self) -> None:
        self.made = Cut()

    def walk(self, element: etree._Element, *, pre: bool) -> None:
        run = _Run(pre)
        run.text(element.text)
        for child in element:
            if not isinstance(child.tag, str):
                run.text(child.tail)
            elif _is_block(child):
                self.flush(run)
                start, end = _tags(child)
                self.markup(start)
                if child.tag not in _VOID:
                    self.walk(child, pre=pre or child.tag == "pre")
                    self.markup(end)
                run = _Run(pre)
                run.text(child.tail)
            else:
                self.inline(child, run)
                run.text(child.tail)
        self.flush(run)

    def inline(self, element: etree._Element, run: "_Run") -> None:
        number = len(run.tags) + 1
        start, end = _tags(element)
        if element.tag in _VOID:
            run.tags[number] = (start, "")
            run.parts.append(Mark("single", number))
            if element.tag == "img":
                run.pictures.append((number, element))
            return
        run.tags[number] = (start, end)
        run.parts.append(Mark("open", number))
        run.text(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self.inline(child, run)
            run.text(child.tail)
        run.parts.append(Mark("close", number))

    def flush(self, run: "_Run") -> None:
        """One unit of what stands between blocks; only spaces or only tags are no unit."""
        for number, picture in run.pictures:
            run.tags[number] = (self.picture(picture), "")
        if not any(isinstance(part, str) and part.strip() for part in run.parts):
            unit = Unit("", "", tuple(run.parts), run.tags)
            self.markup("".join(_markup(part, unit) for part in unit.source))
            return
        before, parts, after = _trimmed(run.parts)
        unit = Unit(f"b{len(self.made.units) + 1}", "正文", tuple(parts), run.tags)
        self.made.units.append(unit)
        self.markup(before)
        self.made.skeleton.append(("unit", unit.id))
        self.markup(after)

    def picture(self, element: etree._Element) -> str:
        """A picture's tag, its words cut out as a unit of their own."""
        alt = str(element.get("alt") or "")
        if not alt.strip():
            return _tags(element)[0]
        unit = Unit(f"b{len(self.made.units) + 1}", "图片的替代文字", (alt,))
        self.made.units.append(unit)
        element.set("alt", "")
        return _tags(element)[0].replace('alt=""', f'alt="{_SLOT}{unit.id}{_SLOT}"')

    def markup(self, text: str) -> None:
        if text:
            self.made.skeleton.append(("markup", text))


class _Run:
    """Words and inline tags between two blocks."""

    def __init__(self, pre: bool) -> None:
        self.pre = pre
        self.parts: list[str | Mark] = []
        self.tags: dict[int, tuple[str, str]] = {}
        self.pictures: list[tuple[int, etree._Element]] = []

    def text(self, text: str | None) -> None:
        if not text:
            return
        shown = text if self.pre else _SPACES.sub(" ", text)
        if self.parts and isinstance(self.parts[-1], str):
            shown = str(self.parts.pop()) + shown
        self.parts.append(shown)


def _is_block(element: etree._Element) -> bool:
    return element.tag in _BLOCKS or any(child.tag in _BLOCKS for child in element.iterdescendants())


def _tags(element: etree._Element) -> tuple[str, str]:
    given = "".join(f' {name}="{escape(str(value), quote=True)}"' for name, value in element.attrib.items())
    start = f"<{element.tag}{given}>"
    return start, "" if element.tag in _VOID else f"</{element.tag}>"


def _trimmed(parts: list[str | Mark]) -> tuple[str, list[str | Mark], str]:
    """The parts without the spaces at both ends, which stay in the skeleton."""
    found = list(parts)
    before = after = ""
    first, last = found[0], found[-1]
    if isinstance(first, str):
        before = first[: len(first) - len(first.lstrip())]
        found[0] = first.lstrip()
    last = found[-1]
    if isinstance(last, str):
        after = last[len(last.rstrip()) :]
        found[-1] = last.rstrip()
    return before, [part for part in found if part != ""], after


def translated(source_html: str, target_html: str) -> Iterator[tuple[str, Inline]]:
    """The words of an existing translation, unit by unit, where it is built exactly as its source.

    What still stands there in Chinese as in the source is not translated yet.
    """
    source, target = cut(source_html), cut(target_html)
    if source.shape != target.shape:
        return
    for ours, theirs in zip(source.units, target.units, strict=True):
        waits = ours.source == theirs.source and _HAN.search(words(ours.source))
        if not waits and marks_fit(ours.source, theirs.source):
            yield ours.id, theirs.source


def carried(source_html: str, target_html: str, newer_html: str) -> Iterator[tuple[str, Inline]]:
    """The words of an existing translation for those units of a newer source that read as they did."""
    done = dict(translated(source_html, target_html))
    if newer_html == source_html:
        yield from done.items()
        return
    said = {unit.source: done[unit.id] for unit in cut(source_html).units if unit.id in done}
    for unit in cut(newer_html).units:
        if unit.source in said:
            yield unit.id, said[unit.source]
