"""Answers that hand out a personal file to the one person who opened it, and leave no copy behind."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mingchuang.base.files.kinds import BY_MEDIA_TYPE
from mingchuang.base.files.policy import CONTENT_SECURITY_POLICY
from mingchuang.base.personal.files import Opened


def serve_opened(opened: Opened) -> HttpResponse:
    """The content as one answer: pictures are shown, the rest is saved; nothing may keep it."""
    shown = BY_MEDIA_TYPE[opened.media_type].inline
    response = HttpResponse(opened.data, content_type=opened.media_type)
    response["Content-Disposition"] = content_disposition_header(not shown, opened.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
