"""What the sitemaps list, sharded by year so that a release changes one of them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from mingchuang.base.design.navigation import public_links
from mingchuang.base.localtime import local_day
from mingchuang.publishing.page_contexts.rows import item_address
from mingchuang.publishing.page_contexts.tree import Tree, column_address
from mingchuang.publishing.selectors import public


@dataclass(frozen=True, slots=True)
class Place:
    """One address and the day it last changed."""

    address: str
    changed: date | None = None


def years() -> list[int]:
    """Years in which something was shown, newest first."""
    days = public.public_listings().order_by().dates("shown_on", "year", order="DESC")
    return [day.year for day in days]


def fixed_places(base: str) -> list[Place]:
    """Home, the platform, the site map, and every column that holds something."""
    tree = Tree.load("zh-hans")
    paths = [link.url for link in public_links()] + [reverse("web:site-map")]
    paths += [column_address(column) for column in tree.shown(tree.columns)]
    return [Place(base + path) for path in dict.fromkeys(paths)]


def places_of(year: int, base: str) -> list[Place]:
    """The items shown in a year."""
    if year not in years():
        return []
    rows = public.public_listings().filter(shown_on__year=year).values_list("index_number", "released_at")
    return [Place(base + item_address(number), local_day(released)) for number, released in rows]
