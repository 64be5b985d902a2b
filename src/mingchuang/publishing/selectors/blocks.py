"""How public texts are divided into files of a bounded size: sitemaps, exports.

By the number of their listing, not by year or by count: a file then never holds more than `BLOCK`, a release
or withdrawal changes one file a language, and which file that is needs no counting.
"""

from mingchuang.publishing.changes import Change
from mingchuang.publishing.models import ListingBlock, PublicListing

BLOCK = 1000


def block_of(listing: int) -> int:
    """The block of a listing, by its key."""
    return listing // BLOCK


def sizes(language: str) -> list[tuple[int, int]]:
    """Every block that holds something in a language, in order, and how many texts."""
    rows = ListingBlock.objects.filter(language=language, listings__gt=0).order_by("number")
    return list(rows.values_list("number", "listings"))


def bounds(number: int) -> tuple[int, int]:
    """The first key of a block and the first after it; a block past every key is empty."""
    # The database's whole numbers end somewhere.
    return (number * BLOCK, (number + 1) * BLOCK) if number < 10**12 else (0, 0)


def touched(change: Change, language: str) -> list[int]:
    """Blocks a text stands or stood in, also when only its edition in another language changed."""
    if not change.of_text:
        return []
    rows = PublicListing.objects.filter(item=change.item, language=language)
    keys = {place.listing for place in change.at(language)} | set(rows.values_list("pk", flat=True))
    return sorted({block_of(key) for key in keys})
