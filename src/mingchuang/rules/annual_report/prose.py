"""Numbers in the prose of a report that say another figure than its tables, where that can be told safely.

Only plain statements about the whole year are read: a sentence that compares years, speaks of a part of the
year or of one way of arrival is left alone, for its number may well be another quantity.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from mingchuang.rules.annual_report.cells import plain
from mingchuang.rules.annual_report.forms import Table
from mingchuang.rules.annual_report.reading import Report
from mingchuang.rules.source import REPORT_FORM, Rule, Source, Tag

RULES = (
    Rule(
        "annual_report.prose_agrees",
        "正文里的数字与三张表一致；能够可靠对应的，不一致时提示",
        Source(REPORT_FORM, "第一章（核对为约定）", Tag.CONVENTION),
    ),
)

_ASKED = r"(?:政府信息公开|依申请公开|信息公开|公开)?(?:的)?申请"
_NUMBER = r"(?:共计|共|为|合计)?\s*([0-9][0-9,，]*)\s*件"
_STATEMENTS: tuple[tuple[str, Table, str], ...] = (
    (rf"(?:新收|收到|受理|接收)(?:到)?(?:各类)?{_ASKED}{_NUMBER}", Table.REQUESTS, "new"),
    (rf"上年(?:度)?结转(?:{_ASKED})?{_NUMBER}", Table.REQUESTS, "carried_in"),
    (rf"办结(?:{_ASKED})?{_NUMBER}", Table.REQUESTS, "total"),
    (rf"结转下(?:一)?年度?(?:继续办理)?{_NUMBER}", Table.REQUESTS, "carried_out"),
    (rf"予以公开{_NUMBER}", Table.REQUESTS, "granted"),
    (rf"部分公开{_NUMBER}", Table.REQUESTS, "partial"),
    (rf"不予公开{_NUMBER}", Table.REQUESTS, "refuse"),
    (rf"无法提供{_NUMBER}", Table.REQUESTS, "unable"),
    (rf"不予处理{_NUMBER}", Table.REQUESTS, "nohandle"),
    (rf"其他处理{_NUMBER}", Table.REQUESTS, "other"),
    (rf"未经复议直接起诉）?{_NUMBER}", Table.DISPUTES, "litigation_direct"),
    (rf"复议后起诉）?{_NUMBER}", Table.DISPUTES, "litigation_after_review"),
)
_ELSEWHERE = re.compile(
    "去年|上年|往年|历年|同期|同比|环比|相比|增加|减少|增长|下降|累计|平均"
    "|上半年|下半年|季度|月|网上|网络|信函|邮寄|当面|现场|传真|邮件|自然人|企业|法人|组织|机构"
)
_CARRIED = re.compile("上年(?:度)?结转")
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})年")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A statement of a chapter (0 is the first) and the figure of the table for the same quantity."""

    chapter: int
    said: str
    table: Table
    wanted: str


def contradictions(report: Report, chapters: tuple[str, ...] | list[str]) -> list[Contradiction]:
    """Every statement in the chapters that the tables contradict, in their order."""
    return [
        found
        for place, text in enumerate(chapters)
        for sentence in re.split(r"[。；;\n]", text)
        if _is_about_the_year(sentence, report.year)
        for found in _in(sentence, place, report)
    ]


def _is_about_the_year(sentence: str, year: int) -> bool:
    if _ELSEWHERE.search(_CARRIED.sub("", sentence)):
        return False
    return all(int(named) == year for named in _YEAR.findall(sentence))


def _in(sentence: str, place: int, report: Report) -> Iterator[Contradiction]:
    for pattern, table, row in _STATEMENTS:
        for match in re.finditer(pattern, sentence):
            wanted = _figure(report, table, row)
            said = Decimal(re.sub("[,，]", "", match[1]))
            if wanted is not None and said != wanted:
                yield Contradiction(place, match[0], table, plain(wanted))


def _figure(report: Report, table: Table, row: str) -> Decimal | None:
    """The total of a row, or of all rows below one; None where the table has no such number."""
    numbers = [
        report.number(table, name, "total")
        for name in report.tables.get(table, {})
        if name == row or name.startswith(f"{row}_")
    ]
    known = [number for number in numbers if number is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(numbers) else None
