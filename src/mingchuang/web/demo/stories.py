"""When each demo text was written and with which facts: six years, told from a seeded chance."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from mingchuang.rules.workdays import CoverageError, WorkCalendar
from mingchuang.web.demo.guide import GUIDE_EXTRA
from mingchuang.web.demo.standing_texts import ORGANISATION, SERVICES, SYSTEMS, YEARLY
from mingchuang.web.demo.texts import COUNTIES, DOCUMENTS, FIELDS, NEWS, NOTICES, PARTNERS, Topic

SEED = 20260309
NEWS_A_YEAR = 24
YEARS = 6
OPEN_WORK = 16
CODES = {"normative-documents": "宿外规", "other-documents": "宿外办"}


@dataclass(frozen=True, slots=True)
class Story:
    """One text with its day, ready to be written."""

    number: int
    topic: Topic
    formed_on: date
    facts: dict[str, Any]
    extra: dict[str, str] = field(default_factory=dict)
    document_number: str = ""

    def told(self, text: str) -> str:
        """A text of the topic with this story's facts."""
        return text.format(**self.facts) if "{" in text else text

    @property
    def title(self) -> str:
        return self.told(self.topic.title)

    @property
    def body(self) -> str:
        """The paragraphs as rich text; what already is an element stays one."""
        parts = (self.told(part) for part in self.topic.paragraphs)
        return "".join(part if part.startswith("<") else f"<p>{part}</p>" for part in parts)


class Teller:
    """Tells the stories of the years up to `today`, the same ones for the same day."""

    def __init__(self, today: date, calendar: WorkCalendar) -> None:
        self.today, self.calendar = today, calendar
        self.chance = random.Random(SEED)  # noqa: S311 - variety, not secrecy
        self.numbers: dict[tuple[str, int], int] = {}

    def stories(self) -> list[Story]:
        """Every story, oldest first."""
        told = sorted(self._all(), key=lambda pair: pair[1])
        return [self._story(number, topic, day, extra) for number, (topic, day, extra) in enumerate(told, 1)]

    def open_work(self) -> list[Story]:
        """What is being written and reviewed these days; two of them have been lying too long."""
        topics = [*NOTICES, *NEWS[:6], *DOCUMENTS]
        ages = [46, 43, *(number % 13 + 1 for number in range(OPEN_WORK - 2))]
        days = [self._workday(self.today - timedelta(days=age)) for age in ages]
        pairs = zip(topics[:OPEN_WORK], days, strict=True)
        return [self._story(1000 + number, topic, day, {}) for number, (topic, day) in enumerate(pairs)]

    def _all(self) -> Iterator[tuple[Topic, date, dict[str, str]]]:
        first = self.today.year - YEARS + 1
        for year in range(first, self.today.year + 1):
            yield from self._year(year)
        recent = (self.today - timedelta(days=days) for days in (2, 6, 11, 15, 20, 26, 33))
        for number, day in enumerate(recent):
            yield NEWS[(number * 5) % len(NEWS)], self._workday(day), {}
        opening = date(first, 1, 18)
        for number, topic in enumerate((*ORGANISATION, *SERVICES, *SYSTEMS)):
            yield topic, self._workday(opening + timedelta(days=number * 3)), {}
        for number, topic in enumerate((*SERVICES, *ORGANISATION)):
            yield topic, self._workday(self.today - timedelta(days=200 + number * 9)), {}
        guide = Topic(
            "guide", "guide", "secretariat", "政府信息公开指南", "说明政府信息的分类、编排、获取方式和公开工作机构。",
            ("为方便公民、法人和其他组织获得本机关的政府信息，编制本指南。", "本指南在有关事项变化时及时更新。"),
            ("政府信息公开", "指南"),
        )  # fmt: skip
        yield guide, self._workday(self.today - timedelta(days=120)), dict(GUIDE_EXTRA)

    def _year(self, year: int) -> Iterator[tuple[Topic, date, dict[str, str]]]:
        last = min(date(year, 12, 20), self.today - timedelta(days=6))
        for number in range(NEWS_A_YEAR):
            day = date(year, 1, 6) + timedelta(days=int(number * 349 / NEWS_A_YEAR))
            if day <= last:
                yield NEWS[(number + year) % len(NEWS)], self._workday(day), {}
        for topics, start, step in ((NOTICES, 10, 55), (DOCUMENTS, 40, 66), (YEARLY, 16, 34)):
            for number, topic in enumerate(topics):
                day = date(year, 1, 1) + timedelta(days=start + number * step)
                if day <= last:
                    yield topic, self._workday(day), {}
        report = Topic(
            "reports", "annual_report", "secretariat", "{last}年政府信息公开工作年度报告",
            "报告{last}年主动公开、依申请公开、平台建设和监督保障情况。",
            ("<h2>一、总体情况</h2>", "{last}年，本机关主动公开政府信息{n}条，办理依申请公开事项{k}件，均在法定期限内答复。",
             "<h2>二、存在的主要问题及改进情况</h2>", "部分栏目更新不够均衡，已按月提醒责任处室。"),
            ("政府信息公开", "年度报告"),
        )  # fmt: skip
        # Last year's report is counted from the requests and published apart.
        if date(year, 1, 22) <= last and year < self.today.year:
            yield report, self._workday(date(year, 1, 22)), {"year": str(year - 1)}

    def _workday(self, day: date) -> date:
        """The working day nearest ahead; the one before where that has not come yet."""
        try:
            ahead = self.calendar.on_or_after(day)
            return ahead if ahead <= self.today else self.calendar.subtract(day, 1)
        except CoverageError:
            return day

    def _story(self, number: int, topic: Topic, day: date, extra: dict[str, str]) -> Story:
        chance = self.chance
        facts: dict[str, Any] = {
            "year": day.year,
            "last": day.year - 1,
            "month": min(12, day.month + 1),
            "day": chance.choice((10, 15, 20, 25)),
            "n": chance.randrange(12, 68),
            "m": chance.randrange(3, 11),
            "k": chance.randrange(2, 6),
            "county": chance.choice(COUNTIES),
            "partner": chance.choice(PARTNERS),
            "field": chance.choice(FIELDS),
            "money": f"{chance.randrange(62000, 98000) / 100:.2f}",
            "travel": f"{chance.randrange(900, 3200) / 100:.2f}",
        }
        return Story(number, topic, day, facts, extra, self._number(topic, day.year))

    def _number(self, topic: Topic, year: int) -> str:
        if topic.kind != "document":
            return ""
        code = CODES[topic.column]
        self.numbers[code, year] = self.numbers.get((code, year), 0) + 1
        return f"{code}〔{year}〕{self.numbers[code, year]}号"
