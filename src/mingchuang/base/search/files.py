"""The words of stored files: read once, kept, and told to whoever shows the file."""

import logging
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from mingchuang.base.feed import services as feed
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.selectors import inspection_of
from mingchuang.base.search.models import FileText

logger = logging.getLogger("mingchuang.search")

TOPIC = "file.read"
"""On the feed when the words of a file are known; the key is the file's."""

LONGEST = 500_000
"""Characters kept of one file; more is a table nobody reads through."""

LARGEST = 50 * 1024 * 1024
"""Bytes of a file that is opened at all."""


def words_of(files: Collection[int]) -> dict[int, str]:
    """The words of files that were read already, by the file's key."""
    rows = FileText.objects.filter(file_id__in=files).values_list("file_id", "text")
    return dict(rows)


def read_some(limit: int, *, now: datetime) -> int:
    """Read up to `limit` files that were not read yet, each in a transaction of its own; how many."""
    waiting = StoredFile.objects.filter(words=None).order_by("pk")
    rows = list(waiting[:limit])
    for file in rows:
        text = _read(file)
        with transaction.atomic():
            FileText.objects.update_or_create(file=file, defaults={"text": text, "read_at": now})
            if text:
                feed.record(TOPIC, str(file.pk), now=now)
    return len(rows)


def _read(file: StoredFile) -> str:
    """What can be read in a file; nothing for pictures, and for files that cannot be opened."""
    known = FileText.objects.filter(file__sha256=file.sha256).first()
    if known is not None:
        return known.text
    if file.size > LARGEST or file.media_type.startswith("image/"):
        return ""
    try:
        parts = inspection_of(file).text_parts
    except Exception as error:
        # Whatever a stranger's file does to a reader of files, the others must be read.
        logger.warning("file not read", extra={"file": file.pk, "error": type(error).__name__})
        return ""
    return "\n".join(part.text for part in parts).replace("\x00", "")[:LONGEST]
