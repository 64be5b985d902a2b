"""Handing a translation out as a file and taking it back: judged whole, shown first, saved as any draft."""

from datetime import date, datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.publishing.authorship import require_writer
from mingchuang.publishing.exchange import document, xliff
from mingchuang.publishing.exchange.parcel import Parcel, judge, parcel_of, values_of
from mingchuang.publishing.models import Draft, Version
from mingchuang.publishing.services import drafts
from mingchuang.publishing.services.drafts import SaveResult
from mingchuang.publishing.snapshots import TRANSLATED_FIELDS, Snapshot
from mingchuang.publishing.terms import terms_of
from mingchuang.rules.refusals import Refused

FORMATS = {"xliff": xliff, "docx": document}
"""File formats by their ending: each module writes a parcel and reads what comes back."""

LARGEST = 10 * 1024 * 1024
"""Bytes of a returned file."""


def _source_of(draft: Draft) -> Version:
    if draft.source_version is None:
        raise Refused.because("source_missing", "没有记录译自哪一版原文")
    return draft.source_version


@transaction.atomic
def hand_out(actor: User, draft: Draft, file_format: str, *, now: datetime, today: date) -> bytes:
    """The draft as a file for a translator, written down in the audit trail."""
    require_writer(actor, draft.edition)
    if file_format not in FORMATS:
        raise Refused.because("format_unknown", "请选择XLIFF或DOCX", "format")
    parcel: Parcel = parcel_of(draft, _source_of(draft), terms_of(draft.edition.language, today))
    data = {"language": draft.edition.language, "format": file_format, "source": parcel.papers.source}
    audit.record(actor, "publishing.export_translation", draft.edition.item, now=now, data=data)
    return FORMATS[file_format].write(parcel)


def open_returned(actor: User, draft: Draft, data: bytes) -> tuple[Snapshot, list[str]]:
    """What a returned file would write, and the paragraphs it leaves untranslated. Changes nothing.

    Raises Forbidden, or Refused with every reason why the file cannot be taken.
    """
    require_writer(actor, draft.edition)
    if len(data) > LARGEST:
        raise Refused.because("file_large", f"文件须小于{LARGEST // 1024 // 1024} MB", "file")
    source = _source_of(draft)
    reader = document if data.startswith(b"PK") else xliff
    returned = reader.read(data)
    judge(returned, parcel_of(draft, source))
    values, missing = values_of(returned, draft, source)
    return drafts.normalised(values), missing


@transaction.atomic
def take_back(
    actor: User, draft_id: int, base_revision: int, values: Snapshot, *, now: datetime
) -> SaveResult:
    """Save what a returned file brought, merged like any save: what others wrote meanwhile is kept."""
    brought = {name: value for name, value in values.items() if name in TRANSLATED_FIELDS}
    result = drafts.save_draft(actor, draft_id, base_revision, brought, now=now)
    edition = result.draft.edition
    data = {"language": edition.language, "fields": sorted(brought)}
    audit.record(actor, "publishing.import_translation", edition.item, now=now, data=data)
    return result
