"""Signing a report, handing it in, and taking the signature back while it was not handed to publishing."""

from datetime import date, datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportState
from mingchuang.disclosure.annual_report.selectors import CLOSED, sign_reasons
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission


@transaction.atomic
def sign(actor: User, report_id: int, *, now: datetime) -> AnnualReport:
    """Sign a report: from then on nothing in it changes.

    Raises Forbidden, or Refused with everything that is in the way: a broken identity, a difference from the
    year before without a note, an unwritten chapter, a year that is not over.
    """
    require(actor, Permission.SIGN_REPORTS)
    report = AnnualReport.objects.select_for_update().get(pk=report_id)
    refuse_if([] if report.is_open else [CLOSED])
    reasons = sign_reasons(report)
    if local_day(now).year <= report.year:
        reasons.append(Reason("year_not_over", f"{report.year}年还没有结束，数字还会变，现在不能签发"))
    refuse_if(reasons)
    report.state, report.signed_by, report.signed_at = ReportState.SIGNED, actor, now
    report.revision += 1
    report.save(update_fields=["state", "signed_by", "signed_at", "revision"])
    audit.record(actor, "annual_report.sign", report, now=now, data={"year": report.year})
    return report


@transaction.atomic
def hand_in(actor: User, report_id: int, *, day: date, now: datetime) -> AnnualReport:
    """The signed report was handed to the competent department on that day; the last word on it counts.

    Raises Forbidden, or Refused.
    """
    require(actor, Permission.KEEP_REPORTS)
    report = AnnualReport.objects.select_for_update().get(pk=report_id)
    reasons = []
    if report.state != ReportState.SIGNED or report.signed_at is None:
        reasons.append(Reason("report_unsigned", "报告还没有签发，不能登记报送"))
    elif day < local_day(report.signed_at):
        signed_on = local_day(report.signed_at).isoformat()
        reasons.append(Reason("day_too_early", f"报送日期不能早于签发日期{signed_on}", "day"))
    if day > local_day(now):
        reasons.append(Reason("day_in_future", f"日期{day.isoformat()}还没有到，请核对", "day"))
    refuse_if(reasons)
    report.handed_in_on = day
    report.save(update_fields=["handed_in_on"])
    data = {"year": report.year, "day": day.isoformat()}
    audit.record(actor, "annual_report.hand_in", report, now=now, data=data)
    return report


@transaction.atomic
def take_back(actor: User, report_id: int, *, now: datetime) -> AnnualReport:
    """Open a signed report again. Raises Forbidden, or Refused once it was handed to publishing."""
    require(actor, Permission.SIGN_REPORTS)
    report = AnnualReport.objects.select_for_update().get(pk=report_id)
    reasons = []
    if report.state != ReportState.SIGNED:
        reasons.append(Reason("report_unsigned", "报告还没有签发"))
    if report.is_handed_over:
        reasons.append(Reason("report_handed_over", "报告已转为公开信息，请在那条信息上更正"))
    refuse_if(reasons)
    report.state, report.signed_by, report.signed_at = ReportState.DRAFT, None, None
    report.handed_in_on = None
    report.revision += 1
    report.save(update_fields=["state", "signed_by", "signed_at", "handed_in_on", "revision"])
    audit.record(actor, "annual_report.take_back", report, now=now, data={"year": report.year})
    return report
