"""Taking in reports of other offices, to check them and to compare years."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.disclosure.annual_report.models import AnnualReport, ReportSource
from mingchuang.disclosure.annual_report.reading import read_file
from mingchuang.publishing.html import without_controls
from mingchuang.rules.roles import Permission


@transaction.atomic
def import_report(actor: User, data: bytes, name: str, *, now: datetime) -> AnnualReport:
    """Take in a report of another office as JSON or XLSX; it is kept as it is, with all that is wrong in it.

    Raises Forbidden, or Refused with what keeps the file from being read.
    """
    require(actor, Permission.KEEP_REPORTS)
    values, report = read_file(data, name)
    kept = AnnualReport.objects.create(
        year=report.year,
        agency=without_controls(report.agency)[:120],
        source=ReportSource.IMPORTED,
        form_version=str(values.get("form_version") or report.form.version)[:60],
        tables=values["tables"],
        completeness=values.get("completeness") or {},
        chapters=list(report.chapters),
        file_name=without_controls(name)[:200],
        created_by=actor,
        created_at=now,
    )
    audit.record(actor, "annual_report.import", kept, now=now, data={"year": report.year})
    return kept
