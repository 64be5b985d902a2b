"""Making the report of a year from the data, and counting again while it is open."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import local_day
from mingchuang.disclosure.annual_report import counted, selectors
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.rules.annual_report.forms import form_of
from mingchuang.rules.annual_report.wording import draft_chapters, redrafted
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission


def unsaved(year: int, *, now: datetime) -> AnnualReport:
    """The report of a year as the data say it now, with drafts of its chapters; nothing is stored.

    Raises Refused for a year that has not begun, or that was before there was a form.
    """
    refuse_if(
        [Reason("report_year_to_come", f"{year}年还没有到，没有数据可报", "year")]
        if year > local_day(now).year
        else []
    )
    office = site_identity().office_name
    report = AnnualReport(
        year=year,
        agency=office,
        form_version=form_of(year).version,
        tables=counted.tables_of(year),
        completeness=dict(counted.COMPLETE),
        created_at=now,
        counted_at=now,
    )
    report.chapters = list(draft_chapters(report.read(), office))
    return report


@transaction.atomic
def create_report(actor: User, year: int, *, now: datetime) -> AnnualReport:
    """The office's own report of a year, counted and with drafts of its chapters; one a year.

    Raises Forbidden, or Refused with the reasons.
    """
    require(actor, Permission.KEEP_REPORTS)
    refuse_if([Reason("report_exists", f"{year}年度的报告已经生成", "year")] if selectors.own(year) else [])
    report = unsaved(year, now=now)
    report.created_by = actor
    report.save(force_insert=True)
    audit.record(actor, "annual_report.create", report, now=now, data={"year": year})
    return report


@transaction.atomic
def count_again(actor: User, report_id: int, *, now: datetime) -> AnnualReport:
    """Count the tables anew; numbers changed by hand stay as they were changed.

    Sentences of the chapters that still stand as they were drafted from the numbers say the new ones.
    Raises Forbidden, or Refused when the report is no longer open.
    """
    report = open_report(actor, report_id)
    before = report.read()
    report.tables, report.counted_at = selectors.recounted(report), now
    office = report.agency
    report.chapters = list(redrafted(report.chapters, before, report.read(), office))
    report.revision += 1
    report.save(update_fields=["tables", "chapters", "counted_at", "revision"])
    audit.record(actor, "annual_report.count_again", report, now=now, data={"year": report.year})
    return report


def open_report(actor: User, report_id: int) -> AnnualReport:
    """A report of our own that may be changed, locked. Raises Forbidden or Refused."""
    require(actor, Permission.KEEP_REPORTS)
    report = AnnualReport.objects.select_for_update().get(pk=report_id)
    refuse_if(
        [] if report.is_open else [Reason("report_closed", "报告已经签发，或者是其他机关的报告，不能修改")]
    )
    return report
