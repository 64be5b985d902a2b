"""By when the report on last year is handed in and published (Art. 49), and whether it is.

The office's own clock has two parts with one last day, each met by its own act; the government's report is
the competent department's to publish, and is shown only.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from mingchuang.base.accounts.models import User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.localtime import local_day, start_of_day
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportSource
from mingchuang.disclosure.annual_report.selectors import own
from mingchuang.rules.clocks import ClockState, Deadline, Standing, standing_on
from mingchuang.rules.requests import clocks as count
from mingchuang.rules.workdays import WorkCalendar


@dataclass(frozen=True, slots=True)
class ReportClock:
    """One last day as a screen shows it; `ours` where the office itself has to meet it."""

    label: str | Promise
    deadline: Deadline
    standing: Standing
    done_on: date | None = None
    ours: bool = True

    @property
    def expired(self) -> bool:
        """Whether it was somebody else's and is over."""
        return not self.ours and self.standing.state is ClockState.OVERDUE


def clocks_of(year: int, today: date, calendar: WorkCalendar) -> list[ReportClock]:
    """The last days of the report on a year, as they stand today."""
    report = own(year)
    published_at = report.item.first_released_at if report and report.item else None
    department = count.annual_report_department(year, calendar, day=settings.ANNUAL_REPORT_DAY)
    government = count.annual_report_government(year, calendar)
    parts = (
        (gettext_lazy("向主管部门报送"), department, report.handed_in_on if report else None, True),
        (gettext_lazy("向社会公布"), department, local_day(published_at) if published_at else None, True),
        (gettext_lazy("本级政府年度报告公布（由主管部门办理）"), government, None, False),
    )
    return [
        ReportClock(
            label, deadline, standing_on(deadline.due, today, calendar, done_on=done_on), done_on, ours
        )
        for label, deadline, done_on, ours in parts
    ]


def last_day(year: int) -> date:
    """By when the report on a year is handed in and published; a day the law names, whatever the calendar."""
    return date(year + 1, 1, settings.ANNUAL_REPORT_DAY)


def known_to_the_platform(year: int) -> QuerySet[AuditEvent]:
    """Something that was done here before the year was over: earlier reports were made elsewhere."""
    return AuditEvent.objects.filter(at__lt=start_of_day(date(year + 1, 1, 1)))


def _finished(year: int) -> QuerySet[AnnualReport]:
    done = AnnualReport.objects.filter(source=ReportSource.OWN, year=year, handed_in_on__isnull=False)
    return done.filter(item__first_released_at__isnull=False)


def due_year(today: date) -> int:
    """The year whose report is due next: last year's until it is done, or where it was made elsewhere."""
    year = today.year - 1
    awaited = known_to_the_platform(year).exists() and not _finished(year).exists()
    return year if awaited else today.year


def awaited_by(user: User, today: date) -> QuerySet[User]:
    """The person once while last year's report is not handed in and published, else nobody; to be counted."""
    year = today.year - 1
    return User.objects.filter(~Exists(_finished(year)), Exists(known_to_the_platform(year)), pk=user.pk)
