"""Attachments as readers see them: name, kind in words, size, address."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.files.kinds import BY_MEDIA_TYPE
from mingchuang.publishing.models import VersionAttachment


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the download list; `size` in bytes of what is handed out."""

    name: str
    url: str
    kind: str
    size: int


def download_name(attachment: Any) -> str:
    """The name a download is saved under: its title with the ending of its kind."""
    title = attachment.title.strip().replace("/", "／")
    endings = BY_MEDIA_TYPE[attachment.file.media_type].extensions
    return title if title.lower().endswith(endings) else f"{title}{endings[0]}"


def file_rows(attachments: Iterable[Any]) -> list[FileRow]:
    """Attachments of a draft or version, in order; only those of a released version have an address."""
    rows: list[FileRow] = []
    for attachment in attachments:
        name = download_name(attachment)
        url = ""
        if isinstance(attachment, VersionAttachment):
            url = reverse("publishing_files:attachment", args=[attachment.uid, name])
        label = _(BY_MEDIA_TYPE[attachment.file.media_type].label)
        size = attachment.file.public_size or attachment.file.size
        rows.append(FileRow(name, url, label, size))
    return rows
