"""Answers that show a letter made on the spot."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mingchuang.base.files.policy import CONTENT_SECURITY_POLICY


def shown_pdf(made: bytes, name: str) -> HttpResponse:
    """A PDF for the browser to show; nothing of it is kept anywhere."""
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response["Cache-Control"] = "private, no-store"
    return response
