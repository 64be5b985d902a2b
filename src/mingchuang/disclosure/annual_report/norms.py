"""Table 2 as far as the platform knows it: normative documents that are public under Art. 20 (1).

Issued is what is dated in the year, repealed what stopped to hold in it, in force what has not ended on its
last day; so each year follows from the one before. Everything else in table 2 is written by hand.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from mingchuang.disclosure.annual_report.sources import Behind, Numbers, Source
from mingchuang.publishing.models import Language, PublicListing, Version
from mingchuang.publishing.page_contexts.rows import item_address
from mingchuang.publishing.services.listings import recorded_acts
from mingchuang.rules.annual_report.forms import LAST_YEAR_OF_2019_FORM, Form
from mingchuang.rules.validity import ValidityAct, ValidityKind, status

NORMS_ITEM = "20-1"
ROW_2019, ROW_2021 = "art20_1.规范性文件", "art20_1.行政规范性文件"
COLUMNS_2019 = {"made_this_year": "issued", "newly_public_this_year": "public", "total_public": "all_public"}
COLUMNS_2021 = {"issued_this_year": "issued", "repealed_this_year": "repealed", "in_force": "in_force"}


def rows(year: int, _form: Form) -> Numbers:
    """The norms of a year, counted."""
    row, columns = _places(year)
    documents = list(_documents())
    return {row: {column: sum(_is(what, year, *d) for d in documents) for column, what in columns.items()}}


def behind(year: int, row: str, column: str) -> Sequence[Behind]:
    """The documents behind one number."""
    own, columns = _places(year)
    if row != own or column not in columns:
        return ()
    return [
        Behind(
            version.document_number or listing.index_number,
            version.title,
            item_address(listing.index_number),
            version.formed_on,
        )
        for listing, version, acts in _documents()
        if _is(columns[column], year, listing, version, acts)
    ]


SOURCE = Source(rows, behind)


def _places(year: int) -> tuple[str, dict[str, str]]:
    older = year <= LAST_YEAR_OF_2019_FORM
    return (ROW_2019, COLUMNS_2019) if older else (ROW_2021, COLUMNS_2021)


def _documents() -> Iterator[tuple[PublicListing, Version, tuple[ValidityAct, ...]]]:
    listings = PublicListing.objects.filter(language=Language.ZH, statutory_item=NORMS_ITEM)
    listings = listings.select_related("version").order_by("version__formed_on", "pk")
    acts: dict[int, list[ValidityAct]] = defaultdict(list)
    for act in recorded_acts().filter(item__in=listings.values("item")):
        acts[act.item_id].append(ValidityAct(ValidityKind(act.kind), act.on, act.basis, act.until))
    for listing in listings:
        yield listing, listing.version, tuple(acts[listing.item_id])


def _is(
    what: str, year: int, listing: PublicListing, version: Version, acts: tuple[ValidityAct, ...]
) -> bool:
    """Whether a document counts as `what` in a year. One without a date is counted from its release."""
    formed = version.formed_on or listing.released_at.date()
    if formed.year > year:
        return False
    last, last_before = date(year, 12, 31), date(year - 1, 12, 31)
    ended = status(acts, version.effective_on, last, version.expires_on).ended
    ended_before = (
        formed.year < year and status(acts, version.effective_on, last_before, version.expires_on).ended
    )
    answers = {
        "issued": formed.year == year,
        "repealed": ended and not ended_before,
        "in_force": not ended,
        "public": listing.released_at.year == year,
        "all_public": listing.released_at.year <= year,
    }
    return answers[what]
