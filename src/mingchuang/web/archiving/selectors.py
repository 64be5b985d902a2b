"""Reading the list of archives."""

from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.rules.roles import Permission
from mingchuang.web.archiving.writing import index_of
from mingchuang.web.models import ArchiveState, SiteArchive


def archives(reader: User) -> QuerySet[SiteArchive]:
    """Every archive, the newest first. Raises Forbidden."""
    require(reader, Permission.READ_ARCHIVES)
    return SiteArchive.objects.select_related("asked_by")


def file_of(archive: SiteArchive) -> Path:
    """Where the WARC file of an archive stands, or stood."""
    return Path(settings.ARCHIVES_ROOT) / archive.file_name


def kept_files() -> set[Path]:
    """Every file that belongs to an archive that can be downloaded."""
    warcs = [file_of(archive) for archive in SiteArchive.objects.filter(state=ArchiveState.READY)]
    return {*warcs, *map(index_of, warcs)}


def names_of_archives(ids: set[str]) -> dict[str, str]:
    """What the audit trail calls them."""
    return {str(archive.pk): str(archive) for archive in SiteArchive.objects.filter(pk__in=ids)}
