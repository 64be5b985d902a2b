"""Brackets, quotation marks and title marks that stand in pairs (GB/T 15834-2011)."""

import re
from collections import Counter
from collections.abc import Iterator

from mingchuang.rules.gates import Gate
from mingchuang.rules.source import Source, Tag
from mingchuang.rules.text_checks.findings import Check, Finding, Group, Severity, finding

_STANDARD = "GB/T 15834-2011 标点符号用法"


def punctuation_check(name: str, title: str, meaning: str, remedy: str, article: str) -> Check:
    """A check of the punctuation standard, settled at the wording gate."""
    return Check(
        f"punctuation.{name}",
        title,
        Group.PUNCTUATION,
        Gate.WORDING,
        Severity.WARN,
        meaning,
        remedy,
        Source(_STANDARD, article, Tag.SECONDARY),
    )


UNPAIRED = punctuation_check(
    "unpaired",
    "括号、引号、书名号不成对",
    "有左无右或有右无左的括号、引号、书名号。",
    "补上缺的一半，或删去多余的一半。",
    "4.8 引号；4.9 括号；4.15 书名号",
)
NESTED_TITLE = punctuation_check(
    "nested_title",
    "书名号套用",
    "书名号里面再用书名号时，里面的要用单书名号。",
    "外面用《》，里面用〈〉。",
    "4.15 书名号",
)
CHECKS = (UNPAIRED, NESTED_TITLE)

_PAIRS = {"（": "）", "《": "》", "〈": "〉", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_OPENERS = {closer: opener for opener, closer in _PAIRS.items()}
_QUOTES = {"”": "“", "’": "‘"}
_MARKS = re.compile("[" + "".join(_PAIRS) + "".join(_OPENERS) + "“”‘’\\n]")
_ENUMERATOR = re.compile(r"(?:^|[\n\t。；：，])[ \u3000]*(?:\d{1,3}|[a-zA-Z]|[一二三四五六七八九十]{1,3})\Z")
_INDENT = 8


class _Pairing:
    """Reads a text once. Brackets pair within a paragraph, quotation marks over the whole text.

    A quotation of several paragraphs opens again at the start of each and closes once.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.line_start = 0
        self.open: list[tuple[str, int]] = []
        self.counts: Counter[str] = Counter()
        self.quotes: dict[str, list[tuple[int, bool]]] = {"“": [], "‘": []}

    def findings(self) -> Iterator[Finding]:
        for match in _MARKS.finditer(self.text):
            mark, place = match[0], match.start()
            if mark == "\n":
                yield from self._end_line(place)
            elif mark in _PAIRS:
                yield from self._open_bracket(mark, place)
            elif mark in _OPENERS:
                yield from self._close_bracket(mark, place)
            elif mark in self.quotes:
                self._open_quote(mark, place)
            else:
                yield from self._close_quote(mark, place)
        yield from self._end_line(len(self.text))
        for opener, places in self.quotes.items():
            for place, _ in places:
                yield self._unpaired(place, f"「{opener}」后面没有与它成对的一半")

    def _end_line(self, place: int) -> Iterator[Finding]:
        for opener, at in self.open:
            yield self._unpaired(at, f"「{opener}」后面没有「{_PAIRS[opener]}」")
        self.open, self.counts, self.line_start = [], Counter(), place + 1

    def _open_bracket(self, mark: str, place: int) -> Iterator[Finding]:
        if mark == "《" and self.counts["《"]:
            yield finding(
                NESTED_TITLE, self.text, place, place + 1, "里面的书名号用单书名号", suggestion="〈"
            )
        self.open.append((mark, place))
        self.counts[mark] += 1

    def _close_bracket(self, mark: str, place: int) -> Iterator[Finding]:
        opener = _OPENERS[mark]
        if self.counts[opener]:
            while self.open[-1][0] != opener:
                open_mark, at = self.open.pop()
                self.counts[open_mark] -= 1
                yield self._unpaired(at, f"「{open_mark}」没有在「{mark}」之前配对")
            self.open.pop()
            self.counts[opener] -= 1
        elif not (mark == "）" and _ENUMERATOR.search(self.text, max(0, place - 12), place)):
            yield self._unpaired(place, f"「{mark}」前面没有「{opener}」")

    def _open_quote(self, mark: str, place: int) -> None:
        begins = place - self.line_start <= _INDENT and not self.text[self.line_start : place].strip()
        waiting = self.quotes[mark]
        if begins and waiting and waiting[-1][1]:
            waiting.pop()
        waiting.append((place, begins))

    def _close_quote(self, mark: str, place: int) -> Iterator[Finding]:
        before = self.text[place - 1 : place]
        if self.quotes[_QUOTES[mark]]:
            self.quotes[_QUOTES[mark]].pop()
        elif not (mark == "’" and before.isascii() and before.isalpha()):
            yield self._unpaired(place, f"「{mark}」前面没有「{_QUOTES[mark]}」")

    def _unpaired(self, place: int, message: str) -> Finding:
        return finding(UNPAIRED, self.text, place, place + 1, message)


def check_pairs(text: str) -> Iterator[Finding]:
    """A finding for every bracket, quotation mark or title mark without its other half."""
    return _Pairing(text).findings()
