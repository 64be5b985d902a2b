"""The page that shows somebody the query code of what they have just sent, in the browser that sent it only.

The mark that opens it travels in a cookie of that page: an address would stand in the logs of every machine
on the way and in the history of the browser, and whoever reads it there could ask in the sender's name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mingchuang.casework import receipts
from mingchuang.casework.models import Case

COOKIE = "receipt"
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Shown:
    """A case whose code may still be shown to who sent it, and that code."""

    case: Case
    query_code: str


def show_at(address: str, receipt: str) -> HttpResponse:
    """Lead to the page at `address`, which only this browser can read, until it ends or the time is over."""
    response = redirect(address)
    response.set_cookie(
        COOKIE,
        receipt,
        path=address,
        max_age=receipts.OPEN_FOR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def shown_to(
    request: HttpRequest,
    *,
    find: Callable[[str], Case | None],
    code_of: Callable[[str], str],
    now: datetime,
) -> Shown | None:
    """What this browser sent a while ago; None when it sent nothing, too long ago, or has an older code."""
    receipt = request.COOKIES.get(COOKIE, "")
    case = find(receipt) if receipts.is_receipt(receipt) else None
    if case is None or receipts.is_over(case, now):
        return None
    code = receipts.code_that_opens(case, code_of(receipt))
    return Shown(case, code) if code else None


def gone(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """The page there is nothing to show on any more, with what somebody without a code can do."""
    return render(request, "casework/receipt_gone.html", context, status=NOT_FOUND)


def put_away(address: str, *, to: str) -> HttpResponse:
    """Close the page at `address` for this browser too, as on a computer that others use; go on at `to`."""
    response = redirect(to)
    response.delete_cookie(COOKIE, path=address, samesite="Lax")
    return response
