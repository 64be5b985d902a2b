"""The documents of a made-up office: title, number, body, days and life of item number n.

Every document is a function of the seed and its number alone, so any part of an office can be made again.
"""

import html
import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bench import language

FIRST_DAY = date(2016, 1, 4)
LAST_DAY = date(2026, 6, 30)
MIGRATED_BEFORE = date(2023, 1, 1)
BODY_CHARACTERS = 2000
ZONE = ZoneInfo("Asia/Shanghai")
ISSUERS = (
    ("宿迁市人民政府外事办公室", "宿外办发"),
    ("宿迁市人民政府外事办公室", "宿外办函"),
    ("宿迁市人民政府", "宿政发"),
    ("宿迁市人民政府办公室", "宿政办发"),
    ("宿迁市外事工作委员会办公室", "宿外委办"),
    ("宿迁市港澳事务办公室", "宿港澳办"),
)
ISSUER_WEIGHTS = (55, 15, 10, 10, 6, 4)
KINDS = ("news", "notice", "document", "information")
KIND_WEIGHTS = (50, 22, 18, 10)
TITLES = {
    "news": (
        "市外办{verb}{word}{other}工作",
        "{country}代表团来{place}考察{word}{other}",
        "{place}{verb}{word}{other}活动",
    ),
    "notice": (
        "关于{year}年{word}{other}安排的通知",
        "关于{verb}{word}{other}的公告",
        "{place}{word}{other}温馨提示",
    ),
    "document": (
        "关于印发《{word}{other}管理办法》的通知",
        "关于{verb}{word}{other}工作的意见",
        "关于加强{place}{word}{other}的通知",
    ),
    "information": ("{year}年{word}{other}情况说明", "{word}{other}办理须知", "{place}{word}{other}职责"),
}
VERBS = ("组织开展", "部署", "推进", "召开会议研究", "走访", "检查", "宣传", "总结", "举办", "规范")
LANGUAGES = ("en", "ja", "ko")
ABROAD_EVERY = 20
TITLES_ABROAD = {
    "en": "Notice No. {n} on {word}",
    "ja": "{word}に関するお知らせ（第{n}号）",
    "ko": "{word} 안내 제{n}호",
}
"""Most items have a Chinese text only; one in `ABROAD_EVERY` also has one in another language."""


@dataclass(frozen=True, slots=True)
class Document:
    """One made-up document; `act` is what later happened to its validity: kind and day."""

    number: int
    kind: str
    subject: str
    title: str
    document_number: str
    cited: str
    issuer: str
    abstract: str
    body: str
    plain: str
    keywords: list[str]
    formed_on: date
    effective_on: date | None
    released_at: datetime
    migrated: bool
    act: tuple[str, date] | None
    language: str
    title_abroad: str
    body_abroad: str


class Author:
    """Writes the documents of one seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.stock = language.Stock(seed)
        self.subjects = list(language.SUBJECTS)
        self.days = (LAST_DAY - FIRST_DAY).days

    def first_of(self, year: int, total: int) -> int:
        """The number of the first document formed in a year or later."""
        offset = min(max((date(year, 1, 1) - FIRST_DAY).days, 0), self.days)
        return min(-(-offset * total // self.days), total)

    def document(self, number: int, total: int) -> Document:
        """Document `number` (from 0) of `total`, which lie evenly over the years in order of their day."""
        luck, subject, kind, issuer, document_number = self._head(number, total)
        formed_on = self._day(number, total)
        words = language.SUBJECTS[subject]
        title = luck.choice(TITLES[kind]).format(
            verb=luck.choice(VERBS),
            word=luck.choice(words),
            other=luck.choice(words),
            place=luck.choice(language.PLACES),
            country=luck.choice(language.COUNTRIES),
            year=formed_on.year,
        )
        cited = self._cited(luck, number, total)
        paragraphs = self._paragraphs(luck, subject, number, cited)
        moment = datetime.combine(formed_on + timedelta(days=luck.randint(0, 4)), time(9), tzinfo=ZONE)
        abroad = luck.choice(LANGUAGES) if number % ABROAD_EVERY == 0 else ""
        is_document = kind == "document"
        return Document(
            number=number,
            kind=kind,
            subject=subject,
            title=title,
            document_number=document_number,
            cited=cited,
            issuer=issuer,
            abstract=paragraphs[0][:120],
            body="".join(f"<p>{html.escape(text)}</p>" for text in paragraphs),
            plain="\n".join(paragraphs),
            keywords=luck.sample(words, 3),
            formed_on=formed_on,
            effective_on=formed_on + timedelta(days=30) if is_document else None,
            released_at=moment + timedelta(minutes=luck.randint(0, 500)),
            migrated=formed_on < MIGRATED_BEFORE,
            act=self._act(luck, formed_on) if is_document else None,
            language=abroad,
            title_abroad=self._title(luck, abroad, number),
            body_abroad=self._body(luck, abroad),
        )

    def _day(self, number: int, total: int) -> date:
        return FIRST_DAY + timedelta(days=number * self.days // max(total, 1))

    def _head(self, number: int, total: int) -> tuple[random.Random, str, str, str, str]:
        """The document's luck after its first draws: subject, kind, issuer, document number."""
        luck = random.Random(self.seed * 1_000_003 + number)
        subject = luck.choice(self.subjects)
        kind = luck.choices(KINDS, KIND_WEIGHTS)[0]
        issuer, agency = luck.choices(ISSUERS, ISSUER_WEIGHTS)[0]
        year = self._day(number, total).year
        return luck, subject, kind, issuer, f"{agency}〔{year}〕{number + 1}号" if kind == "document" else ""

    def _cited(self, luck: random.Random, number: int, total: int) -> str:
        """The number of an earlier document, in a few texts."""
        if not number or luck.random() > 0.25:
            return ""
        return self._head(luck.randrange(number), total)[4]

    def _paragraphs(self, luck: random.Random, subject: str, number: int, cited: str) -> list[str]:
        """About `BODY_CHARACTERS`: the subject's sentences, general ones, and one only this document has."""
        own = (
            f"联系人{luck.choice(language.SURNAMES)}{luck.choice(language.GIVEN)}{luck.choice(language.GIVEN)}，"
            f"{luck.choice(language.PLACES)}{luck.choice(language.COMPANIES)}参加，"
            f"涉及{luck.randint(2, 900)}人次，批次{number + 1}。"
        )
        if cited:
            own = f"根据{cited}文件，" + own
        sentences = luck.choices(self.stock.subjects[subject], k=40) + luck.choices(self.stock.general, k=55)
        luck.shuffle(sentences)
        sentences.insert(luck.randint(1, 40), own)
        paragraphs: list[str] = []
        left = BODY_CHARACTERS
        for start in range(0, len(sentences), 5):
            text = "".join(sentences[start : start + 5])[:left]
            paragraphs.append(text)
            left -= len(text)
            if left <= 0:
                break
        return paragraphs

    def _act(self, luck: random.Random, formed_on: date) -> tuple[str, date] | None:
        chance = luck.random()
        day = formed_on + timedelta(days=luck.randint(400, 1500))
        if chance > 0.3:
            return None
        return ("repealed" if chance < 0.12 else "lapsed" if chance < 0.2 else "amended", day)

    def _title(self, luck: random.Random, code: str, number: int) -> str:
        if not code:
            return ""
        words = {"en": language.ENGLISH, "ja": language.JAPANESE, "ko": language.KOREAN}[code]
        return TITLES_ABROAD[code].format(n=number + 1, word=luck.choice(words))

    def _body(self, luck: random.Random, code: str) -> str:
        if not code:
            return ""
        sentences = luck.choices(self.stock.other[code], k=30)
        return "".join(
            f"<p>{html.escape(''.join(sentences[start : start + 5]).strip())}</p>"
            for start in range(0, 30, 5)
        )
