"""Keep, reveal and erase personal data. Every look at a full value is recorded with its purpose."""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mingchuang.base.audit import services as audit
from mingchuang.base.personal import registry, sealing
from mingchuang.base.personal.models import PersonalFile, PersonalRecord
from mingchuang.rules import identifiers
from mingchuang.rules.hiding import Covered, Known, hide, known_in
from mingchuang.rules.identifiers.result import compact
from mingchuang.rules.personal_data import Purpose, mask
from mingchuang.rules.refusals import Forbidden, Reason, Refused

if TYPE_CHECKING:
    from mingchuang.base.accounts.models import User

_SALT_BYTES = 32
_BATCH = 200


def keep(kind: str, data: Mapping[str, str], *, now: datetime) -> PersonalRecord:
    """Seal the fields of one person. Raises registry.UnknownKind, ValueError for an undeclared field."""
    record = sealed(kind, data, now=now)
    record.save(force_insert=True)
    return record


def sealed(kind: str, data: Mapping[str, str], *, now: datetime) -> PersonalRecord:
    """The record that `keep` would write, not written."""
    fields = registry.find(kind).fields
    if strange := set(data) - set(fields):
        raise ValueError(f"{kind} has no field {', '.join(sorted(strange))}")
    salt = os.urandom(_SALT_BYTES)
    content = {"salt": base64.b64encode(salt).decode(), "data": dict(data)}
    return PersonalRecord(
        kind=kind, sealed=sealing.seal(_canonical(content)), digest=_digest(salt, data), kept_at=now
    )


def reveal(record: PersonalRecord, reader: "User", purpose: Purpose, *, now: datetime) -> dict[str, str]:
    """The full values, for a reader with the right to them; the look is recorded in the audit trail.

    Raises Forbidden, Refused (already erased), sealing.Unreadable, ValueError for an unknown purpose.
    """
    purpose = Purpose(purpose)
    with transaction.atomic():
        current = PersonalRecord.objects.select_for_update().get(pk=record.pk)
        if not registry.find(current.kind).may_read(reader, current):
            raise Forbidden([Reason("personal_data_forbidden", _("您没有查看这份个人信息的权限"))])
        data = _open(current)
        audit.record(
            reader,
            "personal.revealed",
            current,
            now=now,
            data={"kind": current.kind, "purpose": purpose.value},
        )
    return data


def use(record: PersonalRecord, field: str, purpose: Purpose, *, now: datetime) -> str:
    """One value for the machine itself, such as the address a message goes to; recorded like a look.

    Raises Refused when the record was erased or has no such value.
    """
    with transaction.atomic():
        current = PersonalRecord.objects.select_for_update().get(pk=record.pk)
        value = _open(current).get(field, "").strip()
        if not value:
            raise Refused.because("personal_data_absent", _("没有留下这项信息"))
        details = {"kind": current.kind, "purpose": Purpose(purpose).value, "field": field}
        audit.record(None, "personal.used", current, now=now, data=details)
    return value


def held_fields(record: PersonalRecord) -> frozenset[str]:
    """Names of the fields that are filled in; none once the record is erased. Tells no value."""
    if record.erased_at is not None:
        return frozenset()
    return frozenset(name for name, value in _open(record).items() if value.strip())


def masked(record: PersonalRecord) -> dict[str, str]:
    """What may be shown in lists: `138****1234`. An erased record has no fields left."""
    if record.erased_at is not None:
        return {}
    fields = registry.find(record.kind).fields
    return {name: mask(fields[name], value) for name, value in _open(record).items()}


def is_same(record: PersonalRecord, data: Mapping[str, str]) -> bool:
    """Whether the record holds exactly these values; False once it is erased."""
    if record.erased_at is not None:
        return False
    salt = base64.b64decode(_content(record)["salt"])
    return hmac.compare_digest(record.digest, _digest(salt, data))


def is_same_person(record: PersonalRecord, other: PersonalRecord) -> bool:
    """Whether two records speak of one person: the same number of a document, or name and a way to reach.

    Tells nothing but that, so it is no look at the values. False once either is erased.
    """
    if record.erased_at is not None or other.erased_at is not None:
        return False
    one, two = _comparable(record), _comparable(other)
    same = {key for key in one if one[key] == two.get(key)}
    if "id_number" in one and "id_number" in two:
        return "id_number" in same
    return "name" in same and bool(same & {"phone", "email"})


def _comparable(record: PersonalRecord) -> dict[str, str]:
    """What is filled in, so that one number is one however it was typed: full-width, spaced, a small x."""
    data = _open(record)
    if phone := data.get("phone"):
        data["phone"] = identifiers.check("phone", phone).normalised
    return {key: known for key, value in data.items() if (known := compact(value).strip())}


def distinct_people(records: Iterable[PersonalRecord]) -> int:
    """How many different people the records speak of, counted low: one number or one name is one person.

    Tells nothing but that, so it is no look at the values. Erased records are left out.
    """
    people: list[set[tuple[str, str]]] = []
    for record in records:
        if record.erased_at is not None:
            continue
        known = {(key, value) for key, value in _comparable(record).items() if key in ("name", "id_number")}
        same = [person for person in people if person & known]
        people = [person for person in people if not person & known]
        people.append(known.union(*same))
    return len(people)


def hide_people(
    text: str, records: Iterable[PersonalRecord], *, allowed: Collection[str] = ()
) -> tuple[str, list[Covered]]:
    """The text with the people of the records covered, and whatever else looks personal, for publishing.

    What was covered is told masked: nothing in full leaves here, so it is no look at the values.
    """
    return hide(text, _facts(records), allowed=allowed)


def people_in(text: str, records: Iterable[PersonalRecord]) -> list[Covered]:
    """Who of the records stands in a text that nobody can cover, such as that of a file; told masked."""
    return known_in(text, _facts(records))


def _facts(records: Iterable[PersonalRecord]) -> list[Known]:
    known: list[Known] = []
    for record in records:
        if record.erased_at is None:
            kind, data = registry.find(record.kind), _open(record)
            known += [Known(kind.label, kind.fields[name], value) for name, value in data.items()]
    return known


def erase(record: PersonalRecord, actor: "User | None", *, now: datetime) -> None:
    """Remove content and salt for ever; the row stays as a tombstone. Erasing twice does nothing."""
    with transaction.atomic():
        current = PersonalRecord.objects.select_for_update().get(pk=record.pk)
        if current.erased_at is None:
            current.sealed = None
            current.erased_at = now
            current.save(update_fields=["sealed", "erased_at"])
            audit.record(actor, "personal.erased", current, now=now, data={"kind": current.kind})
    record.sealed = None
    record.erased_at = current.erased_at


def reseal_all() -> int:
    """Put every record under the current key, in small transactions; how many were under an older one.

    May be stopped and run again at any time. Raises sealing.Unreadable at the first record that no key
    opens; those before it stay done.
    """
    return _reseal(PersonalRecord.objects.all(), _BATCH) + _reseal(PersonalFile.objects.all(), 1)


def _reseal(everything: QuerySet[Any], batch: int) -> int:
    done, last = 0, 0
    while True:
        with transaction.atomic():
            waiting = everything.select_for_update().filter(pk__gt=last, erased_at=None)
            rows = list(waiting.order_by("pk")[:batch])
            for row in rows:
                token = bytes(row.sealed or b"")
                if not sealing.is_current(token):
                    row.sealed = sealing.reseal(token)
                    row.save(update_fields=["sealed"])
                    done += 1
        if not rows:
            return done
        last = rows[-1].pk


def _open(record: PersonalRecord) -> dict[str, str]:
    if record.erased_at is not None or record.sealed is None:
        raise Refused.because("personal_data_erased", _("这份个人信息已经清除，不能再查看"))
    data: dict[str, str] = _content(record)["data"]
    return data


def _content(record: PersonalRecord) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(sealing.unseal(bytes(record.sealed or b"")))
    return content


def _digest(salt: bytes, data: Mapping[str, str]) -> str:
    return hmac.new(salt, _canonical(dict(data)), hashlib.sha256).hexdigest()


def _canonical(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def opens() -> bool:
    """Whether the present keys open the newest and the oldest record; True when there is none."""
    live = PersonalRecord.objects.filter(erased_at=None).order_by("pk")
    for record in filter(None, (live.first(), live.last())):
        try:
            _content(record)
        except sealing.Unreadable:
            return False
    return True
