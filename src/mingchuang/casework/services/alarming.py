"""No arrival stays unopened: in the evening everybody who could have opened it is told, then their heads."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import heads_of, people_holding
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.dates import long_date
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import handlers_of, unopened
from mingchuang.rules.cases import alarm_reaches
from mingchuang.rules.roles import Role


def alarm(now: datetime) -> int:
    """Tell people of every arrival nobody has taken on; how many there are.

    On the evening of the day it came its handlers are told, one working day later their heads as well, after
    two the head of the office. Runs once an evening; a second run tells again, which does no harm.
    """
    today, calendar, told = local_day(now), current_calendar(), 0
    for case in unopened(Case.objects.all()).select_related("division").order_by("received_at", "id"):
        came = local_day(case.received_at)
        reach = alarm_reaches(came, today, calendar)
        subject = _("来件无人打开：%(title)s") % {"title": case.title}
        body = _("%(number)s，%(day)s收到，至今无人接办。") % {
            "number": case.number or "",
            "day": long_date(came),
        }
        link = reverse("casework:case", args=[case.uid])
        notify.tell(_people(case, reach), subject, body, link, now=now, email=True)
        told += 1
    return told


def _people(case: Case, reach: int) -> Iterable[User]:
    people = list(handlers_of(case))
    if reach >= 1 and case.division is not None:
        people += heads_of(case.division)
    if reach >= 1:
        people += people_holding(Role.DISCLOSURE_OFFICER)
    if reach >= 2:
        people += people_holding(Role.LEADER)
    return people
