"""The live hosts that serve the public site, and how each confirms that an item is gone.

`withdrawn` is said only when every host has confirmed. The application itself is the first host; every host
with a baked site has registered itself and confirms after a look at its own disk.
"""

from collections.abc import Callable
from functools import partial

from mingchuang.publishing.models import BakeHost, Item, PublicListing
from mingchuang.publishing.selectors.hosts import has_confirmed

Confirmation = Callable[[Item], str | None]
"""Answers with the host's name while it still serves the item or has said nothing, else None."""

Witness = Callable[[Item, str], str | None]
"""The same for an item in one language, "" for all of them."""

_HOSTS: dict[str, Witness] = {}


def register(name: str, witness: Witness) -> None:
    """Add whoever else hands out public texts (a search index, a cache) and must confirm."""
    _HOSTS[name] = witness


def live_hosts(language: str = "") -> list[Confirmation]:
    """Everybody who must confirm that an item is gone, in one language or ("") as a whole."""
    witnesses = [application, *_HOSTS.values(), *(_of(host) for host in BakeHost.objects.all())]
    return [partial(_asked, witness, language) for witness in witnesses]


def _asked(witness: Witness, language: str, item: Item) -> str | None:
    return witness(item, language)


def application(item: Item, language: str) -> str | None:
    """This application: it serves what is listed, and nothing else."""
    listed = PublicListing.objects.filter(item=item)
    if language:
        listed = listed.filter(language=language)
    return "application" if listed.exists() else None


def _of(host: BakeHost) -> Witness:
    return lambda item, language: None if has_confirmed(host, item, language) else host.name
