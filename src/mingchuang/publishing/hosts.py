"""The live hosts that serve the public site, and how each confirms that an item is gone.

`withdrawn` is said only when every host has confirmed. The application itself is the first host; hosts
that serve baked files register theirs.
"""

from collections.abc import Callable

from mingchuang.publishing.models import Item, PublicListing

Confirmation = Callable[[Item], str | None]

_HOSTS: dict[str, Confirmation] = {}


def register(name: str, confirmation: Confirmation) -> None:
    """Add a host; `confirmation(item)` returns the host's name while it still serves the item, else None."""
    _HOSTS[name] = confirmation


def live_hosts() -> list[Confirmation]:
    """Every host that must confirm."""
    return [application, *_HOSTS.values()]


def application(item: Item) -> str | None:
    """This application: it serves what is listed, and nothing else."""
    return "application" if PublicListing.objects.filter(item=item).exists() else None
