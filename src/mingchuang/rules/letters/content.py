"""The one model of a letter's content that every renderer sets, frozen and hashed when it is issued."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from mingchuang.rules.letters.kinds import LetterKind


@dataclass(frozen=True, slots=True)
class LetterContent:
    """Everything that is printed. `number` is empty until the letter is issued.

    `basis` and `reason` repeat what the paragraphs say, so that their absence can be refused; `remedy` are
    the paragraphs that tell of review and suit, set after the body. `note` stands in brackets below the
    date.
    """

    kind: LetterKind
    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    basis: str
    remedy: tuple[str, ...]
    annexes: tuple[str, ...]
    issuer: str
    dated: date
    note: str = ""
    reason: str = ""


def plain(text: str) -> str:
    """The text without what no document can hold: control characters, halves of characters, odd blanks.

    Line ends stay; nothing else is changed, whatever the text looks like.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    kept = (
        " " if character == "\t" else character
        for character in lines
        if character in "\n\t" or (unicodedata.category(character) not in ("Cc", "Cs", "Cn"))
    )
    return "".join(kept).strip()


def as_data(content: LetterContent) -> dict[str, Any]:
    """The content as JSON holds it."""
    data: dict[str, Any] = {field.name: getattr(content, field.name) for field in fields(content)}
    data["kind"] = content.kind.value
    data["dated"] = content.dated.isoformat()
    for name in ("paragraphs", "remedy", "annexes"):
        data[name] = list(data[name])
    return data


def from_data(data: Mapping[str, Any]) -> LetterContent:
    """The content back from JSON. Raises KeyError, ValueError when it is none."""
    values = dict(data)
    values["kind"] = LetterKind(values["kind"])
    values["dated"] = date.fromisoformat(values["dated"])
    for name in ("paragraphs", "remedy", "annexes"):
        values[name] = tuple(values[name])
    return LetterContent(**values)


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 of the content's one spelling as JSON."""
    written = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def chinese_day(day: date) -> str:
    """A day as letters write it: full year, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def last_day(day: date, *, provisional: bool) -> str:
    """A last day as letters promise it; one that rests on days off nobody has published yet says so."""
    if not provisional:
        return chinese_day(day)
    reserved = f"{day.year}年放假安排尚未公布，暂按预估推算，公布后有变动的以新日期为准"
    return f"{chinese_day(day)}（{reserved}）"
