"""Where a request may go: the address as written, and the numbers its name stands for."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from mingchuang.rules.links import is_public_address, link_problem

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 2000
_KEEP_IN_PATH = "/%:@!$&'()*+,;=~-._"

Resolver = Callable[[str, int], list[str]]
"""A host name and a port to the numbers it stands for, as text; raises OSError when there are none."""


class NotAllowed(ValueError):
    """The request may not or cannot be made; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Target:
    """A judged address: `number` is where the connection goes, `host` whom it asks for."""

    scheme: str
    host: str
    number: str
    port: int
    path: str


def resolve(host: str, port: int) -> list[str]:
    """The numbers of a host by the system's resolver. Raises OSError when it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def target(url: str, resolver: Resolver) -> Target:
    """The address judged as written and as looked up. Raises NotAllowed.

    One number that is not public is enough to refuse: a name that stands for both is somebody's trick.
    """
    if len(url) > LONGEST_URL or any(ord(character) <= 32 or ord(character) == 127 for character in url):
        raise NotAllowed("链接地址过长或含有空白、控制字符")
    problem = link_problem(url)
    if problem:
        raise NotAllowed(problem)
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotAllowed("链接应以 https:// 或 http:// 开头")
    port = _port(parts.port, parts.scheme)
    host = _ascii(parts.hostname)
    path = quote(parts.path or "/", safe=_KEEP_IN_PATH)
    query = f"?{quote(parts.query, safe=_KEEP_IN_PATH + '?')}" if parts.query else ""
    return Target(parts.scheme, host, _public_number(host, port, resolver), port, path + query)


def _port(given: int | None, scheme: str) -> int:
    port = given if given is not None else PORTS[scheme]
    if port not in PORTS.values():
        raise NotAllowed(f"链接使用了端口 {port}，只能是 80 或 443")
    return port


def _ascii(host: str) -> str:
    try:
        return host if ":" in host else host.encode("idna").decode("ascii")
    except UnicodeError:
        raise NotAllowed("链接的网站域名写法有误") from None


def _public_number(host: str, port: int, resolver: Resolver) -> str:
    try:
        numbers = resolver(host, port)
    except (OSError, UnicodeError):
        numbers = []
    if not numbers:
        raise NotAllowed("找不到这个网站（域名没有解析）")
    for number in numbers:
        try:
            public = is_public_address(ipaddress.ip_address(number))
        except ValueError:
            public = False
        if not public:
            raise NotAllowed("网站域名指向内部网络，公众打不开")
    return numbers[0]
