"""Applicants who fill in the request form on a running server, page by page, as browsers without script do.

Each comes from an address of its own, which the server takes from its trusted proxy, solves the proof of
work, and sends. When the server is gone they press the same button again until it is back, as people do.
"""

import base64
import hashlib
import http.client
import json
import random
import re
import struct
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

FORM = "/disclosure/request/apply/"
PATIENCE = 150.0
"""Seconds somebody goes on pressing the button while no server answers."""
PAUSE = 0.5
ANSWER_SECONDS = 30.0

PAGES: tuple[Mapping[str, str], ...] = (
    {"applicant_type": "natural_person", "identity": "id_card", "id_number": "11010519491231002X"},
    {"document_name": "因公临时出国团组统计", "features": "近三年各团组的人数和金额"},
    {"phone": "13800138000", "way": "electronic", "route": "online"},
    {},
)
"""What is typed on each of the four pages; the name is the applicant's own."""


@dataclass(slots=True)
class Sent:
    """One application: its receipt once it is about to be sent, the number once its page was shown."""

    receipt: str
    number: str = ""
    seconds: float = 0.0
    tries: int = 0


@dataclass(slots=True)
class Seen:
    """What one applicant did. `waits` are the seconds of each other page, `first` of the empty form."""

    sent: list[Sent] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Applicants:
    """A number of people who apply at the same time, over and over, until told to stop."""

    def __init__(self, port: int, count: int, *, network: int, thinking: float, most: int = 20) -> None:
        """`network` keeps the addresses of crowds apart; `thinking` is seconds a page.

        `most` is how many applications each sends at the most.
        """
        self.port, self.thinking, self.most = port, thinking, most
        self.stopped = threading.Event()
        self.seen = [Seen() for _ in range(count)]
        self._threads = [
            threading.Thread(
                target=self._apply, args=(place, f"10.{network}.{place // 250}.{place % 250 + 1}")
            )
            for place in range(count)
        ]

    def start(self) -> None:
        """Send them off."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> list[Seen]:
        """Let each finish what they are at; what they saw."""
        self.stopped.set()
        return self.wait()

    def wait(self) -> list[Seen]:
        """What they saw, once each has sent as many as they wanted to."""
        for thread in self._threads:
            thread.join()
        return self.seen

    def _apply(self, place: int, address: str) -> None:
        luck, seen = random.Random(place), self.seen[place]
        time.sleep(luck.uniform(0, self.thinking * 5))
        while not self.stopped.is_set() and len(seen.sent) + len(seen.refused) < self.most:
            Visit(self.port, address, f"申请人{place}", seen, luck, self.thinking).fill_in()


class Visit:
    """One walk through the form."""

    def __init__(
        self, port: int, address: str, name: str, seen: Seen, luck: random.Random, thinking: float
    ) -> None:
        self.port, self.address, self.name, self.seen = port, address, name, seen
        self.luck, self.thinking = luck, thinking
        self.cookies: dict[str, str] = {}

    def fill_in(self) -> None:
        """From the empty form to the page with the number; what is refused is written down."""
        began = time.monotonic()
        status, page, _location = self._ask("GET", FORM)
        self.seen.first.append(time.monotonic() - began)
        for place, typed in enumerate(PAGES):
            self._think()
            began = time.monotonic()
            given = {**_hidden(page), **typed, "act": "next"} | ({"name": self.name} if place == 0 else {})
            proof = place == len(PAGES) - 1
            status, page, _location = self._ask(
                "POST", FORM, *(_multipart(given) if proof else _encoded(given))
            )
            self.seen.waits.append(time.monotonic() - began)
            if status != 200:
                self.seen.refused.append(f"page {place + 1}: {status}")
                return
        self._send(page)

    def _send(self, page: str) -> None:
        given = {**_hidden(page), "act": "send", "proof": solved(page)}
        sent = Sent(given["receipt"])
        self.seen.sent.append(sent)
        self._think()
        deadline = time.monotonic() + PATIENCE
        while True:
            began = time.monotonic()
            sent.tries += 1
            try:
                status, answer, location = self._once("POST", FORM, *_encoded(given))
            except (OSError, http.client.HTTPException):
                status, answer, location = 0, "", ""
            if status == 302:
                sent.seconds = time.monotonic() - began
                break
            if time.monotonic() > deadline:
                self.seen.refused.append(f"sending: {status} {_problem(answer)}")
                return
            time.sleep(PAUSE)
        _status, shown, _location = self._ask("GET", location)
        found = re.search(r"Y\d{4}-\d{5,}", shown)
        sent.number = found[0] if found else ""

    def _think(self) -> None:
        time.sleep(self.luck.uniform(0.5, 1.5) * self.thinking)

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, str, str]:
        """Status, text and where it leads; asks again while nobody answers."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self._once(method, path, body, kind)
            except (OSError, http.client.HTTPException):
                if time.monotonic() > deadline:
                    return 0, "", ""
                time.sleep(PAUSE)

    def _once(self, method: str, path: str, body: bytes, kind: str) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
            headers = {"X-Forwarded-For": self.address, "Cookie": cookies}
            if kind:
                headers["Content-Type"] = kind
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, kept = value.partition(";")[0].partition("=")
                    self.cookies[key] = kept
            return answer.status, text, answer.getheader("Location") or ""
        finally:
            connection.close()


class _Form(HTMLParser):
    """Collects the hidden fields of the form that is sent."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = given.get("method", "").lower() == "post"
        elif tag == "input" and self.inside and given.get("type") == "hidden" and "name" in given:
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def _hidden(page: str) -> dict[str, str]:
    form = _Form()
    form.feed(page)
    return form.fields


def _problem(page: str) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", page)[:200]


def _encoded(given: Mapping[str, str]) -> tuple[bytes, str]:
    return urlencode(given).encode(), "application/x-www-form-urlencoded"


def _multipart(given: Mapping[str, str]) -> tuple[bytes, str]:
    """The fields and a picture that stands for the copy of an identity card."""
    border = "made-up-border-of-an-applicant"
    parts = [
        f'--{border}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in given.items()
    ]
    parts.append(
        f'--{border}\r\nContent-Disposition: form-data; name="identity_proof"; filename="card.png"\r\n'
        "Content-Type: image/png\r\n\r\n".encode()
    )
    parts += [picture(), f"\r\n--{border}--\r\n".encode()]
    return b"".join(parts), f"multipart/form-data; boundary={border}"


def picture(side: int = 64) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * side for _ in range(side))
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def solved(page: str) -> str:
    """The proof of work a page asks for, as the script of the form makes it."""
    task = {
        name: value.replace("&amp;", "&") for name, value in re.findall(r'data-proof-(\w+)="([^"]*)"', page)
    }
    salt = task["salt"].encode()
    number = next(
        n
        for n in range(int(task["max"]) + 1)
        if hashlib.sha256(salt + str(n).encode()).hexdigest() == task["challenge"]
    )
    payload = {name: task[name] for name in ("algorithm", "challenge", "salt", "signature")}
    return base64.b64encode(json.dumps(payload | {"number": number}).encode()).decode()
