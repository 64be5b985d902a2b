"""Appends one event to a case and moves the case's projections with it. Callers hold the case's lock."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day
from mingchuang.base.outbox import services as outbox
from mingchuang.casework import chains
from mingchuang.casework.models import Case, CaseEvent, CaseText
from mingchuang.casework.registry import CaseKind
from mingchuang.rules.cases import ClockEffect, Transition
from mingchuang.rules.workdays import CoverageError, WorkCalendar


def append(
    case: Case,
    kind: CaseKind,
    row: Transition,
    *,
    actor: User | None,
    now: datetime,
    data: Mapping[str, Any] | None = None,
    text: str = "",
    text_is_public: bool = False,
) -> CaseEvent:
    """Write the event, its text, the audit row and the outbox row, and save what they mean for the case.

    `data` holds ids, codes and dates. The event carries a salted digest of `text`, never the text.
    """
    details = dict(data or {})
    salt = chains.new_salt() if text else ""
    if text:
        details["text"] = chains.salted_digest(salt, text)
    _project(case, kind, row, now)
    event = _chain(case, row, actor=actor, now=now, data=details)
    if text:
        CaseText.objects.create(event=event, text=text, salt=salt, is_public=text_is_public)
    case.save()
    written = {"seq": event.seq, "state": case.state, **_short(details)}
    audit.record(actor, f"case.{row.event}", case, now=now, data=written)
    outbox.record(
        f"case.{row.event}",
        str(case.uid),
        {"kind": case.kind, "state": case.state, "seq": event.seq},
        now=now,
    )
    return event


def _short(details: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in details.items() if value is None or isinstance(value, str | int)}


def _project(case: Case, kind: CaseKind, row: Transition, now: datetime) -> None:
    today = local_day(now)
    case.state = row.next
    if row.clock is ClockEffect.START:
        case.clock_started_on = today
        project_due(case, kind, current_calendar())
        case.reminded_on = None
    case.is_open = row.next in kind.table.open_states()
    if row.clock is ClockEffect.STOP:
        case.closed_on = today
    elif case.is_open:
        case.closed_on = None


def project_due(case: Case, kind: CaseKind, calendar: WorkCalendar) -> None:
    """Derive the due day of a case; it stays empty where the work calendar does not reach."""
    try:
        case.due_on = kind.clock(case.clock_started_on, calendar, case.frozen).due
    except CoverageError:
        case.due_on = None
    case.calendar_version = calendar.version


def _chain(
    case: Case, row: Transition, *, actor: User | None, now: datetime, data: dict[str, Any]
) -> CaseEvent:
    last = CaseEvent.objects.filter(case=case).order_by("-seq").first()
    seq, prev = (last.seq, last.hash) if last else (0, chains.GENESIS)
    own = chains.event_hash(
        case_uid=str(case.uid),
        seq=seq + 1,
        event=row.event,
        state=row.next,
        at=now,
        actor_uid=str(actor.uid) if actor else "",
        data=data,
        prev_hash=prev,
    )
    return CaseEvent.objects.create(
        case=case,
        seq=seq + 1,
        event=row.event,
        state=row.next,
        at=now,
        on=local_day(now),
        actor=actor,
        data=data,
        prev_hash=prev,
        hash=own,
    )
