"""Every public address of the site, one after another, from the same sources that bake it."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from django.utils import translation

from mingchuang.base.design.languages import LANGUAGES
from mingchuang.publishing import pages
from mingchuang.publishing.page_contexts.files import download_name
from mingchuang.publishing.selectors import harvest


def count() -> int:
    """How many addresses there are."""
    return sum(1 for _ in of_pages()) + sum(1 for _ in of_files()) + len(of_parts())


def of_pages() -> Iterator[str]:
    """Every baked page in every language: texts, tombstones, columns, feeds, sitemaps."""
    for page in pages.baked():
        if page.address is None or page.every is None:
            continue
        for language in LANGUAGES:
            with translation.override(language):
                for params in page.every(language):
                    yield page.address(params)


def of_files() -> Iterator[str]:
    """Attachments and pictures of texts that can be read now."""
    for attachment in harvest.public_attachments():
        yield reverse("publishing_files:attachment", args=[attachment.uid, download_name(attachment)])
    for uid in harvest.public_images():
        yield reverse("publishing_files:image", args=[uid])


def of_parts() -> list[tuple[str, Path]]:
    """Style sheets, scripts and icons: address and file."""
    root = Path(settings.STATIC_ROOT)
    if root.is_dir():
        found = [(path.relative_to(root).as_posix(), path) for path in root.rglob("*") if path.is_file()]
    else:
        found = [
            (name, Path(storage.path(name))) for f in finders.get_finders() for name, storage in f.list([])
        ]
    return sorted((settings.STATIC_URL + name, path) for name, path in found)


def type_of(path: Path) -> str:
    """The media type a web server gives the file."""
    return mimetypes.guess_type(path.name)[0] or "application/octet-stream"
