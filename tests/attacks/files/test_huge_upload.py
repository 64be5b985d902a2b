"""Two hundred megabytes come down the wire: the disk keeps none of them and the person is told the size."""

import io
import tracemalloc

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from mingchuang.base.files import services
from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.uploading import OversizedUpload
from mingchuang.rules.refusals import Refused

MEGABYTE = 1024 * 1024
BOUNDARY = b"----wire"


class Wire(io.RawIOBase):
    """A request body made while it is read, so that the test itself holds no 200 MB."""

    def __init__(self, size: int) -> None:
        head = b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="file"; filename="big.pdf"\r\n'
        self.head = head + b"Content-Type: application/pdf\r\n\r\n"
        self.tail = b"\r\n--" + BOUNDARY + b"--\r\n"
        self.left = size
        self.length = len(self.head) + size + len(self.tail)

    def read(self, size: int = -1) -> bytes:
        if self.head:
            piece, self.head = self.head[:size], self.head[size:]
        elif self.left:
            piece = b"x" * min(size, self.left)
            self.left -= len(piece)
        else:
            piece, self.tail = self.tail[:size], self.tail[size:]
        return piece


def sent(size: int) -> WSGIRequest:
    wire = Wire(size)
    environ = RequestFactory().get("/").environ | {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
        "CONTENT_LENGTH": str(wire.length),
        "wsgi.input": wire,
    }
    return WSGIRequest(environ)


def test_two_hundred_megabytes_are_counted_and_thrown_away(db, now, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    settings.FILES_ROOT = tmp_path / "files"
    tracemalloc.start()
    try:
        got = sent(200 * MEGABYTE).FILES["file"]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(got, OversizedUpload)
    assert peak < 10 * MEGABYTE
    assert list(tmp_path.rglob("*")) == []
    with pytest.raises(Refused) as refused:
        services.store(got, actor=None, now=now)
    assert [reason.message for reason in refused.value.reasons] == ["文件须小于 20 MB，您选的是 200 MB"]
    assert not StoredFile.objects.exists()
