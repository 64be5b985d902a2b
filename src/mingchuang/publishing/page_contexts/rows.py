"""Listings as the rows of public lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.shared_reads import once
from mingchuang.publishing import kinds
from mingchuang.publishing.models import PublicListing
from mingchuang.rules import index_numbers
from mingchuang.rules.validity import Validity


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what the component `item_list` reads."""

    title: str
    url: str
    day: date
    note: str = ""
    status: str = ""
    status_kind: str = "valid"


def number_of(slug: str) -> str:
    """The 索引号 an address names; "" when it cannot be one."""
    try:
        return index_numbers.from_slug(slug)
    except index_numbers.NotAnIndexNumber:
        return ""


def item_address(index_number: str) -> str:
    """The permanent address of an item."""
    return once(
        ("item_address", index_number, get_language()),
        lambda: reverse("publishing:item", args=[index_numbers.to_slug(index_number)]),
    )


def status_kind(standing: Validity) -> str:
    """The sign and colour a standing is shown with."""
    if standing.ended:
        return "withdrawn"
    return "valid" if standing.in_force else "stopped"


def row_of(listing: PublicListing, *, with_issuer: bool = False) -> Row:
    """A listing as a row. Documents say how they stand; news and notices only when they no longer hold."""
    return once(
        ("row", listing.pk, with_issuer, get_language()), lambda: _row(listing, with_issuer=with_issuer)
    )


def _row(listing: PublicListing, *, with_issuer: bool) -> Row:
    standing = Validity(listing.validity)
    says = listing.document_number or kinds.is_document(listing.kind) or standing is not Validity.IN_FORCE
    parts = [listing.document_number, listing.issuer if with_issuer else ""]
    return Row(
        title=listing.title,
        url=item_address(listing.index_number),
        day=listing.shown_on,
        note="　".join(part for part in parts if part),
        status=_(standing.label) if says else "",
        status_kind=status_kind(standing),
    )


def rows_of(listings: Iterable[PublicListing], *, with_issuer: bool = False) -> list[Row]:
    """Listings as rows, in their order."""
    return [row_of(listing, with_issuer=with_issuer) for listing in listings]
