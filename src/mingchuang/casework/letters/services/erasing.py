"""Empties the letters of a case when its personal data is erased; numbers, hashes and days stay."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.casework.letters.audit_actions import ERASED
from mingchuang.casework.letters.models import Delivery, Letter
from mingchuang.casework.letters.services.drafting import told
from mingchuang.casework.models import Case


@transaction.atomic
def erase_letters(case: Case, actor: User | None, now: datetime) -> int:
    """Empty every letter of a case and forget its files; how many. Called by the kind's own erasure.

    The files themselves go when nothing names them any more (base/files).
    """
    letters = list(Letter.objects.select_for_update().filter(case=case, erased_at=None))
    for letter in letters:
        letter.content, letter.void_reason = {}, ""
        letter.docx = letter.pdf = letter.signed = None
        letter.erased_at = now
        letter.save(update_fields=["content", "void_reason", "docx", "pdf", "signed", "erased_at"])
        audit.record(actor, ERASED, letter, now=now, data=told(letter))
    Delivery.objects.filter(letter__case=case, erased_at=None).update(
        recipient="", mail_number="", proof=None, erased_at=now
    )
    return len(letters)
