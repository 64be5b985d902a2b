"""Moves a case of any kind: the one function through which every event after the first happens."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.identity.selectors import site_identity
from mingchuang.casework import registry
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import require_handling
from mingchuang.casework.services import events
from mingchuang.rules.cases import Facts
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.text_checks import Severity, check_serious, starter


@dataclass(frozen=True, slots=True)
class Step:
    """One event about to happen: what the guards look at, what is written, what changes.

    `text` is what a person wrote; it is told to the applicant when `text_is_public`, and `text_field` is the
    form field it came from. `data` holds ids, codes and dates for the chain, `changes` fields of the case,
    `day` the day that counts in law where it is not today. `also` writes the kind's own rows, after the
    event, in the same transaction. `once` is for acts the table allows again and again: the same words of the
    same person, a moment ago and with nothing in between, are a form sent twice and count once.
    """

    event: str
    facts: Any = field(default_factory=Facts)
    text: str = ""
    text_is_public: bool = False
    text_field: str = "reason"
    data: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    day: date | None = None
    also: Callable[[Case], None] | None = None
    once: bool = False


Require = Callable[[User, Case], None]
"""Raises `Forbidden` unless the person may do it with the case."""


def telling_refusals(text: str, field_name: str) -> list[Reason]:
    """Why a text may not be told to somebody outside: personal numbers, secrecy marks, wrong wording."""
    office = site_identity()
    findings = check_serious(text, words=starter(), allowed=[v for v in (office.phone, office.email) if v])
    return [
        Reason(found.rule, f"“{found.text}”：{found.message}", field_name)
        for found in findings
        if found.severity is Severity.BLOCK
    ]


def move(
    case: Case,
    actor: User | None,
    now: datetime,
    plan: Callable[[Case], Step],
    *,
    require: Require = require_handling,
) -> Case:
    """Lock the case, ask the table, and let the event happen or refuse with every reason.

    `actor` is None for what the applicant does outside and for what the machine does by the calendar; then
    the caller has made sure who it is. `plan` sees the locked case. Raises `Refused`, `Forbidden`.
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        if actor is not None:
            require(actor, locked)
        kind = registry.find(locked.kind)
        step = plan(locked)
        reasons = kind.table.refusals(locked.state, step.event, step.facts)
        if step.text_is_public:
            reasons += telling_refusals(step.text, step.text_field)
        refuse_if(reasons)
        row = kind.table.find(locked.state, step.event)
        assert row is not None  # noqa: S101 - refusals names the missing row
        text = step.text.strip()
        if (
            step.once
            and actor is not None
            and events.is_again(locked, row, actor=actor, now=now, data=step.data, text=text, day=step.day)
        ):
            return locked
        for name, value in step.changes.items():
            setattr(locked, name, value)
        events.append(
            locked,
            kind,
            row,
            actor=actor,
            now=now,
            data=step.data,
            text=text,
            text_is_public=step.text_is_public,
            day=step.day,
        )
        if step.also is not None:
            step.also(locked)
        kind.after_event(locked, step.event, now)
        return locked
