"""The audit trail's own check: what was written down gets sealed."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.jobs.checks import Finding, State, check

SEAL_LATE = timedelta(minutes=15)
LOOKED_AT = timedelta(days=2)  # an older gap is found by `mingchuang audit verify`, at leisure


@check("audit.unsealed")
def sealed_in_time(now: datetime) -> Iterator[Finding]:
    """No event waits long to be sealed into the chain."""
    waiting = AuditEvent.objects.filter(seal=None, at__gte=now - LOOKED_AT, at__lt=now - SEAL_LATE).count()
    if waiting:
        yield Finding(
            "audit.unsealed",
            State.FAIL,
            _("有 %(count)d 条操作记录超过 15 分钟没有封存，请检查后台任务进程") % {"count": waiting},
        )
    else:
        yield Finding("audit.unsealed", State.OK, _("操作记录按时封存"))
