"""Files and pictures of released texts beside their pages: there while a text is public, gone with it.

They are hard links into the file store, so they cost no room and are whole by nature (docs/adr/0019).
"""

from collections.abc import Iterator
from urllib.parse import unquote

from django.urls import reverse

from mingchuang.base.files.kinds import BY_MEDIA_TYPE
from mingchuang.base.files.models import FileState, StoredFile
from mingchuang.base.files.services import content_store
from mingchuang.publishing.baking.folder import PAGES, SiteFolder, file_name
from mingchuang.publishing.models import Item, PublicListing, ShownImage, Version, VersionAttachment
from mingchuang.publishing.page_contexts.files import download_name
from mingchuang.publishing.services.projections import shown_images

FILE_ROOMS = ("attachments/", "files/")


def attachment_name(attachment: VersionAttachment) -> str:
    """The file of an attachment, relative to the pages."""
    path = reverse("publishing_files:attachment", args=[attachment.uid, download_name(attachment)])
    return file_name(unquote(path))


def image_name(file: StoredFile) -> str:
    """The file of a picture; its address names no kind, so the file does."""
    folder = file_name(reverse("publishing_files:image", args=[file.uid])).removesuffix("index.html")
    return f"{folder}image{BY_MEDIA_TYPE[file.media_type].extensions[0]}"


def expected(item: int | None = None) -> Iterator[tuple[str, str]]:
    """File and content hash of everything that hangs on public texts, of one item or of all."""
    listed = PublicListing.objects.all() if item is None else PublicListing.objects.filter(item=item)
    rows = VersionAttachment.objects.filter(version__in=listed.values("version")).select_related("file")
    for row in rows.iterator(chunk_size=1000):
        if row.file.state == FileState.READY:
            yield attachment_name(row), row.file.public_sha256
    shown = ShownImage.objects.filter(listing__in=listed.values("pk")).values("file")
    for file in StoredFile.objects.filter(uid__in=shown, state=FileState.READY).iterator(chunk_size=1000):
        yield image_name(file), file.public_sha256


def put(name: str, sha256: str, folder: SiteFolder) -> None:
    """Lay one file at its address; a content the store has lost is left out, as the application does."""
    source = content_store().path(sha256)
    if source.exists():
        folder.link(name, source)


def bake_item(item: int, folder: SiteFolder) -> set[str]:
    """Bring the files of one item in line; the names that stand. What no public text shows is taken away."""
    wanted = dict(expected(item))
    for name in _ever(item) - set(wanted):
        if not _shown_elsewhere(name):
            folder.remove(PAGES, name)
    for name, sha256 in wanted.items():
        put(name, sha256, folder)
    return set(wanted)


def _ever(item: int, language: str = "") -> set[str]:
    """Every file that any version of the item has had, in one language or in all."""
    versions = Version.objects.filter(edition__item=item)
    if language:
        versions = versions.filter(edition__language=language)
    rows = VersionAttachment.objects.filter(version__in=versions).select_related("file")
    found = {attachment_name(row) for row in rows}
    uids = {uid for body in versions.values_list("body", flat=True) for uid in shown_images(body)}
    return found | {image_name(file) for file in StoredFile.objects.filter(uid__in=uids) if _is_image(file)}


def _is_image(file: StoredFile) -> bool:
    return file.media_type in BY_MEDIA_TYPE


def _shown_elsewhere(name: str) -> bool:
    """Whether another public text shows the same picture."""
    if not name.startswith("files/"):
        return False
    return ShownImage.objects.filter(file=name.split("/")[1]).exists()


def names_of_gone(item: Item, language: str = "") -> set[str]:
    """The files of a withdrawn item, or of one language of it, that must not be on any disk any more."""
    return {name for name in _ever(item.pk, language) if not _shown_elsewhere(name)}
