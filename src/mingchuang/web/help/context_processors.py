"""Lets the help link of every desk page open the place that explains that page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from mingchuang.web.help.topics import help_url


def help_link(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `desk_help`, the address of the help for this page; lazy, so free when unread."""

    def address() -> str:
        match = request.resolver_match
        return help_url(match.view_name if match else "")

    return {"desk_help": SimpleLazyObject(address)}
