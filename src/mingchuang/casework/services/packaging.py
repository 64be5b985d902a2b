"""Packs a closed case for the archive: everything that happened, every text and paper, with its proof.

A package holds personal data in full. Who takes one must be allowed to handle the case and says what for;
the audit trail keeps the purpose and the digest of the manifest.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, Any

from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.casework import packages, registry
from mingchuang.casework.models import Case, CaseClock, CaseEvent
from mingchuang.casework.selectors import history, require_handling
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Refused

PACKAGED = "case.packaged"
PURPOSES = (Purpose.ARCHIVE, Purpose.REVIEW_OR_LAWSUIT)
"""What a package may be made for."""

_README = """来件归档包
编号：{number}

manifest.json 列出包内每个文件及其 SHA-256。
case.json 是来件的基本情况；events.json 是全部事件，按先后排列，每条与上一条以摘要相连；
texts.json 是各条事件所附文字；clocks.json 是各项期限及其逐日说明；papers 文件夹是各项材料。
本包含有未经处理的个人信息，只能用于归档，或者行政复议、行政诉讼。
核对：mingchuang case-package verify 本文件
"""


def package(case: Case, out: IO[bytes], *, purpose: Purpose, actor: User, now: datetime) -> str:
    """Write the package of a closed case to `out`; the digest of its manifest.

    Raises `Forbidden`; `Refused` while the case is open or for another purpose than the archive or a
    review or lawsuit. What was erased is not in it: only that it was erased.
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        require_handling(actor, locked)
        if locked.is_open:
            raise Refused.because("case_open", _("该来件尚未办结，不能生成归档包"))
        if purpose not in PURPOSES:
            message = _("归档包只能用于归档，或者行政复议、行政诉讼")
            raise Refused.because("purpose_not_allowed", message, field="purpose")
        events = history(locked)
        about = {
            "case": str(locked.uid),
            "number": locked.number,
            "made_at": _moment(now),
            "made_by": str(actor.uid),
            "purpose": purpose.value,
            "last_hash": events[-1].hash,
        }
        digest = packages.pack(out, _members(locked, events, actor, purpose, now), about, now)
        data = {"purpose": purpose.value, "manifest": digest, "seq": events[-1].seq}
        audit.record(actor, PACKAGED, locked, now=now, data=data)
        return digest


def _members(
    case: Case, events: list[CaseEvent], reader: User, purpose: Purpose, now: datetime
) -> Iterator[tuple[str, bytes]]:
    kind = registry.find(case.kind)
    labels = kind.table.event_labels
    yield packages.README, _README.format(number=case.number).encode()
    yield packages.CASE, packages.canonical(_case(case))
    yield packages.EVENTS, packages.canonical([_event(event, labels[event.event]) for event in events])
    yield packages.TEXTS, packages.canonical([_text(event) for event in events if hasattr(event, "text")])
    yield packages.CLOCKS, packages.canonical([_clock(row) for row in case.clocks.order_by("position")])
    for number, paper in enumerate(kind.papers(case, reader, purpose, now), start=1):
        yield packages.member_name(number, paper.name), paper.data


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _case(case: Case) -> dict[str, Any]:
    kind = registry.find(case.kind)
    days = ("received_on", "clock_started_on", "due_on", "closed_on")
    return {
        "uid": str(case.uid),
        "number": case.number,
        "kind": case.kind,
        "kind_label": str(kind.label),
        "title": case.title,
        "state": case.state,
        "state_label": str(kind.table.state_labels[case.state]),
        "division": case.division.name if case.division else "",
        "assignee": case.assignee.display_name if case.assignee else "",
        "received_at": _moment(case.received_at),
        "frozen": case.frozen,
        "calendar_version": case.calendar_version,
        **{name: _day(getattr(case, name)) for name in days},
    }


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _event(event: CaseEvent, label: Any) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "event": event.event,
        "label": str(label),
        "state": event.state,
        "at": _moment(event.at),
        "on": event.on.isoformat(),
        "actor": str(event.actor.uid) if event.actor else "",
        "actor_name": event.actor.display_name if event.actor else "",
        "data": event.data,
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def _text(event: CaseEvent) -> dict[str, Any]:
    text = event.text
    return {"seq": event.seq, "text": text.text, "salt": text.salt, "is_public": text.is_public}


def _clock(row: CaseClock) -> dict[str, Any]:
    days = ("started_on", "due_on", "internal_due_on", "warn_on", "done_on")
    return {
        "code": row.code,
        "label": row.label,
        "rule_id": row.rule_id,
        "says": row.says,
        "leads": row.leads,
        "provisional": row.provisional,
        "calendar_version": row.calendar_version,
        "trace": row.reasons,
        **{name: _day(getattr(row, name)) for name in days},
    }
