"""The words of listings, which both indexes hold: what the public one has read that of the desk need not.

Kept only while what was read is shared: a listing that changes meanwhile comes with an entry of its own.
"""

from collections.abc import Iterable, Sequence

from mingchuang.base.shared_reads import once
from mingchuang.publishing.models import PublicListing

_LONG = 20_000
"""Longer words are read twice, so that what is kept for a batch stays below a few dozen megabytes."""


def keep_words(read: Iterable[tuple[int, int, str]]) -> None:
    """Keep what was just read of listings: edition, version, words."""
    _kept().update({version: (edition, words) for edition, version, words in read if len(words) <= _LONG})


def words_of_listings(versions: Sequence[int]) -> dict[int, str]:
    """By edition the words of the listings of some versions."""
    kept = _kept()
    found = dict(kept[version] for version in versions if version in kept)
    if rest := [version for version in versions if version not in kept]:
        listings = PublicListing.objects.filter(version__in=rest)
        found.update(listings.values_list("edition_id", "search_text"))
    return found


def _kept() -> dict[int, tuple[int, str]]:
    """By version; empty again and again where nothing is shared."""
    return once("words of listings", dict)
