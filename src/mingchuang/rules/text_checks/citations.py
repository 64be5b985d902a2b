"""Documents a text cites, with the number beside the title, for comparison with the register."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingchuang.rules import document_numbers

_TITLE_LENGTH = 200
_ALIAS = re.compile(r"(?:以下|下)(?:简|统)?称[：:]?[“\"]?《([^《》\n]{1,60})》")
_AFTER = re.compile(r"[ \u3000]{0,3}[（(]")
_INSTRUMENT = re.compile(
    r"(?:宪法|法典|法|条例|条令|规定|办法|细则|规则|规程|准则|决定|决议|命令|公告|通告|通知|通报|意见|批复|函|纪要|"
    r"方案|规划|计划|纲要|要点|措施|指引|指南|目录|清单|标准|规范|解释|议定书|公约|协定|章程)"
    r"(?:[（(〔][^（）()]{1,30}[）)〕])?\Z"
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A cited document at [start, end): its title, its number in canonical form, either may be empty."""

    title: str
    number: str
    start: int
    end: int

    @property
    def is_instrument(self) -> bool:
        """Whether this names an official document rather than a book, newspaper or other work."""
        return bool(self.number) or _INSTRUMENT.search(self.title) is not None


def citations(text: str) -> list[Citation]:
    """Every 《title》 with the number in brackets after it, and every number that stands alone.

    Names introduced by “以下简称《…》” are short names of documents already cited and are left out.
    The range covers the title marks and the number. Sorted by position.
    """
    numbers = document_numbers.find(text)
    aliases = {match[1] for match in _ALIAS.finditer(text)} if "《" in text else set()
    starting = {number.start: number for number in numbers}
    found: list[Citation] = []
    used: set[int] = set()
    for start, end in _titles(text):
        title = text[start + 1 : end - 1].strip()
        bracket = _AFTER.match(text, end)
        number = starting.get(bracket.end()) if bracket else None
        if number is not None:
            used.add(number.start)
            found.append(Citation(title, number.canonical, start, number.end))
        elif title and title not in aliases:
            found.append(Citation(title, "", start, end))
    within = {place for cited in found if not cited.number for place in range(cited.start, cited.end)}
    found.extend(
        Citation("", number.canonical, number.start, number.end)
        for number in numbers
        if number.start not in used and number.start not in within
    )
    return sorted(found, key=lambda cited: (cited.start, cited.end))


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """Outermost 《…》 of one line and of a bearable length; inner ones belong to the title."""
    depth = start = 0
    for match in re.finditer(r"[《》\n]", text):
        if match[0] == "《":
            start = match.start() if depth == 0 else start
            depth += 1
        elif match[0] == "\n":
            depth = 0
        elif depth:
            depth -= 1
            if depth == 0 and match.end() - start <= _TITLE_LENGTH:
                yield start, match.end()
