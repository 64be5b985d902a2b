"""What the office sets for its reviews: the gates of each kind, and the wording lists."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.publishing import kinds
from mingchuang.publishing.models import KindGates, WordEntry
from mingchuang.publishing.services.rereading import reread_soon
from mingchuang.publishing.words import rule_entry
from mingchuang.rules.gates import Gate, required_gates
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission
from mingchuang.rules.text_checks import Severity, WordKind, entry_refusals

WORD_FIELDS = (
    "pattern", "category", "suggestion", "reason", "severity", "gate", "contexts", "source", "owner",
    "valid_from", "valid_to",
)  # fmt: skip


@transaction.atomic
def set_gates(actor: User, kind_code: str, gates: Collection[Gate], *, now: datetime) -> KindGates:
    """Set which gates a kind passes from now on; versions in review keep theirs, secrecy stays."""
    require(actor, Permission.MANAGE_GATES)
    kind = kinds.get(kind_code)
    wanted = required_gates(gates, needs_legal=kind.needs_legal)
    if len(wanted) < 2:
        raise Refused.because("too_few_gates", "除保密审查外，至少保留一关，否则没有人通读全文", "gates")
    codes = [gate.value for gate in Gate if gate in wanted]
    row, _ = KindGates.objects.update_or_create(kind=kind_code, defaults={"gates": codes})
    audit.record(actor, "publishing.set_gates", row, now=now, data={"kind": kind_code, "gates": codes})
    return row


@transaction.atomic
def save_word(actor: User, entry: WordEntry | None, values: dict[str, Any], *, now: datetime) -> WordEntry:
    """Add (None) or change an entry of the wording lists; texts in review and released
    ones are checked again afterwards."""
    require(actor, Permission.MANAGE_WORD_LISTS)
    target = entry or WordEntry()
    for name in WORD_FIELDS:
        if name in values:
            setattr(target, name, values[name])
    target.pattern = target.pattern.strip()
    refuse_if(_word_reasons(target))
    target.save()
    action = "publishing.change_word" if entry else "publishing.add_word"
    audit.record(actor, action, target, now=now, data={"entry": target.pk})
    enqueue("publishing.check_again", {}, unique_key="publishing.check_again")
    reread_soon()
    return target


def _word_reasons(entry: WordEntry) -> list[Reason]:
    reasons: list[Reason] = []
    if entry.category not in set(WordKind):
        reasons.append(Reason("category_missing", "请选择类别", "category"))
    if entry.severity not in set(Severity):
        reasons.append(Reason("severity_missing", "请选择级别", "severity"))
    if entry.gate not in set(Gate):
        reasons.append(Reason("gate_missing", "请选择所属关口", "gate"))
    for name, label in (("source", "来源"), ("owner", "维护人或处室")):
        if not str(getattr(entry, name)).strip():
            reasons.append(Reason(f"{name}_missing", f"请填写{label}", name))
    if not reasons:
        reasons += entry_refusals(rule_entry(entry))
    if WordEntry.objects.filter(pattern=entry.pattern, gate=entry.gate).exclude(pk=entry.pk).exists():
        reasons.append(Reason("pattern_twice", f"「{entry.pattern}」在这一关的词表中已经有了", "pattern"))
    return reasons


@transaction.atomic
def retire_word(actor: User, entry_id: int, *, on: date, now: datetime) -> WordEntry:
    """Put an entry out of use from a day on; it stays in the list with its dates."""
    require(actor, Permission.MANAGE_WORD_LISTS)
    entry = WordEntry.objects.select_for_update().get(pk=entry_id)
    entry.valid_to = on
    entry.save(update_fields=["valid_to"])
    audit.record(actor, "publishing.retire_word", entry, now=now, data={"on": on.isoformat()})
    reread_soon()
    return entry
