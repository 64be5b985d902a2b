"""Files given with a reply: added and taken back while it is drafted, handed out once its letter has left."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal.models import PersonalFile
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import may_handle, visible
from mingchuang.disclosure.requests.models import AskedItem, GivenFile
from mingchuang.disclosure.requests.selectors import given_to, went_with_a_reply
from mingchuang.disclosure.requests.services.answering import for_drafting
from mingchuang.disclosure.requests.services.signing import may_sign
from mingchuang.rules.refusals import Refused, refuse_if
from mingchuang.rules.requests import giving as rules
from mingchuang.rules.requests.facts import SignOffStep

GIVEN = "request.given"
MOST_BYTES = 30 * 1024 * 1024
ADDED, TAKEN_BACK = "request.file_added", "request.file_taken_back"


def give(case: Case, item: AskedItem, *, title: str, file: File, actor: User, now: datetime) -> GivenFile:
    """Add a file to the drafted reply to an item. Raises `Refused` with every reason, `Forbidden`."""
    with transaction.atomic():
        locked = for_drafting(case, actor)
        row = AskedItem.objects.select_for_update().get(pk=item.pk, request_id=locked.pk)
        name = " ".join(title.split())
        known = set(row.given.values_list("title", flat=True))
        reasons = rules.refusals(row.decision, name, known)
        refuse_if([*reasons, *personal_files.file_refusals(GIVEN, file, "file")])
        kept = personal_files.keep_file(GIVEN, file, now=now)
        given = GivenFile.objects.create(item=row, title=name, file=kept, added_by=actor, added_at=now)
        _record(actor, ADDED, locked, given, now)
        return given


def take_back(case: Case, given: GivenFile, *, actor: User, now: datetime) -> None:
    """Remove a file from the drafted reply; what an earlier reply has given stays.

    Raises `Refused`, `Forbidden`.
    """
    with transaction.atomic():
        locked = for_drafting(case, actor)
        if went_with_a_reply(given):
            message = _("这个文件已随以前的答复提供，须留存，不能移除")
            raise Refused.because("file_was_given", message, "file")
        _record(actor, TAKEN_BACK, locked, given, now)
        kept = given.file
        given.delete()
        personal_files.erase_file(kept, actor, now=now)


def hand_over(case: Case, uid: str, *, now: datetime) -> personal_files.Opened | None:
    """A file for the applicant, whom the caller has made sure of; None for one that is not theirs to have.

    The trail says when it was fetched: that proves that the reply was read.
    """
    for given in given_to(case):
        if str(given.file.uid) == uid:
            return personal_files.hand_over(given.file, now=now)
    return None


def _record(actor: User, action: str, case: Case, given: GivenFile, now: datetime) -> None:
    """The digest says which file it was, also when it is gone."""
    data = {"item": given.item.position, "file": str(given.file.uid), "digest": given.file.digest}
    audit.record(actor, action, case, now=now, data=data)


def may_open(reader: User, file: PersonalFile) -> bool:
    """Whether somebody at the desk may read a given file: who handles the case, and who signs its reply."""
    given = GivenFile.objects.filter(file=file).select_related("item__request__case").first()
    return given is not None and may_see(reader, given.item.request.case)


def may_see(reader: User, case: Case) -> bool:
    """Whether somebody may read what the reply of a case gives."""
    if may_handle(reader, case):
        return True
    signs = any(may_sign(reader, step) for step in SignOffStep)
    return signs and visible(reader).filter(pk=case.pk).exists()
