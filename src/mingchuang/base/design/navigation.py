"""The menus of both faces: a registry that every chapter fills from its own `apps.py`.

Entries name a url pattern, never an address, so that a chapter may move its pages freely. An entry
whose pattern is not (yet) routed is left out rather than breaking every page of the site.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from mingchuang.base.shared_reads import once
from mingchuang.rules.roles import Permission

Label = str | Promise  # a plain or lazily translated Chinese text


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One entry of the public main navigation."""

    label: Label
    url_name: str
    order: int


@dataclass(frozen=True, slots=True)
class DeskEntry:
    """One entry of the desk's side navigation; shown to holders of any of `permissions` (none: everybody)."""

    section: Label
    label: Label
    url_name: str
    permissions: tuple[Permission, ...]
    order: int


@dataclass(frozen=True, slots=True)
class Link:
    """An entry made ready for a template."""

    label: Label
    url: str


@dataclass(frozen=True, slots=True)
class Section:
    """A titled group of desk links."""

    label: Label
    links: tuple[Link, ...]


PLACES = ("home", "search", "messages", "help", "account", "sign_out")
"""Fixed places of the desk's top bar."""

PUBLIC_PLACES = (
    *("search", "suggest", "site_error", "site_map", "open_data", "request_entry", "progress", "platform"),
)
"""Fixed places of the public shell and of its breadcrumbs."""

_public: dict[str, PublicEntry] = {}
_public_places: dict[str, str] = {}
_public_menus: dict[str, Callable[[], tuple["Link", ...]]] = {}
_desk: dict[str, DeskEntry] = {}
_desk_pages: dict[str, str] = {}
_places: dict[str, str] = {}


def register_public(label: Label, url_name: str, order: int) -> None:
    """Add an entry to the public main navigation. Registering the same url_name again replaces it."""
    _public[url_name] = PublicEntry(label, url_name, order)


def register_public_menu(name: str, entries: Callable[[], tuple[Link, ...]]) -> None:
    """Add entries that depend on content, such as columns; asked for on every page, after the fixed ones."""
    _public_menus[name] = entries


def register_public_place(place: str, url_name: str) -> None:
    """Say where a fixed place of the public shell is. Raises ValueError for an unknown place."""
    if place not in PUBLIC_PLACES:
        raise ValueError(place)
    _public_places[place] = url_name


def register_desk(
    section: Label,
    label: Label,
    url_name: str,
    permission: Permission | Iterable[Permission] | None,
    order: int,
) -> None:
    """Add an entry to the desk for holders of the permission, or of any of several (None: everybody).

    Sections stand in the order of their lowest entry.
    """
    if permission is None:
        permissions: tuple[Permission, ...] = ()
    else:
        permissions = (permission,) if isinstance(permission, Permission) else tuple(permission)
    _desk[url_name] = DeskEntry(section, label, url_name, permissions, order)


def register_desk_pages(beginning: str, url_name: str) -> None:
    """Say to which desk entry pages belong whose address begins otherwise than the entry's."""
    _desk_pages[beginning] = url_name


def desk_pages() -> dict[str, str]:
    """What addresses begin with, and the address of the desk entry such pages belong to."""
    return {beginning: _address(url_name) or "" for beginning, url_name in _desk_pages.items()}


def register_place(place: str, url_name: str) -> None:
    """Say where a fixed place of the desk's top bar is. Raises ValueError for an unknown place."""
    if place not in PLACES:
        raise ValueError(place)
    _places[place] = url_name


def _address(url_name: str) -> str | None:
    where = get_urlconf() or settings.ROOT_URLCONF
    return _looked_up(url_name, where, get_script_prefix(), get_language())


@cache
def _looked_up(url_name: str, _where: str, _prefix: str, _language: str | None) -> str | None:
    """Every page shows dozens of addresses that stay the same as long as the process runs."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return None


def public_links() -> tuple[Link, ...]:
    """The public main navigation in order."""
    return once(("public_links", get_language()), _public_links)


def _public_links() -> tuple[Link, ...]:
    entries = sorted(_public.values(), key=lambda entry: (entry.order, entry.url_name))
    pairs = [(entry, _address(entry.url_name)) for entry in entries]
    fixed = tuple(Link(entry.label, url) for entry, url in pairs if url)
    return fixed + tuple(link for entries in _public_menus.values() for link in entries())


def public_place(place: str) -> str:
    """The address of a fixed place of the public shell; "" while nothing serves it."""
    return once(("public_place", place, get_language()), lambda: _public_place(place))


def _public_place(place: str) -> str:
    url_name = _public_places.get(place)
    return (_address(url_name) or "") if url_name else ""


def desk_sections(may: Callable[[Permission], bool]) -> tuple[Section, ...]:
    """The desk's navigation as `may` allows; empty sections are left out."""
    grouped: dict[str, list[Link]] = {}
    labels: dict[str, Label] = {}
    for entry in sorted(_desk.values(), key=lambda entry: (entry.order, entry.url_name)):
        url = _address(entry.url_name)
        if url is None or (entry.permissions and not any(may(needed) for needed in entry.permissions)):
            continue
        key = str(entry.section)
        labels.setdefault(key, entry.section)
        grouped.setdefault(key, []).append(Link(entry.label, url))
    return tuple(Section(labels[key], tuple(links)) for key, links in grouped.items())


def desk_places() -> dict[str, str]:
    """The addresses of the fixed places that have one."""
    found = {place: _address(url_name) for place, url_name in _places.items()}
    return {place: url for place, url in found.items() if url}
