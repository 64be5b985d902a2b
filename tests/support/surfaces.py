"""Every place where readers or machines meet a public text. A new surface is added here and is tested with
the others: what is withdrawn must be gone from it (failure 15 of the design guide).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

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


def _item_page(client: Client, item: Item, title: str) -> bool:
    answer = client.get(reverse("publishing:item", args=[index_numbers.to_slug(str(item.index_number))]))
    return title in answer.content.decode()


def _interface(client: Client, item: Item, title: str) -> bool:
    answer = client.get(reverse("api:item", args=[index_numbers.to_slug(str(item.index_number))]))
    return title in answer.content.decode()


SURFACES = [
    Surface("item page", _item_page),
    Surface("home", _page("/")),
    Surface("column", _page("/c/news/")),
    Surface("list", _page("/list/")),
    Surface("sitemap", _page("/sitemap-zh-0.xml", by_address=True)),
    *(
        Surface(path, _page(path))
        for path in (
            "/open-data/catalogue-zh-0.jsonl",
            "/open-data/catalogue-zh-0.csv",
            "/feeds/atom.xml",
            "/feeds/rss.xml",
            "/c/news/atom.xml",
            "/c/news/rss.xml",
            "/list/feed/atom.xml",
            "/list/feed/rss.xml",
            "/api/v1/items",
            "/api/v1/items?sort=updated",
        )
    ),
    Surface("interface, one item", _interface),
]
"""Add yours: feeds, search, API, exports."""
