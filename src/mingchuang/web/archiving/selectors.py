"""Reading the list of archives, and what was withdrawn after each was made (docs/adr/0027)."""

from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import divisions_within, require
from mingchuang.publishing.selectors.withdrawals import Withdrawal, withdrawals_after
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


def withdrawn_since(found: Iterable[SiteArchive]) -> dict[int, list[Withdrawal]]:
    """For each archive that was made, what may stand in it and was withdrawn after the writing began.

    Whoever took its file along has it too, so this is told also of archives whose file is gone.
    """
    made = [archive for archive in found if archive.finished_at and archive.sha256]
    if not made:
        return {}
    later = withdrawals_after(min(archive.asked_at for archive in made))
    return {
        archive.pk: [
            one
            for one in later
            if one.withdrawn_at > archive.asked_at
            and archive.finished_at
            and one.released_at < archive.finished_at
        ]
        for archive in made
    }


def may_read_withdrawn(reader: User) -> bool:
    """Whether somebody may read the withdrawn texts of every division, and so an archive that holds some."""
    return divisions_within(reader, Permission.READ_WORK) == "all"


def kept_files() -> set[Path]:
    """Every file that belongs to an archive that can be downloaded."""
    warcs = [file_of(archive) for archive in SiteArchive.objects.filter(state=ArchiveState.READY)]
    return {*warcs, *map(index_of, warcs)}


def names_of_archives(ids: set[str]) -> dict[str, str]:
    """What the audit trail calls them."""
    return {str(archive.pk): str(archive) for archive in SiteArchive.objects.filter(pk__in=ids)}
