"""Every place where readers or machines meet a public text. A new surface is added here and is tested with
the others: what is withdrawn must be gone from it (failure 15 of the design guide).
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.test import Client
from django.urls import resolve

from mingchuang.publishing.baking import attachments
from mingchuang.publishing.models import Item
from mingchuang.rules import index_numbers


@dataclass(frozen=True, slots=True)
class Surface:
    """`shows(client, item, title)`: whether the surface hands out the text or its title or its address."""

    name: str
    address: Callable[[Item, str], str]
    names_what_is_gone: bool = False
    """Whether it answers for a withdrawn text too, by its number: then the title alone tells."""

    def shows(self, client: Client, item: Item, title: str) -> bool:
        answer = client.get(self.address(item, title), follow=True)
        body = answer.content.decode()
        return title in body or (not self.names_what_is_gone and slug_of(item) in body)

    def route(self, item: Item, title: str) -> str:
        """The pattern of the URL configuration that answers for it."""
        return resolve(self.address(item, title).partition("?")[0]).route


def slug_of(item: Item) -> str:
    """An item's number as it stands in addresses."""
    return index_numbers.to_slug(str(item.index_number))


def surfaces(name: str = "zh", column: str = "news") -> list[Surface]:
    """Every surface of a text in a language ("zh", "en", "ja", "ko") and a column on the home page."""
    prefix = "" if name == "zh" else f"/{name}"
    pages = (
        f"{prefix}/",
        f"{prefix}/c/{column}/",
        f"{prefix}/list/",
        f"/open-data/catalogue-{name}-0.jsonl",
        f"/open-data/catalogue-{name}-0.csv",
        f"{prefix}/feeds/atom.xml",
        f"{prefix}/feeds/rss.xml",
        f"{prefix}/c/{column}/atom.xml",
        f"{prefix}/c/{column}/rss.xml",
        f"{prefix}/list/feed/atom.xml",
        f"{prefix}/list/feed/rss.xml",
        f"/api/v1/items?language={name}",
        f"/api/v1/items?language={name}&sort=updated",
        f"/sitemap-{name}-0.xml",
    )
    searches = (
        f"{prefix}/list/?q=",
        f"{prefix}/list/suggest/?q=",
        f"{prefix}/list/feed/atom.xml?q=",
        f"/api/v1/items?language={name}&sort=relevance&q=",
    )
    return [
        Surface("item page", lambda item, _: f"{prefix}/info/{slug_of(item)}/", names_what_is_gone=True),
        Surface("item as printed", lambda item, _: f"{prefix}/info/{item.index_number}", True),
        Surface(
            "interface, one item", lambda item, _: f"/api/v1/items/{slug_of(item)}?language={name}", True
        ),
        *(Surface(path, lambda _item, _title, path=path: path) for path in pages),
        *(Surface(path, lambda _, title, path=path: path + quote(_word(title))) for path in searches),
    ]


def _word(title: str) -> str:
    """A word of a title that no page shows unless it shows the title."""
    return title.split()[-1] if title.isascii() else title[-4:]


def files_handed_out(client: Client, item: Item) -> set[str]:
    """Addresses of attachments and pictures of any edition that a visitor is given."""
    found = set()
    for name in attachments.names_of_gone(item) | {name for name, _ in attachments.expected(item.pk)}:
        address = "/" + name.partition("image.")[0]
        answer = client.get(quote(address))
        if answer.status_code == 200:
            b"".join(answer.streaming_content)  # type: ignore[attr-defined]
            found.add(address)
    return found


NOT_OF_TEXTS = frozenset({"view/<slug:mode>", "styleguide/<slug:face>/", "api/v1/<path:rest>"})
"""Public routes with a parameter that is not about a text."""
