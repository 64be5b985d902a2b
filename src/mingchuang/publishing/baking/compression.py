"""Compressed beforehand, so that serving costs no time; `bench/baking.py` shows why these levels."""

import zlib

import brotli

GZIP_LEVEL = 6
BROTLI_LEVEL = 5


def variants(body: bytes) -> dict[str, bytes]:
    """The body by file ending: plain, gzip, brotli. The same body gives the same bytes at any time."""
    return {"": body, ".gz": gzipped(body), ".br": brotli.compress(body, quality=BROTLI_LEVEL)}


def gzipped(body: bytes, level: int = GZIP_LEVEL) -> bytes:
    """As gzip writes it, without name and time."""
    pack = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return pack.compress(body) + pack.flush()
