"""What the desk shell needs on every page: the menu this person may see and the unread messages.

Everything is lazy: a public page rendered with a request pays nothing for it.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from mingchuang.base.accounts import sessions
from mingchuang.base.accounts.selectors import permissions_of
from mingchuang.base.design.navigation import Section, desk_pages, desk_places, desk_sections
from mingchuang.base.notify.selectors import unread_count


def current_address(sections: Iterable[Section], path: str) -> str:
    """The menu entry a page belongs to: that of the longest beginning of the page's path."""
    shown = {link.url for section in sections for link in section.links}
    others = {beginning: entry for beginning, entry in desk_pages().items() if entry in shown}
    entries = others | {address: address for address in shown}
    return entries.get(max(filter(path.startswith, entries), key=len, default=""), "")


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context processor: the `desk_…` names of `design/desk.html`, and `session_seconds`."""
    user = getattr(request, "user", None)
    if user is None:
        return {}

    def navigation() -> tuple[Section, ...]:
        if not user.is_authenticated:
            return ()
        permissions = permissions_of(user)
        return desk_sections(permissions.allow)

    sections = SimpleLazyObject(navigation)
    return {
        "desk_navigation": sections,
        "desk_current": SimpleLazyObject(lambda: current_address(sections, request.path)),
        "desk_places": SimpleLazyObject(desk_places),
        "desk_unread": SimpleLazyObject(lambda: unread_count(user) if user.is_authenticated else 0),
        "session_seconds": SimpleLazyObject(lambda: sessions.seconds_left(request, timezone.now())),
    }
