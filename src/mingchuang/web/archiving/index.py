"""The CDXJ index of a WARC file: where in it an address stands. Sorted on disk: memory stays flat."""

import heapq
import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import IO, Any
from urllib.parse import urlsplit

_LINES_IN_MEMORY = 20_000


def sort_key(address: str) -> str:
    """An address so that pages of one host stand together: cn,gov,example)/info/1/"""
    parts = urlsplit(address)
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".lower()


class Index:
    """Collects lines and writes them in order; a context manager."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._spilled: list[IO[str]] = []

    def __enter__(self) -> "Index":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for handle in self._spilled:
            handle.close()

    def add(self, address: str, moment: str, **facts: Any) -> None:
        """One record; `moment` as 14 digits."""
        told = json.dumps({"url": address, **facts}, ensure_ascii=False)
        self._lines.append(f"{sort_key(address)} {moment} {told}\n")
        if len(self._lines) >= _LINES_IN_MEMORY:
            self._spill()

    def _spill(self) -> None:
        handle = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - closed on exit
        handle.writelines(sorted(self._lines))
        handle.seek(0)
        self._spilled.append(handle)
        self._lines = []

    def write(self, path: Path) -> None:
        """All lines in order."""
        parts: list[Iterable[str]] = [*self._spilled, sorted(self._lines)]
        with path.open("w", encoding="utf-8") as out:
            out.writelines(heapq.merge(*parts))
