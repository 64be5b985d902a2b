"""Attachments as readers see them: name, kind in words, size, address."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from django.urls import reverse

from mingchuang.publishing.models import VersionAttachment

KINDS: dict[str, str] = {
    ".pdf": "PDF",
    ".doc": "Word",
    ".docx": "Word",
    ".wps": "WPS",
    ".xls": "Excel",
    ".xlsx": "Excel",
    ".csv": "CSV",
    ".txt": "文本",
    ".ofd": "OFD",
    ".ppt": "PowerPoint",
    ".pptx": "PowerPoint",
    ".jpg": "图片",
    ".jpeg": "图片",
    ".png": "图片",
    ".zip": "压缩包",
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file of the download list; `size` in bytes of what is handed out."""

    name: str
    url: str
    kind: str
    size: int


def download_name(attachment: Any) -> str:
    """The name a download is saved under: its title with the ending of the uploaded file."""
    ending = PurePosixPath(attachment.file.original_name).suffix.lower()
    title = attachment.title.strip()
    return title if not ending or title.lower().endswith(ending) else f"{title}{ending}"


def file_rows(attachments: Iterable[Any]) -> list[FileRow]:
    """Attachments of a draft or version, in order; only those of a released version have an address."""
    rows: list[FileRow] = []
    for attachment in attachments:
        name = download_name(attachment)
        ending = PurePosixPath(name).suffix.lower()
        url = ""
        if isinstance(attachment, VersionAttachment):
            url = reverse("publishing:attachment", args=[attachment.uid, name.replace("/", "／")])
        size = attachment.file.public_size or attachment.file.size
        rows.append(FileRow(name, url, KINDS.get(ending, ending.removeprefix(".").upper()), size))
    return rows
