"""Drafts a letter from the wording in use, and approves it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.audit import services as audit
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import local_day
from mingchuang.casework import registry
from mingchuang.casework.letters import audit_actions, selectors
from mingchuang.casework.letters.models import Letter, LetterState
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import due_is_provisional, require_handling
from mingchuang.casework.services.moving import Require
from mingchuang.rules.letters.content import LetterContent, as_data, chinese_day, digest, last_day, plain
from mingchuang.rules.letters.issuing import refusals
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.letters.placeholders import Placeholder
from mingchuang.rules.letters.wording import fill
from mingchuang.rules.refusals import Forbidden, Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission


def draft(
    case: Case,
    kind: LetterKind,
    values: Mapping[str, str],
    *,
    addressee: str,
    basis: str = "",
    remedy: Sequence[str] = (),
    annexes: Sequence[str] = (),
    require: Require = require_handling,
    actor: User,
    now: datetime,
) -> Letter:
    """Write a letter of a case from the wording in use. `values` are by placeholder and win over ours.

    Without `basis` it is the kind's own; `require` says who may, where an act has a rule of its own. Raises
    `Forbidden`, `Refused` naming every value that is missing; whether it may be issued is asked again then.
    """
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        require(actor, locked)
        rule = LETTERS[kind]
        basis = basis or rule.basis
        known = {**values_of(locked), **values, Placeholder.BASIS: basis}
        paragraphs, wording = selectors.wording_of(kind)
        site = site_identity()
        content = LetterContent(
            kind=kind,
            title=rule.title,
            number="",
            addressee=_one_line(addressee),
            paragraphs=fill(paragraphs, known),
            basis=_one_line(basis),
            remedy=tuple(line for text in remedy for line in plain(text).split("\n") if line.strip()),
            annexes=tuple(_one_line(name) for name in annexes if name.strip()),
            issuer=_one_line(site.office_name),
            dated=local_day(now),
            note=_("联系电话：%(phone)s") % {"phone": site.phone} if site.phone else "",
            reason=plain(known.get(Placeholder.REASON, "")) if rule.states_reason else "",
        )
        data = as_data(content)
        letter = Letter.objects.create(
            case=locked,
            kind=kind.value,
            content=data,
            digest=digest(data),
            wording=wording,
            drafted_by=actor,
            drafted_at=now,
        )
        audit.record(actor, audit_actions.DRAFTED, letter, now=now, data=told(letter))
        return letter


def values_of(case: Case) -> dict[str, str]:
    """What is known of a case and the office without asking anybody."""
    site = site_identity()
    found = {
        Placeholder.NUMBER: case.number or "",
        Placeholder.RECEIVED_ON: chinese_day(case.received_on) if case.received_on else "",
        Placeholder.DUE_ON: _due(case),
        Placeholder.OFFICE: site.office_name,
        Placeholder.PHONE: site.phone,
        Placeholder.ADDRESS: site.address,
    }
    return {name: value for name, value in found.items() if value}


def _due(case: Case) -> str:
    if case.due_on is None:
        return ""
    return last_day(case.due_on, provisional=due_is_provisional(case))


def approve(letter: Letter, *, actor: User, now: datetime) -> Letter:
    """Somebody other than the drafter finds the letter right. Raises `Forbidden`, `Refused`."""
    with transaction.atomic():
        locked = locked_letter(letter)
        if not selectors.may_approve(actor, locked):
            if actor.pk == locked.drafted_by_id:
                raise Forbidden([Reason("letter_own_draft", _("拟稿人不能核准自己拟的文书，请由其他人核准"))])
            raise Forbidden([refusal(Permission.APPROVE_LETTER)])
        if locked.state != LetterState.DRAFT:
            raise Refused.because("letter_not_draft", _("只有拟稿中的文书可以核准"))
        kind = registry.find(locked.case.kind)
        own = [*kind.letter_refusals(locked, actor), *kind.letter_out_of_date(locked, local_day(now))]
        refuse_if([*content_refusals(locked), *own])
        locked.state, locked.approved_by, locked.approved_at = LetterState.APPROVED, actor, now
        locked.save(update_fields=["state", "approved_by", "approved_at"])
        audit.record(actor, audit_actions.APPROVED, locked, now=now, data=told(locked))
        return locked


def locked_letter(letter: Letter) -> Letter:
    """The letter as it is now, locked to the end of the transaction."""
    return Letter.objects.select_for_update(of=("self",)).select_related("case").get(pk=letter.pk)


def content_refusals(letter: Letter) -> list[Reason]:
    """Why the text as it was drafted may not leave the house."""
    content = selectors.content_of(letter)
    if content is None:
        return [Reason("letter_erased", _("这份文书的内容已经清除"))]
    if not selectors.is_whole(letter):
        return [Reason("letter_damaged", _("文书内容与登记的摘要不符，可能被改动，请联系系统管理员"))]
    return refusals(content)


def told(letter: Letter) -> dict[str, str]:
    """What the audit trail holds of a letter: codes and hashes, nothing that was written in it."""
    return {
        "case": letter.case.number or "",
        "kind": letter.kind,
        "number": letter.number or "",
        "digest": letter.digest,
    }


def _one_line(text: str) -> str:
    return " ".join(plain(text).split())
