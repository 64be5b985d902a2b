"""Takes the signed original back and records how a letter was handed over."""

from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.files import services as files
from mingchuang.base.files.kinds import BY_MEDIA_TYPE, DOCX, JPEG, OFD, PDF, PNG
from mingchuang.base.files.models import StoredFile
from mingchuang.base.localtime import local_day
from mingchuang.casework import registry
from mingchuang.casework.letters import audit_actions
from mingchuang.casework.letters.models import Delivery, Letter, LetterState
from mingchuang.casework.letters.services.drafting import locked_letter, told
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import require_handling
from mingchuang.rules.letters.delivery import DeliveryWay, Serving, mail_number_of, refusals
from mingchuang.rules.refusals import Refused, refuse_if

SIGNED = frozenset({PDF, OFD, DOCX})
PROOFS = frozenset({PDF, OFD, JPEG, PNG})


def take_back_signed(letter: Letter, upload: File, *, actor: User, now: datetime) -> Letter:
    """Keep the original that was signed and sealed outside, once. Raises `Forbidden`, `Refused`."""
    with transaction.atomic():
        locked = locked_letter(letter)
        require_handling(actor, locked.case)
        if locked.state != LetterState.ISSUED:
            raise Refused.because("letter_not_issued", _("只有已印发的文书可以收回签章原件"))
        if locked.signed_id is not None:
            raise Refused.because("letter_signed_kept", _("签章原件已经收回，不能替换"), "file")
        locked.signed = _kept(upload, SIGNED, _("签章原件只收 PDF、OFD、DOCX 文件"), actor, now)
        locked.save(update_fields=["signed"])
        data = {**told(locked), "sha256": locked.signed.sha256}
        audit.record(actor, audit_actions.TOOK_BACK, locked, now=now, data=data)
        return locked


def deliver(
    letter: Letter,
    *,
    way: str,
    on: date,
    recipient: str,
    mail_number: str = "",
    proof: File | None = None,
    actor: User,
    now: datetime,
) -> Delivery:
    """Record that the letter was handed over, and let the kind of case move by it.

    The same handing over by the same person is one, sent twice: the one that is known. Raises `Forbidden`,
    `Refused` with every reason.
    """
    with transaction.atomic():
        # The case first, as every act locks it: two clerks never wait for each other's half.
        Case.objects.select_for_update().get(pk=letter.case_id)
        locked = locked_letter(letter)
        require_handling(actor, locked.case)
        issued_on = locked.issued_on if locked.state == LetterState.ISSUED else None
        remedy = locked.content.get("remedy", ())
        serving = Serving(way, on, recipient, mail_number, issued_on, remedy)
        refuse_if(refusals(serving, local_day(now)))
        handed = {
            "way": way,
            "on": on,
            "recipient": " ".join(recipient.split())[:100],
            "mail_number": mail_number_of(mail_number) if way == DeliveryWay.POST else "",
            "recorded_by": actor,
        }
        known = locked.deliveries.filter(**handed).last()
        if known is not None and (proof is None or known.proof_id is not None):
            return known
        delivery = Delivery.objects.create(
            letter=locked,
            **handed,
            proof=_kept(proof, PROOFS, _("送达凭证只收 PDF、OFD、JPG、PNG 文件"), actor, now)
            if proof
            else None,
            recorded_at=now,
        )
        data = {**told(locked), "way": way, "on": on.isoformat()}
        audit.record(actor, audit_actions.DELIVERED, locked, now=now, data=data)
        registry.find(locked.case.kind).letter_delivered(delivery, actor, now)
        return delivery


def _kept(upload: File, kinds: frozenset, message: str, actor: User, now: datetime) -> StoredFile:
    stored = files.store(upload, actor=actor, now=now)
    if BY_MEDIA_TYPE[stored.media_type] not in kinds:
        raise Refused.because("file_kind", message, "file")
    return stored
