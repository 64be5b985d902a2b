"""Gives a letter its number and makes its files; voids it without ever giving the number again."""

from dataclasses import replace
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.files import services as files
from mingchuang.base.files.models import StoredFile
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.localtime import local_day
from mingchuang.base.numbering.services import allocate
from mingchuang.casework import registry
from mingchuang.casework.letters import audit_actions, selectors
from mingchuang.casework.letters.models import Letter, LetterState
from mingchuang.casework.letters.rendering import as_docx, as_pdf
from mingchuang.casework.letters.services.drafting import content_refusals, locked_letter, told
from mingchuang.casework.selectors import require_handling
from mingchuang.casework.services.moving import Require
from mingchuang.rules.letters.content import LetterContent, as_data, digest
from mingchuang.rules.refusals import Reason, Refused, refuse_if


def issue(letter: Letter, *, actor: User, now: datetime, require: Require = require_handling) -> Letter:
    """Number, date, freeze and set the letter. Its number is the next of its series and year, without a gap.

    `require` says who may, where an act has a rule of its own. Raises `Forbidden`, `Refused` with every
    reason (not approved, already issued, something missing).
    """
    with transaction.atomic():
        locked = locked_letter(letter)
        require(actor, locked.case)
        code = site_identity().document_code
        day = local_day(now)
        refuse_if(_refusals(locked, code, day))
        content = selectors.content_of(locked)
        assert content is not None  # noqa: S101 - refusals names an erased letter
        locked.series = f"{code}{selectors.rule_of(locked).series.value}"
        locked.year = day.year
        # Last of what may wait: whoever asks for the next number of the series waits for us to commit.
        locked.serial = allocate(f"letter:{locked.series}", locked.year, gap_free=True)
        locked.number = f"{locked.series}〔{locked.year}〕{locked.serial}号"
        final = replace(content, number=locked.number, dated=day)
        locked.content = as_data(final)
        locked.digest = digest(locked.content)
        locked.pdf, locked.docx = _made(final, now)
        locked.state, locked.issued_by, locked.issued_at, locked.issued_on = (
            LetterState.ISSUED,
            actor,
            now,
            day,
        )
        locked.save()
        audit.record(actor, audit_actions.ISSUED, locked, now=now, data=told(locked))
        return locked


def _refusals(letter: Letter, code: str, day: date) -> list[Reason]:
    if letter.state == LetterState.ISSUED:
        return [Reason("letter_issued", _("这份文书已经印发，编号%(number)s") % {"number": letter.number})]
    if letter.state == LetterState.VOIDED:
        return [Reason("letter_voided", _("这份文书已经作废，请重新拟稿"))]
    found = [*content_refusals(letter), *registry.find(letter.case.kind).letter_out_of_date(letter, day)]
    if not selectors.ready_to_issue(letter):
        found.append(Reason("letter_not_approved", _("这份文书还没有核准，请先由其他人核准")))
    if not code:
        message = _("网站标识里还没有填写机关代字，不能编号，请联系系统管理员")
        found.append(Reason("document_code_missing", message))
    return found


def _made(content: LetterContent, now: datetime) -> tuple[StoredFile, StoredFile]:
    name = f"{content.title}（{content.number}）"
    pdf, docx = as_pdf(content), as_docx(content)
    return (
        files.store(ContentFile(pdf, f"{name}.pdf"), actor=None, now=now),
        files.store(ContentFile(docx, f"{name}.docx"), actor=None, now=now),
    )


def void(letter: Letter, *, reason: str, actor: User, now: datetime) -> Letter:
    """Put a letter out of force. A number it has stays with it and is not given again.

    Raises `Forbidden`, `Refused`.
    """
    with transaction.atomic():
        locked = locked_letter(letter)
        require_handling(actor, locked.case)
        if locked.state == LetterState.VOIDED:
            raise Refused.because("letter_voided", _("这份文书已经作废"))
        if not reason.strip():
            raise Refused.because("void_reason_missing", _("请说明为什么作废"), "reason")
        locked.state, locked.voided_by, locked.voided_at = LetterState.VOIDED, actor, now
        locked.void_reason = reason.strip()
        locked.save(update_fields=["state", "voided_by", "voided_at", "void_reason"])
        audit.record(actor, audit_actions.VOIDED, locked, now=now, data=told(locked))
        return locked
