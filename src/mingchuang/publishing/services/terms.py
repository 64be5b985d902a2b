"""Keeping the term base: add, change, put out of use, and take in a whole table at once."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.jobs.services import enqueue
from mingchuang.publishing.models import TermEntry
from mingchuang.publishing.terms import rule_term
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission
from mingchuang.rules.terms import term_refusals

FIELDS = ("term", "language", "required", "banned", "note", "source", "valid_from", "valid_to")
MOST_ROWS = 5000


@transaction.atomic
def save_term(actor: User, entry: TermEntry | None, values: dict[str, Any], *, now: datetime) -> TermEntry:
    """Add (None) or change an entry; translations in review are checked again afterwards."""
    require(actor, Permission.MANAGE_TERMS)
    target = entry or TermEntry()
    _set(target, values)
    refuse_if(_reasons(target))
    target.save()
    action = "publishing.change_term" if entry else "publishing.add_term"
    audit.record(actor, action, target, now=now, data={"entry": target.pk})
    _check_again()
    return target


def _set(target: TermEntry, values: dict[str, Any]) -> None:
    for name in FIELDS:
        if name in values:
            setattr(target, name, values[name])
    target.term = target.term.strip()


def _reasons(entry: TermEntry) -> list[Reason]:
    reasons = term_refusals(rule_term(entry))
    if not entry.source.strip():
        reasons.append(Reason("source_missing", "请填写来源", "source"))
    for name, label, limit in (("source", "来源", 200), ("note", "说明", 300)):
        if len(getattr(entry, name)) > limit:
            reasons.append(Reason(f"{name}_long", f"{label}最多{limit}字", name))
    twice = TermEntry.objects.filter(term=entry.term, language=entry.language).exclude(pk=entry.pk)
    if twice.exists():
        reasons.append(Reason("term_twice", f"“{entry.term}”在这个语种里已经有了", "term"))
    return reasons


@transaction.atomic
def retire_term(actor: User, entry_id: int, *, on: date, now: datetime) -> TermEntry:
    """Put an entry out of use from a day on; it stays in the list with its dates."""
    require(actor, Permission.MANAGE_TERMS)
    entry = TermEntry.objects.select_for_update().get(pk=entry_id)
    entry.valid_to = on
    entry.save(update_fields=["valid_to"])
    audit.record(actor, "publishing.retire_term", entry, now=now, data={"on": on.isoformat()})
    _check_again()
    return entry


@transaction.atomic
def import_terms(
    actor: User, rows: Iterable[tuple[int, dict[str, Any]]], *, now: datetime
) -> tuple[int, int]:
    """Take in a table, rows given with their number: all of it, or nothing with every reason by row.

    An entry known already is changed. Returns how many were added and how many changed.
    """
    require(actor, Permission.MANAGE_TERMS)
    known = {(entry.term, entry.language): entry for entry in TermEntry.objects.all()}
    reasons: list[Reason] = []
    added = changed = 0
    for number, values in rows:
        key = (str(values.get("term", "")).strip(), str(values.get("language", "")))
        entry = known.get(key) or TermEntry()
        before = rule_term(entry), entry.source
        _set(entry, values)
        problems = _reasons(entry)
        reasons += [Reason(p.code, f"第{number}行：{p.message}", "file") for p in problems]
        if problems or len(reasons) > 50:
            continue
        if entry._state.adding:
            added += 1
        elif (rule_term(entry), entry.source) != before:
            changed += 1
        entry.save()
        known[key] = entry
    if added + changed == 0 and not reasons:
        reasons.append(Reason("nothing_new", "文件里没有新的内容", "file"))
    refuse_if(reasons)
    audit.record(actor, "publishing.import_terms", None, now=now, data={"added": added, "changed": changed})
    _check_again()
    return added, changed


def _check_again() -> None:
    enqueue("publishing.check_again", {}, unique_key="publishing.check_again")
