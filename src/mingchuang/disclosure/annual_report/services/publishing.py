"""Handing a signed report to the publishing trunk, where it passes the gates like every text."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.disclosure.annual_report.body import body_of
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportState
from mingchuang.disclosure.kinds import ANNUAL_REPORT
from mingchuang.publishing.models import Column, Item
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.services.drafts import create_item
from mingchuang.rules.disclosure import Attribute
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission


@transaction.atomic
def hand_over(actor: User, report_id: int, division: Division, *, now: datetime) -> Item:
    """Make the draft of a public text out of a signed report: chapters and tables as its body.

    What is reviewed and released is that text. Raises Forbidden, or Refused.
    """
    require(actor, Permission.KEEP_REPORTS)
    report = AnnualReport.objects.select_for_update().get(pk=report_id)
    reasons = []
    if report.state != ReportState.SIGNED:
        reasons.append(Reason("report_unsigned", "报告还没有签发，不能公开"))
    if report.is_handed_over:
        reasons.append(Reason("report_handed_over", "报告已经转为公开信息草稿"))
    refuse_if(reasons)
    column = (
        Column.objects.without_tree_fields().filter(block=Block.REPORTS).order_by("position", "pk").first()
    )
    title = f"{report.agency}{report.year}年政府信息公开工作年度报告"
    item = create_item(
        actor,
        ANNUAL_REPORT,
        division,
        now=now,
        values={
            "title": title,
            "abstract": f"{report.agency}{report.year}年度政府信息公开工作的六章报告和三张统计表。",
            "body": body_of(report),
            "formed_on": local_day(report.signed_at or now),
            "issuer": report.agency,
            "content_source": report.agency,
            "keywords": ["政府信息公开", "年度报告"],
            "attribute": Attribute.ACTIVE,
            "column_id": column.pk if column else None,
            "extra": {"year": str(report.year)},
        },
    )
    report.item = item
    report.save(update_fields=["item"])
    audit.record(actor, "annual_report.hand_over", report, now=now, data={"year": report.year})
    return item
