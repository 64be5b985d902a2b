"""Opens a case of any kind: the one place where numbers and query codes are given out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.base.numbering import services as numbering
from mingchuang.casework import query_codes, registry
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import handlers_of
from mingchuang.casework.services import events
from mingchuang.rules.cases import NEW, CaseEventCode

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Opened:
    """A new case and the code its reporter may ask with; the code exists here and nowhere else."""

    case: Case
    query_code: str


def open_case(
    kind_code: str,
    *,
    title: str,
    now: datetime,
    attach: Callable[[Case], Mapping[str, Any]],
    event: str = CaseEventCode.OPENED,
    day: date | None = None,
    actor: User | None = None,
    division: Division | None = None,
    frozen: Mapping[str, Any] | None = None,
    query_code: str = "",
) -> Opened:
    """Open a case and tell the people who will handle it. Validation is the kind's affair, before.

    `title` may hold nothing personal. `attach` writes the kind's own row and answers with ids, codes
    and salted digests for the first event, which is `event`; it counts from `day` where that is not today.
    `query_code` is made here unless the kind brings one of its own.
    """
    kind = registry.find(kind_code)
    row = kind.table.find(NEW, event)
    if row is None:
        raise LookupError(f"case kind {kind_code} cannot be opened by {event}")
    today = local_day(now)
    code = query_code or query_codes.make()
    with transaction.atomic():
        case = Case(
            kind=kind_code,
            title=title[:LONGEST_TITLE],
            division=division,
            opened_by=actor,
            received_at=now,
            state=row.next,
            frozen=dict(frozen or {}),
        )
        case.query_code_digest = query_codes.digest(code, str(case.uid))
        case.save()
        data = {"division": division.pk if division else None, **attach(case)}
        events.append(case, kind, row, actor=actor, now=now, data=data, day=day)
        # Last: the counter's row stays locked from here to the end of the transaction.
        serial = numbering.allocate(f"case.{kind_code}", today.year, gap_free=False)
        case.number = f"{kind.number_prefix}{today.year}-{serial:05d}"
        case.save(update_fields=["number"])
        subject = _("收到新的来件：%(title)s") % {"title": case.title}
        notify.tell(
            handlers_of(case), subject, case.number, reverse("casework:case", args=[case.uid]), now=now
        )
        kind.after_event(case, event, now)
    return Opened(case, code)
