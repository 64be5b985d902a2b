"""One request over one connection, within a time that no drip of bytes can stretch.

`http.client` waits anew for every piece it reads, so a server that sends one byte every few seconds holds
it for ever. Here the socket is told before each read how much of the whole time is left.
"""

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from typing import Any

from mingchuang.base.outgoing.addresses import PORTS, Target

MOST_BYTES = 64 * 1024
"""Of an answer's head; its body is never read."""

_HEADERS = {"User-Agent": "Mingchuang-LinkCheck/1", "Accept": "*/*", "Connection": "close"}
_SENDING = {"User-Agent": "Mingchuang/1", "Accept": "*/*", "Connection": "close"}


class TooMuch(OSError):
    """The head of the answer does not end."""


class _Head(io.RawIOBase):
    """Reads from a socket until the time or the bytes are used up."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline, self._left = sock, deadline, MOST_BYTES

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left <= 0:
            raise TooMuch("the head of the answer is too long")
        self._sock.settimeout(seconds_left(self._deadline))
        room = memoryview(buffer)[: min(len(buffer), self._left)]
        received = self._sock.recv_into(room)
        self._left -= received
        return received


class _Line:
    """What `http.client` needs of a socket, with the time limit."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: Any) -> None:
        self._sock.settimeout(seconds_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return io.BufferedReader(_Head(self._sock, self._deadline), buffer_size=4096)

    def close(self) -> None:
        self._sock.close()


def seconds_left(deadline: float) -> float:
    """Of the time of a whole request. Raises TimeoutError when it is used up."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time for the request is used up")
    return left


def ask(target: Target, method: str, deadline: float) -> tuple[int, str]:
    """Status and Location of one answer; the connection goes to the judged number and nowhere else.

    Raises OSError or http.client.HTTPException.
    """
    return _exchange(target, method, _HEADERS, None, deadline)


def send(target: Target, body: bytes, headers: Mapping[str, str], deadline: float) -> int:
    """Hand over `body` by POST; the status of the answer. Raises OSError or http.client.HTTPException."""
    return _exchange(target, "POST", _SENDING | dict(headers), body, deadline)[0]


def _exchange(
    target: Target, method: str, headers: Mapping[str, str], body: bytes | None, deadline: float
) -> tuple[int, str]:
    with socket.create_connection((target.number, target.port), timeout=seconds_left(deadline)) as plain:
        sock: socket.socket = plain
        if target.scheme == "https":
            plain.settimeout(seconds_left(deadline))
            sock = ssl.create_default_context().wrap_socket(plain, server_hostname=target.host)
        with sock:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.default_port = PORTS[target.scheme]  # not repeated in the Host header
            connection.sock = _Line(sock, deadline)
            connection.request(method, target.path, body=body, headers=dict(headers))
            with connection.getresponse() as answer:
                return answer.status, answer.getheader("Location") or ""
