"""The public page a draft or version would make, rendered by the function that makes the public page."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.publishing import pages
from mingchuang.publishing.desk.items.access import draft_or_404, item_or_404
from mingchuang.publishing.models import Draft, Version
from mingchuang.publishing.selectors import writing
from mingchuang.rules.roles import Permission

PAGE_KEY = "preview"
_SKIP_LINK = b'class="skip-link"'


@require_safe
@desk_view(Permission.USE_DESK)
def preview(request: DeskRequest, uid: UUID) -> HttpResponse:
    """The page as readers would get it, under a bar of the desk; `?as=page` leaves the bar away.

    `?version=3` shows a version, otherwise the draft is shown.
    """
    number = request.GET.get("version", "")
    params: dict[str, Any]
    shown: Draft | Version
    if number:
        item = item_or_404(request, uid)
        version = writing.version_for(request.user, item, int(number)) if number.isdecimal() else None
        if version is None:
            raise Http404
        params, shown = {"version": version.pk}, version
    else:
        draft = draft_or_404(request, uid)
        params, shown, item = {"draft": draft.pk}, draft, draft.edition.item
    language = shown.edition.language
    rendered = pages.render(PAGE_KEY, params, as_of=timezone.now(), language=language)
    body = rendered.body
    if request.GET.get("as") != "page":
        bar = {"item": item, "shown": shown, "number": number}
        body = _under_bar(body, render_to_string("publishing/desk/items/_preview_bar.html", bar))
    response = HttpResponse(body)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    return response


def _under_bar(page: bytes, bar: str) -> bytes:
    """The page with a bar put at its very top, behind the skip link; nothing else changes."""
    end = page.find(b"</a>", page.find(_SKIP_LINK)) + len(b"</a>")
    return page[:end] + bar.encode("utf-8") + page[end:]
