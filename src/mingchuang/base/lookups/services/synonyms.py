"""The office's synonyms: added, changed, retired, each with its trace."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.base.lookups.models import LANGUAGES, SynonymGroup
from mingchuang.rules.lookups import LONGEST, kept_form
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission

MOST_WORDS = 8
"""Words a group may have: every one is searched for each time."""


@transaction.atomic
def save_synonyms(
    actor: User,
    group: SynonymGroup | None,
    *,
    language: str,
    words: Sequence[str],
    note: str = "",
    now: datetime,
) -> SynonymGroup:
    """Add (None) or change a group. It counts for searches from the next one on."""
    require(actor, Permission.MANAGE_WORD_LISTS)
    clean = list(dict.fromkeys(word for word in (kept_form(text) for text in words) if word))
    refuse_if(_reasons(group, language, words, clean))
    target = group or SynonymGroup()
    target.language, target.words, target.note = language, clean, note.strip()
    target.save()
    action = "lookups.change_synonyms" if group else "lookups.add_synonyms"
    audit.record(actor, action, target, now=now, data={"language": language, "rows": len(clean)})
    return target


@transaction.atomic
def use_synonyms(actor: User, group_id: int, *, in_use: bool, now: datetime) -> SynonymGroup:
    """Put a group out of use, or in use again; it stays in the list."""
    require(actor, Permission.MANAGE_WORD_LISTS)
    group = SynonymGroup.objects.select_for_update().get(pk=group_id)
    if group.in_use != in_use:
        if in_use:
            refuse_if(_reasons(group, group.language, group.words, group.words))
        group.in_use = in_use
        group.save(update_fields=["in_use"])
        audit.record(
            actor, "lookups.resume_synonyms" if in_use else "lookups.retire_synonyms", group, now=now
        )
    return group


def _reasons(
    group: SynonymGroup | None, language: str, given: Sequence[str], clean: Sequence[str]
) -> list[Reason]:
    reasons: list[Reason] = []
    if language not in dict(LANGUAGES):
        reasons.append(Reason("language_unknown", _("请选择语种"), "language"))
    if len(clean) < 2:
        reasons.append(Reason("too_few", _("请至少填写两个不同的词"), "words"))
    if len(clean) > MOST_WORDS:
        reasons.append(
            Reason("too_many", _("一组最多%(most)s个词，请分成几组") % {"most": MOST_WORDS}, "words")
        )
    for text in given:
        if len(text.strip()) > LONGEST:
            reasons.append(
                Reason(
                    "too_long", _("“%(word)s…”超过%(most)s字") % {"word": text[:10], "most": LONGEST}, "words"
                )
            )
    others = SynonymGroup.objects.filter(language=language, in_use=True)
    taken = {word for other in others if other != group for word in other.words}
    reasons += [
        Reason("in_another", _("“%(word)s”已经在另一组中，请在那一组里补充") % {"word": word}, "words")
        for word in clean
        if word in taken
    ]
    return reasons
