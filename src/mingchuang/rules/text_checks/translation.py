"""Checks of a translation against its Chinese source: terms, figures, and what was left untranslated.

They look for what a second reader would look for first, and say nothing about style.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mingchuang.rules import document_numbers
from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.terms import Term, is_rendered, rendering_pattern, terms_in
from mingchuang.rules.text_checks.findings import Check, Finding, Group, Severity, finding, position


def _check(name: str, label: str, meaning: str, remedy: str) -> Check:
    source = Source("政府信息公开平台规格", "第11节（语言）", Tag.CONVENTION)
    return Check(
        f"translation.{name}", label, Group.TRANSLATION, Gate.WORDING, Severity.WARN, meaning, remedy, source
    )


TERM_MISSING = _check(
    "term_missing",
    "术语未按规定翻译",
    "原文里有术语库的术语，译文同一栏里没有规定的译法。",
    "改用规定译法；确实不该用的，写明理由后保留，或者请术语库维护人修改。",
)
TERM_BANNED = _check("term_banned", "禁用译法", "译文用了术语库禁用的译法。", "改用规定译法。")
UNTRANSLATED = _check(
    "untranslated",
    "未翻译的中文",
    "英文、韩文译文里留有中文，日文译文里留有简体字。发文字号照原样保留，不算。",
    "翻译出来；确需保留的专名，写明理由。",
)
FULL_WIDTH = _check("full_width", "英文里的全角标点", "英文译文里有中文标点或全角字符。", "改为英文标点。")
FIGURE_MISSING = _check(
    "figure_missing",
    "数字、日期或文号缺失",
    "原文里的数字、日期或发文字号在译文同一栏里找不到。",
    "补上；文号照原样写，保留六角括号。换了写法的，写明理由后保留。",
)

CHECKS = (TERM_MISSING, TERM_BANNED, UNTRANSLATED, FULL_WIDTH, FIGURE_MISSING)

_HAN = re.compile(
    r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+(?:[\u3400-\u9fff、，。；：（）《》“”]*[\u3400-\u9fff])?"
)
_WIDE = re.compile(r"[，。；：？！（）【】《》、“”‘’]?[，。；：？！（）【】《》、\uff01-\uff5e\u3000]+")
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_SMALL_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_SOURCE_DATE = re.compile(r"(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?|(\d{1,2})月(\d{1,2})日|(\d{1,2})月")
_SOURCE_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)([万亿]?)")
_TARGET_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_TENS = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure of the source: where it stands and the numbers one of which must stand in the translation."""

    start: int
    end: int
    accepted: frozenset[str]
    month: int = 0


def check_translation(
    source: str, target: str, *, language: str, terms: Iterable[Term] = (), whole: str = ""
) -> Iterator[Finding]:
    """Findings of one field of a translation against the same field of its source.

    `whole` is the source with all its fields: what a term of any of them is not called may stand in none.
    A finding about something missing has no place in the translation: it stands at 0 with the words of the
    source as its text, and says where these stand in the source.
    """
    if not target.strip():
        return
    listed = list(terms)
    yield from _term_findings(source, target, listed, whole)
    yield from _untranslated(target, language)
    if language == "en":
        for match in _WIDE.finditer(target):
            if not _in_document_number(target, *match.span()):
                yield finding(FULL_WIDTH, target, *match.span(), "英文里用英文标点")
    yield from _figures(source, target, language)


def _missing(
    check: Check, source: str, place: tuple[int, int], message: str, suggestion: str = ""
) -> Finding:
    start, end = place
    line, _ = position(source, start)
    where = f"（原文第{line}段）" if "\n" in source else ""
    return Finding(
        check.id, check.gate, check.severity, 0, 0, source[start:end], f"{message}{where}", suggestion
    )


def _term_findings(source: str, target: str, terms: list[Term], whole: str) -> Iterator[Finding]:
    found = dict(terms_in(source, terms))
    for term, at in found.items():
        if not is_rendered(term, target):
            message = f"译文里没有“{term.term}”的规定译法"
            wanted = " / ".join(term.required)
            yield _missing(TERM_MISSING, source, (at, at + len(term.term)), message, wanted)
    for term in dict(terms_in(whole, terms)) | found:
        wanted = " / ".join(term.required)
        for banned in term.banned:
            for match in rendering_pattern(banned).finditer(target):
                if not _part_of_required(terms, target, *match.span()):
                    message = f"“{term.term}”不译作“{banned}”" + (f"：{term.note}" if term.note else "")
                    yield finding(TERM_BANNED, target, *match.span(), message, suggestion=wanted)


def _part_of_required(terms: list[Term], target: str, start: int, end: int) -> bool:
    """A banned word inside a required rendering of any term is not a fault."""
    return any(
        match.start() <= start and end <= match.end()
        for term in terms
        for each in term.required
        for match in rendering_pattern(each).finditer(target)
    )


def _in_document_number(text: str, start: int, end: int) -> bool:
    return any(found.start <= start and end <= found.end for found in document_numbers.find(text))


def _untranslated(target: str, language: str) -> Iterator[Finding]:
    for match in _HAN.finditer(target):
        if language == "ja" and _is_japanese(match[0]):
            continue
        if not _touches_document_number(target, *match.span()):
            message = "译文里留有简体字" if language == "ja" else "译文里留有中文"
            yield finding(UNTRANSLATED, target, *match.span(), message)


def _is_japanese(text: str) -> bool:
    """Whether every character is in the Japanese national sets, which hold no simplified forms."""
    try:
        text.encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True


def _touches_document_number(text: str, start: int, end: int) -> bool:
    """The organ's short name, 年 and 号 of a document number stay Chinese."""
    return any(start < found.end and found.start < end for found in document_numbers.find(text))


def _figures(source: str, target: str, language: str) -> Iterator[Finding]:
    numbers = {
        match[0].replace(",", "").lstrip("0") or "0" for match in _TARGET_NUMBER.finditer(_plain(target))
    }
    words = target.casefold()
    cited = list(document_numbers.find(source))
    kept = _squeezed(target)
    for found in cited:
        if _squeezed(found.text) not in kept:
            message = "译文里没有这个发文字号"
            yield _missing(FIGURE_MISSING, source, (found.start, found.end), message, found.text)
    for figure in _source_figures(source):
        if any(found.start <= figure.start and figure.end <= found.end for found in cited):
            continue
        if not (figure.accepted & numbers or _in_words(figure, words, language)):
            message = "译文里没有原文的这个数字"
            if figure.month:
                message = "译文里没有原文的这个月份"
            yield _missing(FIGURE_MISSING, source, (figure.start, figure.end), message)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _squeezed(text: str) -> str:
    return "".join(_plain(text).split())


def _source_figures(source: str) -> Iterator[_Figure]:
    taken: list[tuple[int, int]] = []
    for match in _SOURCE_DATE.finditer(source):
        taken.append(match.span())
        for group in range(1, 7):
            if match[group]:
                month = int(match[group]) if group in (2, 4, 6) else 0
                yield _Figure(match.start(group), match.end(group), _forms(match[group], ""), month)
    for match in _SOURCE_NUMBER.finditer(source):
        if not any(left <= match.start() and match.end() <= right for left, right in taken):
            yield _Figure(match.start(), match.end(), _forms(match[1], match[2]))


def _forms(number: str, unit: str) -> frozenset[str]:
    """The ways a number may be written in figures: as it stands, and multiplied out from 万 or 亿."""
    plain = _plain(number).replace(",", "")
    forms = {plain.lstrip("0") or "0"}
    if plain.startswith("0."):
        forms = {plain, plain.lstrip("0")}
    if unit:
        value = float(plain) * _TENS[unit]
        forms.add(str(int(value)))
        forms |= {f"{value / scale:g}" for scale in (1_000_000, 1_000_000_000)}
    return frozenset(forms)


def _in_words(figure: _Figure, words: str, language: str) -> bool:
    """English may write a month by its name and a small number as a word."""
    if language != "en":
        return False
    if figure.month:
        name = _MONTHS[figure.month - 1] if 1 <= figure.month <= 12 else "\0"
        return re.search(rf"\b(?:{name}|{name[:3]})\b", words) is not None
    small = next((int(form) for form in figure.accepted if form.isdigit() and len(form) < 3), None)
    if small is None or small >= len(_SMALL_WORDS):
        return False
    return re.search(rf"\b{_SMALL_WORDS[small]}\b", words) is not None
