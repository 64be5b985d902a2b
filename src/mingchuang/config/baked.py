"""Serves the baked site in front of Django: without a template, a query, or the database.

Every request looks at the disk, so all processes see a new page at once and a withdrawn one never again;
what was read stays in memory while the file is the same. Addresses become file names only when they have the
form of one: nothing from outside reaches the file system otherwise.
"""

import os
import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from mingchuang.base.design.languages import HTML_LANGUAGE, language_of
from mingchuang.base.files.policy import CONTENT_SECURITY_POLICY as FILE_POLICY
from mingchuang.publishing.baking.folder import GONE, PAGES, entity_tag, media_type

MEMORY_BYTES = 64 * 1024 * 1024
LARGEST_KEPT = 1024 * 1024
PLACES_KEPT = 10_000
"""Addresses that were answered are not taken apart again."""

REVALIDATE = "public, no-cache"
_ADDRESS = re.compile(r"/(?:[^/\\\x00-\x1f.][^/\\\x00-\x1f]*/)*(?:[^/\\\x00-\x1f.][^/\\\x00-\x1f]*)?")
_ELSEWHERE = ("/desk/", "/account/", "/static/", "/view/")
_HIDDEN = ("index.html", ".gz", ".br")
_FILES, _IMAGES = "/attachments/", "/files/"
_IMAGE_ENDINGS = (".jpg", ".png", ".gif", ".webp")
_CODINGS = (("br", ".br"), ("gzip", ".gz"))

Header = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """A file ready to be sent; `stamp` tells whether it is still the one on disk."""

    stamp: tuple[int, int, int]
    status: str
    headers: list[Header]
    unchanged: list[Header]
    etag: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the answer to an address lies, if there is one: its tombstone, its page, and their coding."""

    path: str
    gone: str
    page: str
    coding: tuple[str, str]


def wants(header: str) -> tuple[str, str]:
    """The best coding a reader takes: its name and file ending; ("", "") for none."""
    for coding, ending in _CODINGS:
        if coding in header and not re.search(rf"{coding}\s*;\s*q=0(?:\.0*)?(?:,|\s|$)", header):
            return coding, ending
    return "", ""


class BakedFirst:
    """A WSGI application that answers baked pages itself and passes everything else on."""

    def __init__(self, application: WSGIApplication, root: Path, security: Sequence[Header]) -> None:
        self._application = application
        self._pages, self._gone = f"{root / PAGES}", f"{root / GONE}"
        self._security = list(security)
        self._kept: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self._bytes = 0
        self._codings: dict[str, tuple[str, str]] = {}
        self._places: dict[tuple[str, str], _Place] = {}

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        answer = None
        if method in {"GET", "HEAD"}:
            answer = self.find(environ.get("PATH_INFO", ""), environ.get("HTTP_ACCEPT_ENCODING", ""))
        if answer is None:
            return self._application(environ, start_response)
        if answer.etag in environ.get("HTTP_IF_NONE_MATCH", "") and answer.status == "200 OK":
            start_response("304 Not Modified", answer.unchanged)
            return [b""]
        start_response(answer.status, answer.headers)
        return [answer.body if method == "GET" else b""]

    def find(self, raw: str, accepted: str) -> Answer | None:
        """The answer for a path as WSGI gives it, in the reader's best coding; None when not baked."""
        known = self._places.get((raw, accepted))
        return self._at(known) if known is not None else self._looked_up(raw, accepted)

    def _looked_up(self, raw: str, accepted: str) -> Answer | None:
        if raw.startswith(_ELSEWHERE):
            return None
        try:
            path = raw.encode("latin-1").decode("utf-8")
        except (UnicodeDecodeError, UnicodeEncodeError):
            return None
        if not _ADDRESS.fullmatch(path) or path.endswith(_HIDDEN):
            return None
        if path.startswith(_IMAGES):
            return self._picture(path)
        if path.startswith(_FILES):
            return self._answer(f"{self._pages}{path}", path, "200 OK", ("", ""))
        name = f"{path}index.html" if path.endswith("/") else path
        place = _Place(path, f"{self._gone}{name}", f"{self._pages}{name}", self._coding(accepted))
        answer = self._at(place)
        if answer is not None:
            if len(self._places) >= PLACES_KEPT:
                self._places.clear()
            self._places[raw, accepted] = place
        return answer

    def _at(self, place: "_Place") -> Answer | None:
        # Tombstones first: a page copied beside one is not served even before a baker sweeps it. There is
        # a plain one as long as there is any, and asking for it so raises nothing where there is none.
        if os.access(place.gone, os.F_OK):
            gone = self._answer(place.gone, place.path, "410 Gone", place.coding)
            if gone is not None:
                return gone
        return self._answer(place.page, place.path, "200 OK", place.coding)

    def _coding(self, accepted: str) -> tuple[str, str]:
        found = self._codings.get(accepted)
        if found is None:
            found = wants(accepted)
            if len(self._codings) < 100:
                self._codings[accepted] = found
        return found

    def _picture(self, path: str) -> Answer | None:
        for ending in _IMAGE_ENDINGS:
            found = self._answer(f"{self._pages}{path}image{ending}", path, "200 OK", ("", ""))
            if found is not None:
                return found
        return None

    def _answer(self, file: str, path: str, status: str, coding: tuple[str, str]) -> Answer | None:
        try:
            stat = os.stat(file + coding[1])  # noqa: PTH116 - half the time of a Path, at every request
        except OSError:  # not there, or no name a file can have
            return self._answer(file, path, status, ("", "")) if coding[1] and Path(file).exists() else None
        stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        key = (file, coding[1])
        kept = self._kept.get(key)
        if kept is not None and kept.stamp == stamp:
            return kept
        return self._read(key, path, status, coding[0])

    def _read(self, key: tuple[str, str], path: str, status: str, coding: str) -> Answer | None:
        try:
            with Path("".join(key)).open("rb") as handle:
                stat = os.fstat(handle.fileno())
                body = handle.read()
        except OSError:
            # Its page is being replaced this very moment: there is a plain one all the while.
            return self._answer(key[0], path, status, ("", "")) if coding else None
        etag = entity_tag(int(stat.st_mtime), stat.st_size)
        headers = [*self._describe(key[0], path), ("ETag", etag)]
        if coding:
            headers.append(("Content-Encoding", coding))
        answer = Answer(
            (stat.st_mtime_ns, stat.st_size, stat.st_ino),
            status,
            [*headers, ("Content-Length", str(len(body)))],
            headers,
            etag,
            body,
        )
        self._keep(key, answer)
        return answer

    def _describe(self, file: str, path: str) -> list[Header]:
        kind = media_type(file)
        if path.startswith((_FILES, _IMAGES)):
            shown = "inline" if kind.startswith("image/") else "attachment"
            return [
                ("Content-Type", kind),
                ("Cache-Control", REVALIDATE),
                ("Content-Disposition", shown),
                ("Content-Security-Policy", FILE_POLICY),
                *(pair for pair in self._security if pair[0] != "Content-Security-Policy"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
            ]
        return [
            ("Content-Type", kind),
            ("Cache-Control", REVALIDATE),
            ("Content-Language", HTML_LANGUAGE[language_of(path)]),
            ("Vary", "Accept-Encoding"),
            *self._security,
        ]

    def _keep(self, key: tuple[str, str], answer: Answer) -> None:
        old = self._kept.pop(key, None)
        self._bytes -= len(old.body) if old else 0
        if len(answer.body) > LARGEST_KEPT:
            return
        self._kept[key] = answer
        self._bytes += len(answer.body)
        while self._bytes > MEMORY_BYTES:
            self._bytes -= len(self._kept.popitem(last=False)[1].body)
