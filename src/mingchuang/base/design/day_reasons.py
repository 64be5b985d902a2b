"""Why a day counts or not, in the language of the page; `rules.workdays` says it in Chinese."""

from django.utils.translation import gettext as _

from mingchuang.rules.workdays import DayKind, DayReason

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""As the annual notices of the State Council name them."""


def words_of(day: DayReason) -> str:
    """工作日（周一）, 国庆节放假, and the same in en, ja and ko; a holiday of another name keeps it."""
    weekday = _(WEEKDAYS[day.day.weekday()])
    if day.kind is DayKind.WEEKEND:
        return weekday
    if day.kind is DayKind.WORKDAY:
        return _("工作日（%(weekday)s）") % {"weekday": weekday}
    if day.kind is DayKind.SUSPENDED:
        return _("征求意见期间，不计入期限")
    if day.kind is DayKind.HOLIDAY:
        return _("%(holiday)s放假") % {"holiday": _holidays(day.reason.removesuffix("放假"))}
    name = day.reason.removeprefix("调休上班（").removesuffix("）")
    return _("调休上班（%(holiday)s）") % {"holiday": _holidays(name)}


def _holidays(names: str) -> str:
    return _("、").join(_(name) for name in names.split("、"))
