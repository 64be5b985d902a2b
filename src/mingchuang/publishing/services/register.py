"""Writing the register of cited documents: new ones and changed ones, many at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from mingchuang.publishing.models import CitedDocument
from mingchuang.publishing.services import changes

Rows = Iterable[tuple[str, Mapping[str, Any]]]


def save_documents(rows: Rows, *, source: str, now: datetime) -> None:
    """Write documents given as (source key, fields): known keys are changed, others added.

    A row without a text leaves a stored text as it is: a catalogue must not empty the texts that another
    file brought. Each key may occur once. The caller has asked for the permission and tells the audit.
    """
    whole: list[CitedDocument] = []
    textless: list[CitedDocument] = []
    names: list[str] = []
    for key, fields in rows:
        names = [*fields, "source", "updated_at"]
        document = CitedDocument(source_key=key, source=source, updated_at=now, **fields)
        (whole if document.text else textless).append(document)
    for documents, kept in ((whole, set()), (textless, {"text"})):
        if documents:
            CitedDocument.objects.bulk_create(
                documents,
                update_conflicts=True,
                unique_fields=["source_key"],
                update_fields=[name for name in names if name not in kept],
            )
    written = [document.source_key for document in (*whole, *textless)]
    changes.record_register(
        CitedDocument.objects.filter(source_key__in=written).values_list("pk", flat=True), now=now
    )
