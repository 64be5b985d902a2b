"""How fresh a column is: its last visible date against the limit for its kind, with early warning."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingchuang.rules.source import Rule, Source, Tag


class ColumnKind(StrEnum):
    """Kinds of column the checks distinguish."""

    NEWS = "news"
    NOTICES = "notices"
    POLICY = "policy"
    PLANNING = "planning"
    PERSONNEL = "personnel"
    STATIC = "static"


@dataclass(frozen=True, slots=True)
class FreshnessLimit:
    """The longest a column of a kind may go without a new item, in natural days; None: no limit."""

    kind: ColumnKind
    label: str
    days: int | None
    rule: Rule


_NEWS = Rule(
    "freshness.SV4.news",
    "动态、要闻类栏目2周内应有更新",
    Source("国办秘函〔2019〕19号", "单项否决：信息更新（SV4）", Tag.SECONDARY),
)
_NOTICES = Rule(
    "freshness.SV4.notices",
    "一级栏目通知公告6个月内应有更新（按180天提醒）",
    Source("国办秘函〔2019〕19号", "单项否决：信息更新（SV4）", Tag.SECONDARY),
)
_POLICY = Rule(
    "freshness.Q1",
    "一级栏目政策文件6个月内应有更新（按180天提醒）",
    Source("国办秘函〔2019〕19号", "单项否决（SV4）、扣分项（Q1）", Tag.SECONDARY),
)
_YEARLY = Rule(
    "freshness.yearly",
    "人事、规划计划类栏目1年内应有更新",
    Source("政府网站普查说明（2015）", "栏目更新", Tag.SECONDARY),
)
_STATIC = Rule(
    "freshness.static",
    "静态栏目随事实变化及时更换，不设期限，但不得空白",
    Source("国办发〔2017〕47号", "信息发布", Tag.PRIMARY),
)
_HOME = Rule(
    "freshness.SV3",
    "首页2周内应有新信息",
    Source("国办秘函〔2019〕19号", "单项否决：首页更新（SV3）", Tag.SECONDARY),
)
_VISIBLE_DATE = Rule(
    "freshness.visible_date",
    "没有可见日期的信息视为未更新",
    Source("政府网站普查说明（2015）", "栏目更新", Tag.SECONDARY),
)
_EARLY_WARNING = Rule(
    "freshness.early_warning",
    "达到期限的70%时预警",
    Source("政府信息公开平台规格", "3（检查输出）", Tag.CONVENTION),
)

LIMITS: dict[ColumnKind, FreshnessLimit] = {
    limit.kind: limit
    for limit in (
        FreshnessLimit(ColumnKind.NEWS, "动态要闻", 14, _NEWS),
        FreshnessLimit(ColumnKind.NOTICES, "通知公告", 180, _NOTICES),
        FreshnessLimit(ColumnKind.POLICY, "政策文件", 180, _POLICY),
        FreshnessLimit(ColumnKind.PLANNING, "规划计划", 365, _YEARLY),
        FreshnessLimit(ColumnKind.PERSONNEL, "人事信息", 365, _YEARLY),
        FreshnessLimit(ColumnKind.STATIC, "静态信息", None, _STATIC),
    )
}
"""Six months are counted as 180 days: no half year is shorter, so the warning never comes too late."""

HOME_LIMIT_DAYS = 14
WARNING_SHARE_PERCENT = 70

RULES = (_NEWS, _NOTICES, _POLICY, _YEARLY, _STATIC, _HOME, _VISIBLE_DATE, _EARLY_WARNING)


class FreshnessState(StrEnum):
    """How a column stands."""

    FRESH = "fresh"
    WARNING = "warning"
    STALE = "stale"
    BLANK = "blank"


STATE_LABELS: dict[FreshnessState, str] = {
    FreshnessState.FRESH: "更新及时",
    FreshnessState.WARNING: "即将超期",
    FreshnessState.STALE: "超期未更新",
    FreshnessState.BLANK: "空白栏目",
}


@dataclass(frozen=True, slots=True)
class Freshness:
    """A column's standing: days since its last visible item, and its limit; both may be unknown."""

    state: FreshnessState
    elapsed_days: int | None
    limit_days: int | None

    @property
    def label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def says(self) -> str:
        """One line for the desk."""
        if self.elapsed_days is None:
            return "还没有内容，请补充，或者关闭该栏目"
        if self.limit_days is None:
            return f"{self.elapsed_days}天前更新，不设更新期限"
        if self.state is FreshnessState.STALE:
            return f"{self.elapsed_days}天未更新，期限{self.limit_days}天"
        return f"{self.elapsed_days}天前更新，还剩{self.limit_days - self.elapsed_days}天"


def freshness(last_update: date | None, limit_days: int | None, today: date) -> Freshness:
    """How a column stands today.

    `last_update` is the latest visible date among its items, None when it has none; `limit_days` None for
    a column without a limit. On the day the limit is reached it counts as stale, so that a check on that
    day finds nothing. A date after today counts as today. Raises ValueError for a limit below 1.
    """
    if limit_days is not None and limit_days < 1:
        raise ValueError("更新期限须为大于0的天数")
    if last_update is None:
        return Freshness(FreshnessState.BLANK, None, limit_days)
    elapsed = max(0, (today - last_update).days)
    if limit_days is None:
        return Freshness(FreshnessState.FRESH, elapsed, None)
    if elapsed >= limit_days:
        return Freshness(FreshnessState.STALE, elapsed, limit_days)
    if elapsed * 100 >= limit_days * WARNING_SHARE_PERCENT:
        return Freshness(FreshnessState.WARNING, elapsed, limit_days)
    return Freshness(FreshnessState.FRESH, elapsed, limit_days)
