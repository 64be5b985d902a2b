"""Serves collected static files in front of Django, so that one process is a whole installation.

Only names found in the folder at start are answered, so that no path from outside ever reaches the file
system. Behind nginx these requests do not arrive here; the example configuration serves the same folder.
"""

import mimetypes
import re
from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from pathlib import Path
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_HASHED = re.compile(r"\.[0-9a-f]{12}\.[A-Za-z0-9.]+$")
_TEXT_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")
FOREVER = "public, max-age=31536000, immutable"
SHORTLY = "public, max-age=300"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it was when the server started."""

    path: Path
    headers: tuple[tuple[str, str], ...]
    etag: str


def find_files(root: Path, prefix: str) -> dict[str, StaticFile]:
    """Every file below `root` by its address, which begins with `prefix`."""
    if not root.is_dir():
        return {}
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            found[prefix + name] = _describe(path, name)
    return found


def _describe(path: Path, name: str) -> StaticFile:
    stat = path.stat()
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if media_type.startswith(_TEXT_TYPES):
        media_type += "; charset=utf-8"
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"'
    headers = (
        ("Content-Type", media_type),
        # A name with the hash of its content never changes its content.
        ("Cache-Control", FOREVER if _HASHED.search(name) else SHORTLY),
        ("Last-Modified", formatdate(stat.st_mtime, usegmt=True)),
        ("ETag", etag),
        ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    )
    return StaticFile(path, headers, etag)


class StaticFirst:
    """A WSGI application that answers static files itself and passes everything else on."""

    def __init__(self, application: WSGIApplication, root: Path, prefix: str) -> None:
        self._application = application
        self._files = find_files(root, prefix)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        file = self._files.get(environ.get("PATH_INFO", ""))
        if file is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._application(environ, start_response)
        return _answer(file, environ, start_response)


def _answer(file: StaticFile, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    if file.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start_response(_line(HTTPStatus.NOT_MODIFIED), list(file.headers))
        return [b""]
    try:
        body = file.path.read_bytes()
    except FileNotFoundError:
        start_response(_line(HTTPStatus.NOT_FOUND), [("Content-Type", "text/plain; charset=utf-8")])
        return ["文件已更新，请刷新页面。".encode()]
    start_response(_line(HTTPStatus.OK), [*file.headers, ("Content-Length", str(len(body)))])
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]


def _line(status: HTTPStatus) -> str:
    return f"{status.value} {status.phrase}"
