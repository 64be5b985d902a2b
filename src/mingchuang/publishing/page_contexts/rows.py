"""Listings as the rows of public lists."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from mingchuang.publishing import kinds
from mingchuang.publishing.models import PublicListing
from mingchuang.rules.validity import Validity

_SLUG = re.compile(r"([0-9A-Z]+)-([0-9]{4}-[0-9]+)")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list: what the component `item_list` reads."""

    title: str
    url: str
    day: date
    note: str = ""
    status: str = ""
    status_kind: str = "valid"


def slug_of(index_number: str) -> str:
    """The form of an 索引号 that stands in addresses: its slash becomes a hyphen."""
    return index_number.replace("/", "-")


def number_of(slug: str) -> str:
    """The 索引号 an address names; "" when it cannot be one."""
    match = _SLUG.fullmatch(slug)
    return f"{match[1]}/{match[2]}" if match else ""


def item_address(index_number: str) -> str:
    """The permanent address of an item."""
    return reverse("publishing:item", args=[slug_of(index_number)])


def status_kind(standing: Validity) -> str:
    """The sign and colour a standing is shown with."""
    if standing.ended:
        return "withdrawn"
    return "valid" if standing.in_force else "stopped"


def row_of(listing: PublicListing, *, with_issuer: bool = False) -> Row:
    """A listing as a row. Documents say how they stand; news and notices only when they no longer hold."""
    standing = Validity(listing.validity)
    says = listing.document_number or kinds.is_document(listing.kind) or standing is not Validity.IN_FORCE
    parts = [listing.document_number, listing.issuer if with_issuer else ""]
    return Row(
        title=listing.title,
        url=item_address(listing.index_number),
        day=listing.shown_on,
        note="　".join(part for part in parts if part),
        status=str(standing.label) if says else "",
        status_kind=status_kind(standing),
    )


def rows_of(listings: Iterable[PublicListing], *, with_issuer: bool = False) -> list[Row]:
    """Listings as rows, in their order."""
    return [row_of(listing, with_issuer=with_issuer) for listing in listings]
