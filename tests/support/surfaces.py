"""Every place where readers or machines meet a public text. A new surface is added here and is tested with
the others: what is withdrawn must be gone from it (failure 15 of the design guide).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client

from mingchuang.publishing.models import Item
from mingchuang.rules import index_numbers


@dataclass(frozen=True, slots=True)
class Surface:
    """`shows(client, item, title)`: whether the surface hands out the text or its title or its address."""

    name: str
    shows: Callable[[Client, Item, str], bool]


def _page(path: str, *, by_address: bool = False) -> Callable[[Client, Item, str], bool]:
    def shows(client: Client, item: Item, title: str) -> bool:
        answer = client.get(path)
        body = answer.content.decode()
        return (index_numbers.to_slug(str(item.index_number)) if by_address else title) in body

    return shows


def _of_item(before: str, after: str = "") -> Callable[[Client, Item, str], bool]:
    """`before` and `after` the item's number in the address."""

    def shows(client: Client, item: Item, title: str) -> bool:
        answer = client.get(f"{before}{index_numbers.to_slug(str(item.index_number))}{after}")
        return title in answer.content.decode()

    return shows


def surfaces(name: str = "zh") -> list[Surface]:
    """Every surface of a language: "zh", "en", "ja", "ko"."""
    prefix = "" if name == "zh" else f"/{name}"
    pages = (
        f"{prefix}/",
        f"{prefix}/c/news/",
        f"{prefix}/list/",
        f"/open-data/catalogue-{name}-0.jsonl",
        f"/open-data/catalogue-{name}-0.csv",
        f"{prefix}/feeds/atom.xml",
        f"{prefix}/feeds/rss.xml",
        f"{prefix}/c/news/atom.xml",
        f"{prefix}/c/news/rss.xml",
        f"{prefix}/list/feed/atom.xml",
        f"{prefix}/list/feed/rss.xml",
        f"/api/v1/items?language={name}",
        f"/api/v1/items?language={name}&sort=updated",
    )
    return [
        Surface("item page", _of_item(f"{prefix}/info/", "/")),
        Surface("sitemap", _page(f"/sitemap-{name}-0.xml", by_address=True)),
        Surface("interface, one item", _of_item("/api/v1/items/", f"?language={name}")),
        *(Surface(path, _page(path)) for path in pages),
    ]


SURFACES = surfaces()
"""Add yours in `surfaces`: feeds, search, interface, exports."""
