"""Information-processing fees (信息处理费): two tariffs, each rising by bands; a request uses one of them."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingchuang.rules.source import FEE_RULES, Rule, Source, Tag, disclosure_regulation

FEE_RULES_NUMBER = "国办函〔2020〕109号"

RULES = (
    Rule(
        "fees.free",
        "提供政府信息不收取费用；申请的数量、频次明显超过合理范围的，可以收取信息处理费",
        disclosure_regulation("第四十二条第一款"),
    ),
    Rule(
        "fees.one_tariff",
        "按件计收或者按量计收，每件申请选择其一，不并用；均按超额累进计算",
        Source(FEE_RULES, f"第三条（{FEE_RULES_NUMBER}）", Tag.PRIMARY),
    ),
    Rule(
        "fees.by_items",
        "按件：同一申请人一个自然月内累计，10件以下免收；11至30件每件100元；31件以上以10件为一档，每增一档单价增加100元",
        Source(FEE_RULES, f"第四条（{FEE_RULES_NUMBER}）", Tag.PRIMARY),
    ),
    Rule(
        "fees.by_items_31",
        "31至40件每件200元",
        Source(FEE_RULES, f"第四条（{FEE_RULES_NUMBER}）", Tag.DERIVED),
    ),
    Rule(
        "fees.by_pages",
        "按量：30页以下免收；31至100页每页10元；101至200页每页20元；201页以上每页40元",
        Source(FEE_RULES, f"第五条（{FEE_RULES_NUMBER}）", Tag.PRIMARY),
    ),
    Rule(
        "fees.page",
        "一页指A4及以下幅面的单面；每件申请分别计算；已主动公开的信息按件计收",
        Source(FEE_RULES, f"第五条（{FEE_RULES_NUMBER}）", Tag.UNVERIFIED),
    ),
    Rule(
        "fees.month_of_this_office",
        "一个月的件数只计本机关收到的申请，每件申请按增加的金额收取",
        Source(FEE_RULES, f"第四条（{FEE_RULES_NUMBER}）", Tag.UNVERIFIED),
    ),
)

FREE_ITEMS = 10
FREE_PAGES = 30


class Tariff(StrEnum):
    """By which measure a request is charged."""

    ITEMS = "items"
    PAGES = "pages"


TARIFF_LABELS = {Tariff.ITEMS: "按件计收", Tariff.PAGES: "按量计收"}
UNITS = {Tariff.ITEMS: "件", Tariff.PAGES: "页"}


def free_of_charge(tariff: str) -> str:
    """Why nothing is charged where a tariff comes to nothing, in Chinese."""
    if tariff == Tariff.PAGES:
        why = f"按量计算，每件申请{FREE_PAGES}页以下免收"
    else:
        why = f"按件计算，同一申请人一个自然月内{FREE_ITEMS}件以下免收"
    return f"{why}，应收0元，不能发出收费通知"


@dataclass(frozen=True, slots=True)
class Band:
    """Part of a fee: the first and last unit charged at one price, in whole yuan."""

    first: int
    last: int
    price: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        return self.count * self.price


@dataclass(frozen=True, slots=True)
class Fee:
    """What is charged in whole yuan, and how it was found, band by band; free bands are listed too."""

    tariff: Tariff
    bands: tuple[Band, ...]

    @property
    def amount(self) -> int:
        return sum(band.amount for band in self.bands)

    def steps(self) -> tuple[str, ...]:
        """The calculation in Chinese, one band a line, as the fee notice prints it."""
        unit = UNITS[self.tariff]
        return tuple(
            f"{_span(band)}{unit}：{band.count}{unit}×{band.price}元＝{band.amount}元" for band in self.bands
        )


def _span(band: Band) -> str:
    return f"第{band.first}" if band.count == 1 else f"第{band.first}至{band.last}"


def _item_tariff() -> Iterator[tuple[int, int]]:
    """(last item, price) of each band, without end."""
    yield from ((10, 0), (30, 100))
    last, price = 40, 200
    while True:
        yield last, price
        last, price = last + 10, price + 100


def _page_tariff() -> Iterator[tuple[int, int]]:
    yield from ((30, 0), (100, 10), (200, 20))
    yield 10**12, 40


def _charge(tariff: Tariff, already: int, added: int) -> Fee:
    if already < 0 or added < 0:
        raise ValueError("数量不能为负")
    first, end = already + 1, already + added
    bands: list[Band] = []
    for last, price in _item_tariff() if tariff is Tariff.ITEMS else _page_tariff():
        if first > end:
            break
        if first <= last:
            bands.append(Band(first, min(last, end), price))
            first = last + 1
    return Fee(tariff, tuple(bands))


def by_items(already: int, added: int) -> Fee:
    """What `added` items cost after `already` items of the same applicant in the calendar month.

    Raises ValueError when a number is negative.
    """
    return _charge(Tariff.ITEMS, already, added)


def by_pages(pages: int) -> Fee:
    """What the pages of one request cost. Raises ValueError when the number is negative."""
    return _charge(Tariff.PAGES, 0, pages)


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the calendar month (自然月) in which the items of an applicant add up."""
    first = day.replace(day=1)
    return first, first.replace(day=monthrange(day.year, day.month)[1])
