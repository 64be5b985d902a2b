"""The live hosts that serve the public site, and how each confirms that an item is gone.

`withdrawn` is said only when every host has confirmed. The application itself is the first host; every host
with a baked site has registered itself and confirms after a look at its own disk.
"""

from collections.abc import Callable

from mingchuang.publishing.models import BakeHost, Item, PublicListing
from mingchuang.publishing.selectors.hosts import has_confirmed

Confirmation = Callable[[Item], str | None]
"""Answers with the host's name while it still serves the item or has said nothing, else None."""

_HOSTS: dict[str, Confirmation] = {}


def register(name: str, confirmation: Confirmation) -> None:
    """Add whoever else hands out public texts (a search index, a cache) and must confirm."""
    _HOSTS[name] = confirmation


def live_hosts() -> list[Confirmation]:
    """Everybody who must confirm."""
    return [application, *_HOSTS.values(), *(_of(host) for host in BakeHost.objects.all())]


def application(item: Item) -> str | None:
    """This application: it serves what is listed, and nothing else."""
    return "application" if PublicListing.objects.filter(item=item).exists() else None


def _of(host: BakeHost) -> Confirmation:
    return lambda item: None if has_confirmed(host, item) else host.name
