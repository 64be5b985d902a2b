"""Saves a new version of the office's wording; the earlier ones stay."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.casework.letters.audit_actions import SAVED_WORDING
from mingchuang.casework.letters.models import Wording
from mingchuang.casework.letters.selectors import wording_of
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.wording import problems
from mingchuang.rules.refusals import Refused, refuse_if
from mingchuang.rules.roles import Permission


@transaction.atomic
def save_wording(
    kind: LetterKind, paragraphs: Sequence[str], *, seen_version: int, actor: User, now: datetime
) -> Wording:
    """Save the paragraphs as the next version. `seen_version` is the one they were written over (0: ours).

    Raises `Forbidden`, `Refused` with every problem, or because somebody else has saved meanwhile.
    """
    require(actor, Permission.MANAGE_WORDING)
    written = [text.strip() for text in paragraphs if text.strip()]
    refuse_if(problems(kind, written))
    current, newest = wording_of(kind)
    version = newest.version if newest else 0
    if newest is not None and version != seen_version and list(current) == written:
        return newest  # sent twice
    if version != seen_version:
        message = _(
            "您编辑期间，这份用语已经改为第%(version)s版：“%(now)s”。您写的还在下面；核对以后再保存一次，以您写的为准"
        ) % {"version": version, "now": "；".join(current)}
        raise Refused.because("wording_changed", message, "paragraphs")
    if list(current) == written:
        raise Refused.because("wording_same", _("用语没有改动，不必保存"), "paragraphs")
    saved = Wording.objects.create(
        kind=kind.value, version=version + 1, paragraphs=written, saved_by=actor, saved_at=now
    )
    audit.record(actor, SAVED_WORDING, saved, now=now, data={"kind": kind.value, "version": saved.version})
    return saved
