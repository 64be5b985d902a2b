"""Takes an upload off the wire without keeping more of it than the limit allows.

Installed as an upload handler: the bytes of a file that is too large are counted and thrown away, so
that the person is told its true size and the disk never fills.
"""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler


class OversizedUpload(UploadedFile):
    """A file of which nothing was kept; `size` is what the browser sent."""


class LimitedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to a temporary file until it exceeds settings.FILES_MAX_BYTES."""

    received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received <= settings.FILES_MAX_BYTES:
            return super().receive_data_chunk(raw_data, start)
        if not self.file.closed:
            self.file.close()
        return None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self.received <= settings.FILES_MAX_BYTES:
            return super().file_complete(file_size)
        return OversizedUpload(None, self.file_name, self.content_type, self.received, self.charset)
