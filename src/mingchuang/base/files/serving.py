"""Answers that hand out a stored file so that a browser can do nothing with it but save or show it."""

from typing import BinaryIO

from django.http import FileResponse, HttpResponseBase

from mingchuang.base.files.kinds import BY_MEDIA_TYPE
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.policy import CONTENT_SECURITY_POLICY
from mingchuang.base.files.services import open_original, open_public


def serve_public(file: StoredFile) -> HttpResponseBase:
    """The cleaned copy. The caller has made sure that what it hangs on is released."""
    response = _answer(file, open_public(file), file.public_sha256)
    response["Cache-Control"] = "public, max-age=300"
    return response


def serve_original(file: StoredFile) -> HttpResponseBase:
    """The bytes as handed in, for the desk. The caller has checked the permission."""
    response = _answer(file, open_original(file), file.sha256)
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(file: StoredFile, content: BinaryIO, sha256: str) -> FileResponse:
    kind = BY_MEDIA_TYPE[file.media_type]
    response = FileResponse(
        content,
        as_attachment=not kind.inline,
        filename=file.original_name,
        content_type=file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["ETag"] = f'"{sha256}"'
    return response
