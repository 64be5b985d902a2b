"""Asking for an edition in another language, giving it to somebody else, and taking up a new source."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may, require
from mingchuang.base.audit import services as audit
from mingchuang.base.notify import services as notify
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.models import Draft, DraftRevision, Edition, Item, Version
from mingchuang.publishing.selectors.editions import chinese_title, newest_source, translators
from mingchuang.publishing.services import changes, drafts
from mingchuang.publishing.snapshots import (
    CONTENT_FIELDS,
    TRANSLATED_FIELDS,
    Snapshot,
    apply_fields,
    changed_fields,
    fields_of,
)
from mingchuang.rules.editions import FOREIGN, LANGUAGE_LABELS, start_refusals
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Permission

SHARED_FIELDS: tuple[str, ...] = tuple(name for name in CONTENT_FIELDS if name not in TRANSLATED_FIELDS)
"""What a translation takes from its source as it is: numbers, dates, column, catalogue."""


def may_ask_for(user: User, item: Item, language: str) -> bool:
    """Whether this person may ask for an edition: the item's writers, and a translator of the language."""
    return may(user, Permission.DRAFT_ITEM, item.division) or may(
        user, Permission.TRANSLATE_EDITION, language=language
    )


def _require_asker(user: User, item: Item, language: str) -> None:
    if not may(user, Permission.TRANSLATE_EDITION, language=language):
        require(user, Permission.DRAFT_ITEM, item.division)


@transaction.atomic
def start_edition(actor: User, item_id: int, language: str, translator: User, *, now: datetime) -> Edition:
    """Ask `translator` for the item in another language. Raises Forbidden, or Refused with every reason.

    The translation starts from the released Chinese text, or from the one in review when none is public.
    """
    item = Item.objects.select_for_update(of=("self",)).select_related("division").get(pk=item_id)
    _require_asker(actor, item, language)
    source = newest_source(item)
    refuse_if(
        start_refusals(
            language=language,
            item_state=item.state,
            has_source=source is not None,
            exists=Edition.objects.filter(item=item, language=language).exists(),
            translator_named=language in FOREIGN and translators(language).filter(pk=translator.pk).exists(),
        )
    )
    assert source is not None  # noqa: S101 - refused above
    edition = Edition.objects.create(item=item, language=language, translator=translator)
    draft = Draft(edition=edition, source_version=source, updated_by=translator, updated_at=now)
    apply_fields(draft, shared_values(source))
    draft.revision = 1
    draft.save()
    # The first revision is the source's own data: nobody has written yet, so nobody counts as an editor.
    DraftRevision.objects.create(
        draft=draft, revision=1, snapshot=fields_of(draft), saved_by=actor, saved_at=now
    )
    data = {"language": language, "translator": translator.pk, "source": str(source.uid)}
    changes.record_work(item.pk, now=now)
    audit.record(actor, "publishing.start_edition", item, now=now, data=data)
    _tell_translator(edition, actor, now)
    return edition


def shared_values(source: Version) -> Snapshot:
    """The fields of a source that its translations carry unchanged."""
    values = fields_of(source)
    return {name: values[name] for name in SHARED_FIELDS}


@transaction.atomic
def assign_translator(actor: User, edition_id: int, translator: User, *, now: datetime) -> Edition:
    """Give an edition to another translator; who wrote on it before still may not review it."""
    edition = _locked(edition_id)
    _require_asker(actor, edition.item, edition.language)
    if not translators(edition.language).filter(pk=translator.pk).exists():
        label = LANGUAGE_LABELS[edition.language]
        raise Refused.because("translator_unfit", f"所选的人不是在岗的{label}翻译，请另选一位", "translator")
    edition.translator = translator
    edition.save(update_fields=["translator"])
    data = {"language": edition.language, "translator": translator.pk}
    audit.record(actor, "publishing.assign_translator", edition.item, now=now, data=data)
    _tell_translator(edition, actor, now)
    return edition


def _tell_translator(edition: Edition, actor: User, now: datetime) -> None:
    if edition.translator is None or edition.translator_id == actor.pk:
        return
    notify.tell(
        [edition.translator],
        f"请翻译{LANGUAGE_LABELS[edition.language]}版：{chinese_title(edition.item)}",
        "一件信息请您翻译。",
        edition.desk_path,
        now=now,
    )


@transaction.atomic
def take_up_source(actor: User, edition_id: int, *, now: datetime) -> Draft:
    """Note that the open draft was held against the newest Chinese text, and copy what both share."""
    edition = _locked(edition_id)
    require_writer(actor, edition)
    draft = Draft.objects.select_for_update(of=("self",)).get(edition=edition)
    source = newest_source(edition.item)
    reasons: list[Reason] = []
    if draft.locked:
        reasons.append(Reason("draft_locked", "译文正在审核或已经发布；需要修改请先撤回，或者更新译文"))
    if source is None:
        reasons.append(Reason("source_missing", "中文版还没有送审过，没有可以翻译的定稿"))
    elif source.pk == draft.source_version_id:
        reasons.append(Reason("source_same", "译文依据的已经是最新的原文"))
    refuse_if(reasons)
    assert source is not None  # noqa: S101 - refused above
    _base_on(draft, source, actor, now)
    audit.record(
        actor,
        "publishing.take_up_source",
        edition.item,
        now=now,
        data={"language": edition.language, "source": str(source.uid)},
    )
    return draft


def _base_on(draft: Draft, source: Version, actor: User, now: datetime) -> None:
    shared = shared_values(source)
    draft.source_version = source
    draft.save(update_fields=["source_version"])
    if changed_fields(fields_of(draft), fields_of(draft) | shared):
        drafts.save_draft(actor, draft.pk, draft.revision, shared, now=now)
        draft.refresh_from_db()


def _locked(edition_id: int) -> Edition:
    return (
        Edition.objects.select_for_update(of=("self",))
        .select_related("item__division", "translator")
        .exclude(language="zh-hans")
        .get(pk=edition_id)
    )
