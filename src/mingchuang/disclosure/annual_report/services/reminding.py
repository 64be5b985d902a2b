"""Tells who writes and signs the annual report that its last day comes, like every clock of the office."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.selectors import people_with
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.dates import long_date
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.disclosure.annual_report.deadlines import clocks_of, known_to_the_platform
from mingchuang.disclosure.annual_report.selectors import own
from mingchuang.rules.clocks import office_days
from mingchuang.rules.roles import Permission


def remind(now: datetime) -> int:
    """Tell what of last year's report is missing; how many parts are.

    Whoever writes it is told from the office's own warning day on, whoever signs it as well from its own last
    day on, until all is done. Runs once a day; a second run tells again, which does no harm.
    """
    today, calendar = local_day(now), current_calendar()
    year = today.year - 1
    clocks = clocks_of(year, today, calendar)
    missing = [clock for clock in clocks if clock.ours and clock.done_on is None]
    if not missing or not known_to_the_platform(year).exists():
        return 0
    days = office_days(missing[0].deadline, calendar)
    if today < days.warning:
        return 0
    people = list(people_with(Permission.KEEP_REPORTS))
    if today >= days.internal:
        people += people_with(Permission.SIGN_REPORTS)
    subject = _("%(year)s年年度报告：%(standing)s") % {"year": year, "standing": missing[0].standing.label}
    body = _("还没有完成：%(parts)s。最后一日是%(day)s。") % {
        "parts": "、".join(str(clock.label) for clock in missing),
        "day": long_date(missing[0].deadline.due),
    }
    report = own(year)
    link = reverse("annual_report:report", args=[report.uid]) if report else reverse("annual_report:list")
    notify.tell(people, subject, body, link, now=now, email=True)
    return len(missing)
