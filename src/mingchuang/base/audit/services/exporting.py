"""Handing out the trail as a file; that, too, is written down."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.selectors import events
from mingchuang.base.audit.services.recording import record
from mingchuang.rules.refusals import Refused

EXPORT = action("audit.export", _("导出操作记录"))

MOST_ROWS = 50_000


def export(reader: User, *, file_format: str, narrowing: dict[str, Any], now: datetime) -> list[AuditEvent]:
    """The events for a file, newest first, narrowed as in `selectors.events`.

    Raises `Forbidden`, or `Refused` when there are more than a spreadsheet is good for.
    """
    with transaction.atomic():
        rows = list(events(reader, **narrowing)[: MOST_ROWS + 1])
        if len(rows) > MOST_ROWS:
            raise Refused.because(
                "too_many_rows", f"超过{MOST_ROWS:,}条，请缩小日期范围后分次导出", "first", "narrow_dates"
            )
        told = {key: _plain(value) for key, value in narrowing.items() if value}
        record(reader, EXPORT, None, now=now, data={"rows": len(rows), "format": file_format, **told})
    return rows


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
