"""Compressed beforehand, so that serving costs no time; `bench/baking.py` shows why these levels."""

import zlib
from collections.abc import Sequence

import brotli

GZIP_LEVEL = 6
BROTLI_LEVEL = 5
BROTLI_WINDOW = 16
"""As a power of two. Few pages are longer, and tables for a larger one cost more than they save."""


def variants(body: bytes) -> dict[str, bytes]:
    """The body by file ending: plain, gzip, brotli. The same body gives the same bytes at any time."""
    return variants_of([body])[0]


def variants_of(bodies: Sequence[bytes]) -> list[dict[str, bytes]]:
    """The variants of many bodies, in their order.

    One coding after the other: each works on tables of its own, which then stay near the processor.
    """
    zipped = [gzipped(body) for body in bodies]
    crushed = [brotlied(body) for body in bodies]
    return [{"": body, ".gz": gz, ".br": br} for body, gz, br in zip(bodies, zipped, crushed, strict=True)]


def gzipped(body: bytes, level: int = GZIP_LEVEL) -> bytes:
    """As gzip writes it, without name and time."""
    pack = zlib.compressobj(level, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return pack.compress(body) + pack.flush()


def brotlied(body: bytes, level: int = BROTLI_LEVEL) -> bytes:
    """As brotli writes it."""
    return bytes(brotli.compress(body, quality=level, lgwin=BROTLI_WINDOW))
