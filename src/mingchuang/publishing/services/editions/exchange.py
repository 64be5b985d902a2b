"""Handing a translation out as a file and taking it back: judged whole, shown first, saved as any draft."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.exchange import document, xliff
from mingchuang.publishing.exchange.parcel import Parcel, judge, outdated, parcel_of, values_of
from mingchuang.publishing.models import Draft, Version
from mingchuang.publishing.selectors.editions import newest_source
from mingchuang.publishing.services import drafts
from mingchuang.publishing.services.drafts import SaveResult
from mingchuang.publishing.services.editions.starting import take_up_source
from mingchuang.publishing.snapshots import TRANSLATED_FIELDS, Snapshot
from mingchuang.publishing.terms import terms_of
from mingchuang.rules.refusals import Refused

FORMATS = {"xliff": xliff, "docx": document}
"""File formats by their ending: each module writes a parcel and reads what comes back."""

LARGEST = 10 * 1024 * 1024
"""Bytes of a returned file."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a returned file would write, and the source it was made from.

    `untranslated` are paragraphs translated nowhere, `outdated` fields whose translation follows older words.
    """

    values: Snapshot
    untranslated: list[str]
    outdated: list[str]
    source: Version


def source_to_translate(draft: Draft) -> Version:
    """The Chinese version a file is made from: the newest one, while the draft can be written."""
    if draft.source_version is None:
        raise Refused.because("source_missing", "没有记录译自哪一版原文")
    if draft.locked:
        return draft.source_version
    return newest_source(draft.edition.item) or draft.source_version


@transaction.atomic
def hand_out(actor: User, draft: Draft, file_format: str, *, now: datetime, today: date) -> bytes:
    """The draft as a file for a translator, written down in the audit trail."""
    require_writer(actor, draft.edition)
    if file_format not in FORMATS:
        raise Refused.because("format_unknown", "请选择XLIFF或DOCX", "format")
    terms = terms_of(draft.edition.language, today)
    parcel: Parcel = parcel_of(draft, source_to_translate(draft), terms)
    data = {"language": draft.edition.language, "format": file_format, "source": parcel.papers.source}
    audit.record(actor, "publishing.export_translation", draft.edition.item, now=now, data=data)
    return FORMATS[file_format].write(parcel)


def open_returned(actor: User, draft: Draft, data: bytes) -> Brought:
    """What a returned file would write. Changes nothing.

    A file made from the source the draft follows is taken, and one made from the newest source.
    Raises Forbidden, or Refused with every reason why the file cannot be taken.
    """
    require_writer(actor, draft.edition)
    if len(data) > LARGEST:
        raise Refused.because("file_large", f"文件须小于{LARGEST // 1024 // 1024} MB", "file")
    reader = document if data.startswith(b"PK") else xliff
    returned = reader.read(data)
    source = source_to_translate(draft)
    if draft.source_version and returned.papers.source == str(draft.source_version.uid):
        source = draft.source_version
    judge(returned, parcel_of(draft, source))
    values, missing = values_of(returned, draft, source)
    return Brought(drafts.normalised(values), missing, outdated(returned, draft, source), source)


@transaction.atomic
def take_back(
    actor: User, draft_id: int, base_revision: int, values: Snapshot, *, source: int, now: datetime
) -> SaveResult:
    """Save what a returned file brought, merged like any save: what others wrote meanwhile is kept.

    `source` is the version it was made from; when the draft followed an older one, it follows this one now.
    """
    draft = Draft.objects.select_related("edition").get(pk=draft_id)
    if source != draft.source_version_id:
        followed = take_up_source(actor, draft.edition_id, now=now)
        if followed.source_version_id != source:
            raise Refused.because("source_newer", "原文又有了新版本，请重新导出后把译文转过去")
    brought = {name: value for name, value in values.items() if name in TRANSLATED_FIELDS}
    result = drafts.save_draft(actor, draft_id, base_revision, brought, now=now)
    edition = result.draft.edition
    data = {"language": edition.language, "fields": sorted(brought)}
    audit.record(actor, "publishing.import_translation", edition.item, now=now, data=data)
    return result
