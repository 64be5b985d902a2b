"""Writes the archive: each address is asked of the application itself, with the headers a visitor gets."""

import base64
import hashlib
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote_to_bytes, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mingchuang.base.identity.selectors import site_identity
from mingchuang.web.archiving import addresses
from mingchuang.web.archiving.index import Index

Progress = Callable[[int], None]
AGENT = "mingchuang-archive"
NOT_KEPT = ("Set-Cookie", "X-Request-Id")


@dataclass
class Outcome:
    """How many addresses were written, repeated content among them, and those that could not be read."""

    written: int = 0
    repeated: int = 0
    failed: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the site says at an address."""

    address: str
    status: int
    reason: str
    headers: list[tuple[str, str]]
    body: bytes
    repeats: bool = False  # whether the same bytes may well stand at another address


class Site:
    """The application asked in this very process, without a server, a cookie or a limit."""

    def __init__(self) -> None:
        self._handler = BaseHandler()
        self._handler.load_middleware()
        self._address = urlsplit(settings.PUBLIC_URL)

    def ask(self, path: str) -> HttpResponseBase:
        """The answer to GET, streamed parts joined by the caller."""
        bare, _, query = path.partition("?")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": unquote_to_bytes(bare).decode("latin-1"),
            "SCRIPT_NAME": "",
            "QUERY_STRING": query,
            "SERVER_NAME": self._address.hostname or "localhost",
            "SERVER_PORT": str(self._address.port or (443 if self._address.scheme == "https" else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": self._address.netloc,
            "HTTP_USER_AGENT": AGENT,
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": self._address.scheme,
            "wsgi.input": BytesIO(),
        }
        return cast(HttpResponseBase, self._handler.get_response(WSGIRequest(environ)))


@contextmanager
def _not_logged() -> Iterator[None]:
    """What the archive asks is no visit: a line for each page would bury those of readers."""
    requests = logging.getLogger("mingchuang.requests")
    before = requests.level
    requests.setLevel(logging.WARNING)
    try:
        yield
    finally:
        requests.setLevel(before)


def answers() -> Iterator[Answer]:
    """Everything the public site says, page by page."""
    site = Site()
    for path in addresses.of_pages():
        yield _answer(path, site.ask(path), repeats=False)
    for path in addresses.of_files():
        yield _answer(path, site.ask(path), repeats=True)
    for path, file in addresses.of_parts():
        headers = [("Content-Type", addresses.type_of(file))]
        yield Answer(_absolute(path), 200, "OK", headers, file.read_bytes(), repeats=True)


def _absolute(path: str) -> str:
    return settings.PUBLIC_URL + path


def _answer(path: str, response: HttpResponseBase, *, repeats: bool) -> Answer:
    if isinstance(response, FileResponse) and response.file_to_stream is not None:
        with response.file_to_stream as file:  # not `close`: that would end the database's connection too
            body = file.read()
    else:
        body = cast(HttpResponse, response).content
    headers = [(name, value) for name, value in response.items() if name not in NOT_KEPT]
    return Answer(_absolute(path), response.status_code, response.reason_phrase, headers, body, repeats)


def write_archive(output: Path, *, now: datetime, progress: Progress | None = None) -> Outcome:
    """Write the whole public site to `output` (FILE.warc.gz) and its index to FILE.cdxj beside it.

    Both appear when they are complete; until then nothing stands there. Raises OSError of the disk.
    """
    part = output.with_name(output.name + ".part")
    index_path = index_of(output)
    index_part = index_path.with_name(index_path.name + ".part")
    try:
        with _not_logged(), part.open("wb") as out, Index() as index:
            outcome = _write(out, output.name, index, now, progress)
            out.flush()
            os.fsync(out.fileno())
            index.write(index_part)
        index_part.replace(index_path)
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
        index_part.unlink(missing_ok=True)
    return outcome


def index_of(output: Path) -> Path:
    """Where the index of an archive stands."""
    return output.with_name(output.name.removesuffix(".gz").removesuffix(".warc") + ".cdxj")


def _write(out: Any, name: str, index: Index, now: datetime, progress: Progress | None) -> Outcome:
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    date = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    _put(writer, _about(writer, name))
    outcome = Outcome()
    seen: dict[str, str] = {}
    for answer in answers():
        if answer.status >= 500:
            outcome.failed.append(answer.address)
            continue
        record = _record(writer, answer, date, seen)
        start = out.tell()
        _put(writer, record)
        length = out.tell() - start
        request = _request(writer, answer, date)
        request.rec_headers.add_header("WARC-Concurrent-To", record.rec_headers.get_header("WARC-Record-ID"))
        _put(writer, request)
        outcome.written += 1
        outcome.repeated += record.rec_type == "revisit"
        index.add(
            answer.address,
            now.astimezone(UTC).strftime("%Y%m%d%H%M%S"),
            status=str(answer.status),
            mime="warc/revisit" if record.rec_type == "revisit" else _mime(answer),
            digest=str(record.rec_headers.get_header("WARC-Payload-Digest")),
            offset=str(start),
            length=str(length),
            filename=name,
        )
        if progress is not None:
            progress(outcome.written)
    return outcome


def _put(writer: WARCWriter, record: Any) -> None:
    writer.write_record(record)
    if record.raw_stream is not None:
        record.raw_stream.close()  # what the library buffered on the way


def _about(writer: WARCWriter, name: str) -> Any:
    site = site_identity()
    facts = {
        "software": f"mingchuang/{version('mingchuang')}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "operator": site.office_name,
        "isPartOf": site.site_name_zh or site.office_name,
        "http-header-user-agent": AGENT,
        "hostname": urlsplit(settings.PUBLIC_URL).hostname or "",
    }
    return writer.create_warcinfo_record(name, facts)


def _record(writer: WARCWriter, answer: Answer, date: str, seen: dict[str, str]) -> Any:
    """The response, or, for bytes that stand in the archive already, a record that points there."""
    headers = [*answer.headers]
    if not any(name.lower() == "content-length" for name, _ in headers):
        headers.append(("Content-Length", str(len(answer.body))))
    http = StatusAndHeaders(f"{answer.status} {answer.reason}", headers, protocol="HTTP/1.1")
    dated = {"WARC-Date": date}
    if answer.repeats:
        digest = _digest(answer.body)
        first = seen.setdefault(digest, answer.address)
        if first != answer.address:
            return writer.create_revisit_record(
                answer.address, digest, first, date, http_headers=http, warc_headers_dict=dated
            )
    return writer.create_warc_record(
        answer.address, "response", payload=BytesIO(answer.body), http_headers=http, warc_headers_dict=dated
    )


def _digest(body: bytes) -> str:
    """The payload digest as the format writes it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()


def _request(writer: WARCWriter, answer: Answer, date: str) -> Any:
    parts = urlsplit(answer.address)
    line = f"GET {parts.path}{'?' + parts.query if parts.query else ''} HTTP/1.1"
    headers = StatusAndHeaders(line, [("Host", parts.netloc), ("User-Agent", AGENT)], is_http_request=True)
    return writer.create_warc_record(
        answer.address, "request", http_headers=headers, warc_headers_dict={"WARC-Date": date}
    )


def _mime(answer: Answer) -> str:
    kinds = (value for name, value in answer.headers if name.lower() == "content-type")
    return next(kinds, "").partition(";")[0]
