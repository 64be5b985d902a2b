"""Appends one event to a case and moves the case's projections with it. Callers hold the case's lock."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.base.outbox import services as outbox
from mingchuang.casework import chains
from mingchuang.casework.models import Case, CaseEvent, CaseText
from mingchuang.casework.registry import CaseKind
from mingchuang.casework.services.projecting import project
from mingchuang.rules.cases import DAY, ClockEffect, Transition

AGAIN_WITHIN = timedelta(minutes=10)
"""How soon the same words of the same person count as one form sent twice."""


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
    day: date | None = None,
) -> CaseEvent:
    """Write the event, its text, the audit row and the outbox row, and save what they mean for the case.

    `day` is the day that counts in law where it is not today. `data` holds ids, codes and dates. The event
    carries a salted digest of `text`, never the text.
    """
    details = _details(data, day, now)
    salt = chains.new_salt() if text else ""
    if text:
        details["text"] = chains.salted_digest(salt, text)
    event = _chain(case, row, actor=actor, now=now, data=details)
    if text:
        CaseText.objects.create(event=event, text=text, salt=salt, is_public=text_is_public)
    project(case, kind)
    if row.clock is ClockEffect.START:
        case.reminded_on = None
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


def is_again(
    case: Case,
    row: Transition,
    *,
    actor: User,
    now: datetime,
    data: Mapping[str, Any],
    text: str,
    day: date | None,
) -> bool:
    """Whether the last event of the case is this very one, a moment ago: a form sent twice."""
    last = CaseEvent.objects.filter(case=case).select_related("text").order_by("-seq").first()
    if last is None or last.event != row.event or last.actor_id != actor.pk or now - last.at > AGAIN_WITHIN:
        return False
    written = last.text.text if hasattr(last, "text") else ""
    known = {key: value for key, value in last.data.items() if key != "text"}
    return known == _details(data, day, now) and written == text


def _details(data: Mapping[str, Any] | None, day: date | None, now: datetime) -> dict[str, Any]:
    details = dict(data or {})
    if day is not None and day != local_day(now):
        details[DAY] = day.isoformat()
    return details


def _short(details: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in details.items() if value is None or isinstance(value, str | int)}


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
