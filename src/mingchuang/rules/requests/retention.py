"""How long what belongs to a request is kept, and when personal data must go.

The Regulation asks that requests be archived (Art. 45) and says no number of years: the years here are
conventions an office replaces by its own schedule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mingchuang.rules.clocks import add_months
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import (
    DISCLOSURE_REGULATION,
    REVIEW_LAW,
    Rule,
    Source,
    Tag,
    disclosure_regulation,
)

PERSONAL_DATA_YEARS = 3
SAVED_APPLICATION_DAYS = 30

RULES = (
    Rule(
        "retention.archive",
        "申请的登记、审核、办理、答复、归档全程留痕",
        disclosure_regulation("第四十五条"),
    ),
    Rule(
        "retention.personal_data",
        "处理目的实现后主动删除个人信息：默认办结3年后删除申请人的身份信息和联系方式，统计和事件记录不受影响",
        Source("个人信息保护法", "第四十七条（年限为约定）", Tag.CONVENTION),
    ),
    Rule(
        "retention.remedy_open",
        "复议、诉讼未结的，或者办结未满1年的，不删除个人信息",
        Source(REVIEW_LAW, "第二十条（最长1年；不删除为约定）", Tag.CONVENTION),
    ),
    Rule(
        "retention.saved_application",
        "申请人保存的未提交申请，30日未继续填写的，删除",
        Source("个人信息保护法", "第六条（日数为约定）", Tag.CONVENTION),
    ),
    Rule(
        "retention.archive_period",
        "答复材料的保管期限为永久、30年或者10年，默认30年，按本机关的归档范围和保管期限表调整",
        Source(DISCLOSURE_REGULATION, "第四十五条（保管期限为约定）", Tag.CONVENTION),
    ),
)


class ArchivePeriod(StrEnum):
    """For how long the papers of a request are kept."""

    PERMANENT = "permanent"
    THIRTY_YEARS = "thirty_years"
    TEN_YEARS = "ten_years"


ARCHIVE_PERIOD_LABELS: Mapping[ArchivePeriod, str] = {
    ArchivePeriod.PERMANENT: "永久",
    ArchivePeriod.THIRTY_YEARS: "30年",
    ArchivePeriod.TEN_YEARS: "10年",
}
DEFAULT_ARCHIVE_PERIOD = ArchivePeriod.THIRTY_YEARS
_YEARS = {ArchivePeriod.THIRTY_YEARS: 30, ArchivePeriod.TEN_YEARS: 10}


def archive_ends_on(closed_on: date, period: ArchivePeriod) -> date | None:
    """The last day the papers are kept: counted from the end of the year of closing; None: for ever."""
    years = _YEARS.get(period)
    return None if years is None else date(closed_on.year + years, 12, 31)


@dataclass(frozen=True, slots=True)
class Closing:
    """How a request ended; `closed_on` None: it has not."""

    closed_on: date | None
    dispute_open: bool = False


def erasable_from(closed_on: date, *, years: int = PERSONAL_DATA_YEARS) -> date:
    """The first day on which the personal data of a closed request may and must be erased.

    Raises ValueError when `years` is below 1: a remedy may still be sought for a year.
    """
    if years < 1:
        raise ValueError("保存年限至少1年：救济期限最长1年")
    return add_months(closed_on, 12 * years)


def last_closing(day: date, *, years: int = PERSONAL_DATA_YEARS) -> date:
    """The newest day of closing whose personal data may be erased on `day`."""
    back = -12 * years
    # The end of February of a leap year and the day before it fall together in another year.
    return max(add_months(day, back), add_months(day + timedelta(1), back) - timedelta(1))


def erasure_refusals(closing: Closing, today: date, *, years: int = PERSONAL_DATA_YEARS) -> list[Reason]:
    """Every reason to keep the personal data of a request for now; empty when it is to be erased."""
    if closing.closed_on is None:
        return [Reason("case_open", "该申请尚未办结，不能删除个人信息")]
    reasons: list[Reason] = []
    if closing.dispute_open:
        reasons.append(Reason("dispute_open", "该申请的复议或者诉讼尚未办结，不能删除个人信息"))
    first = erasable_from(closing.closed_on, years=years)
    if today < first:
        message = f"保存期限未满，{first.isoformat()}起可以删除个人信息"
        reasons.append(Reason("kept_until", message))
    return reasons
