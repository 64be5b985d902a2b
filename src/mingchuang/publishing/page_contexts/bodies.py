"""Rich text made ready for the page: cleaned once more, wide tables in a region that scrolls."""

import re

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from mingchuang.publishing.html import clean_html

_TABLE = re.compile(r"<(/?)table\b[^>]*>")
_DESK_IMAGE = re.compile(r'(<img\b[^>]*\bsrc=")/desk/files/')
_PUBLIC_IMAGE = re.compile(r'(<img\b[^>]*\bsrc=")/files/')


def public_body(html: str) -> SafeString:
    """The body as readers get it."""
    body = _DESK_IMAGE.sub(r"\1/files/", clean_html(html))
    return mark_safe(_framed(body))  # house: allow, nh3 ran here


def preview_body(html: str) -> SafeString:
    """The body as the desk previews it: images that are not public yet come from the desk."""
    body = _PUBLIC_IMAGE.sub(r"\1/desk/files/", clean_html(html))
    return mark_safe(_framed(body))  # house: allow, nh3 ran here


def _framed(html: str) -> str:
    """Each outermost table in its own focusable region."""
    depth = number = 0

    def frame(match: re.Match[str]) -> str:
        nonlocal depth, number
        closing = bool(match[1])
        if not closing:
            depth += 1
            if depth > 1:
                return match[0]
            number += 1
            label = _("表格%(number)s") % {"number": number}
            region = f'role="region" tabindex="0" aria-label="{label}"'
            return f'<div class="table-frame table-scroll" {region}>{match[0]}'
        depth = max(0, depth - 1)
        return match[0] if depth else f"{match[0]}</div>"

    return _TABLE.sub(frame, html)
