"""No link that somebody types makes the server ask a machine of its own network."""

import ast
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import mingchuang
from mingchuang.base.outgoing import services as outgoing
from mingchuang.base.outgoing import wire
from mingchuang.base.outgoing.addresses import NotAllowed, Target, resolve, target
from tests.support.talkative import Answering, says, serving

PUBLIC = "93.184.215.14"
OK = "HTTP/1.1 200 OK\nContent-Length: 0"


@pytest.fixture(autouse=True)
def _switched_on(settings: Any) -> None:
    settings.OUTGOING_HTTP = True


def names(**known: list[str]) -> Any:
    """A resolver that knows these hosts (a dot is written as two underscores)."""
    table = {name.replace("__", "."): numbers for name, numbers in known.items()}

    def look_up(host: str, port: int) -> list[str]:
        if host not in table:
            raise OSError("no such host")
        return table[host]

    return look_up


class Routed:
    """Sends every judged request to the test's own server and remembers what was judged."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[tuple[str, Target]] = []

    def __call__(self, judged: Target, method: str, deadline: float) -> tuple[int, str]:
        self.asked.append((method, judged))
        return wire.ask(replace(judged, number="127.0.0.1", port=self.port), method, deadline)


def head(url: str, answer: Answering, *, seconds: float = 5, **known: list[str]) -> tuple[Any, Routed]:
    with serving(answer) as port:
        routed = Routed(port)
        found = outgoing.head(url, resolver=names(**known), ask=routed, seconds=seconds)
    return found, routed


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "::127.0.0.1",
        "fe80::1",
        "fe80::1%1",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
        "64:ff9b::7f00:1",
    ],
)
def test_a_name_that_stands_for_an_inner_number_is_refused(number: str) -> None:
    with pytest.raises(NotAllowed, match="内部网络"):
        target("https://www.example.com/", names(www__example__com=[number]))
    with pytest.raises(NotAllowed, match="内部网络"):
        target("https://www.example.com/", names(www__example__com=[PUBLIC, number]))


@pytest.mark.parametrize("number", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", f"::ffff:{PUBLIC}"])
def test_a_public_number_is_taken(number: str) -> None:
    assert target("https://www.example.com/", names(www__example__com=[number])).number == number


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://www.example.com/", "https://"),
        ("file:///etc/passwd", "https://"),
        ("gopher://www.example.com/", "https://"),
        ("/info/1/", "https://"),
        ("//www.example.com/", "https://"),
        ("https://user:pass@www.example.com/", "用户名"),
        ("https://user@www.example.com/", "用户名"),
        ("https://www.example.com:22/", "22"),
        ("https://www.example.com:8080/", "8080"),
        ("https://www.example.com:99999/", ""),
        ("http://localhost/", "内部网络"),
        ("http://127.0.0.1/", "内部网络"),
        ("http://[::1]/", "内部网络"),
        ("http://[::ffff:10.0.0.1]/", "内部网络"),
        ("http://169.254.169.254/latest/", "内部网络"),
        ("http://www.example.com/\r\nX: 1", "控制字符"),
        ("http://www.example.com/a b", "空白"),
        ("http://" + "a." * 2000 + "com/", "过长"),
        ("http://" + "a" * 80 + ".com/", "域名"),
    ],
)
def test_an_address_that_is_not_for_us_is_refused_as_written(url: str, words: str) -> None:
    answer = outgoing.head(url, resolver=lambda host, port: [PUBLIC], ask=_never)
    assert words in answer.problem
    assert answer.problem
    assert not answer.reached


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "017700000001"])
def test_other_spellings_of_an_inner_number(host: str) -> None:
    """Some are a name without a dot; the rest the system's resolver turns into the number itself."""
    answer = outgoing.head(f"http://{host}/", resolver=resolve, ask=_never)
    assert answer.problem
    assert not answer.reached


def test_the_connection_goes_to_the_number_that_was_judged() -> None:
    """A name that changes its mind after it was judged (DNS rebinding) changes nothing."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    with serving(says(OK)) as port:
        routed = Routed(port)
        found = outgoing.head(
            "https://www.example.com/".replace("https", "http"),
            resolver=lambda host, _: next(answers),
            ask=routed,
        )
    assert found.status == 200
    assert [judged.number for _, judged in routed.asked] == [PUBLIC]
    assert list(answers) == [["127.0.0.1"], ["127.0.0.1"]]


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("http://127.0.0.1/admin", "内部网络"),
        ("http://inner.example.com/", "内部网络"),
        ("//inner.example.com/", "内部网络"),
        ("http://[::ffff:127.0.0.1]/", "内部网络"),
        ("file:///etc/passwd", "https://"),
        ("http://www.example.com:6379/", "6379"),
        ("http://a:b@www.example.com/", "用户名"),
        ("http://[broken/", "写法有误"),
    ],
)
def test_a_redirect_is_judged_anew(location: str, words: str) -> None:
    found, routed = head(
        "http://www.example.com/",
        says(f"HTTP/1.1 302 Found\nLocation: {location}"),
        www__example__com=[PUBLIC],
        inner__example__com=["10.0.0.8"],
    )
    assert words in found.problem
    assert found.reached
    assert len(routed.asked) == 1


def test_redirects_without_end_are_given_up() -> None:
    found, routed = head(
        "http://www.example.com/", says("HTTP/1.1 301 Moved\nLocation: /again"), www__example__com=[PUBLIC]
    )
    assert "3 次" in found.problem
    assert len(routed.asked) == outgoing.MOST_REDIRECTS + 1


def test_a_huge_body_is_not_read() -> None:
    sent = 0

    def pour(connection: Any, _: bytes) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
        for _ in range(20_000):
            sent += connection.send(b"x" * 65536)

    found, _ = head("http://www.example.com/", pour, www__example__com=[PUBLIC])
    assert found.status == 200
    assert sent < 20_000_000


def test_a_head_without_end_is_given_up() -> None:
    def pour(connection: Any, _: bytes) -> None:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 200_000)

    found, _ = head("http://www.example.com/", pour, www__example__com=[PUBLIC])
    assert found.status == 0
    assert "不完整" in found.problem


def test_a_dripping_server_uses_up_the_time_once() -> None:
    def drip(connection: Any, _: bytes) -> None:
        for letter in "HTTP/1.1 200 OK\r\n" + "X-Slow: yes\r\n" * 50:
            connection.sendall(letter.encode())
            time.sleep(0.05)

    began = time.monotonic()
    found, _ = head("http://www.example.com/", drip, seconds=0.4, www__example__com=[PUBLIC])
    assert "规定时间" in found.problem
    assert time.monotonic() - began < 3


def test_no_credentials_and_no_cookies_leave() -> None:
    seen: list[bytes] = []

    def listen(connection: Any, request: bytes) -> None:
        seen.append(request)
        moved = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nSet-Cookie: a=b\r\n\r\n"
        connection.sendall(moved if len(seen) == 1 else b"HTTP/1.1 200 OK\r\n\r\n")

    head("http://www.example.com/a?q=中文", listen, www__example__com=[PUBLIC])
    assert len(seen) == 2
    assert seen[0].startswith(b"HEAD /a?q=%E4%B8%AD%E6%96%87 HTTP/1.1\r\nHost: www.example.com")
    assert not any(word in request.lower() for request in seen for word in (b"cookie", b"authorization"))


def test_nothing_is_asked_when_it_is_switched_off(settings: Any) -> None:
    settings.OUTGOING_HTTP = False
    with pytest.raises(RuntimeError, match="MINGCHUANG_OUTGOING_HTTP"):
        outgoing.head("https://www.example.com/", resolver=_never, ask=_never)


CLIENTS = {"http.client", "urllib.request", "urllib3", "requests", "httpx", "aiohttp", "ftplib", "pycurl"}
MAY_USE_SOCKETS = {"cli/serve.py", "base/jobs/worker.py"}
"""Looking for a free port; the name of the machine."""


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_nobody_else_imports_an_http_client() -> None:
    root = Path(mingchuang.__file__).parent
    wrong = []
    for path in sorted(root.rglob("*.py")):
        name = str(path.relative_to(root))
        if name.startswith("base/outgoing/"):
            continue
        forbidden = CLIENTS if name in MAY_USE_SOCKETS else CLIENTS | {"socket"}
        wrong += [
            f"{name}: {module}"
            for module in _imports(path)
            if module in forbidden or module.split(".")[0] in forbidden
        ]
    assert wrong == []


def _never(*_: Any) -> Any:
    raise AssertionError("this must not be asked")


# --- what is handed to a gateway ------------------------------------------------------------------


def test_a_gateway_inside_the_network_or_without_encryption_gets_nothing(settings: Any) -> None:
    sent: list[Target] = []

    def send(judged: Target, body: bytes, headers: Any, deadline: float) -> int:
        sent.append(judged)
        return 200

    inside = outgoing.post(
        "https://sms.example.net/", b"{}", {}, resolver=names(sms__example__net=["10.0.0.8"]), send=send
    )
    plain = outgoing.post(
        "http://sms.example.net/", b"{}", {}, resolver=names(sms__example__net=[PUBLIC]), send=send
    )
    assert (inside.status, plain.status, sent) == (0, 0, [])
    assert "内部网络" in inside.problem
    settings.OUTGOING_HTTP = False
    with pytest.raises(RuntimeError):
        outgoing.post("https://sms.example.net/", b"{}", {}, send=send)


def test_what_is_handed_over_arrives_and_no_redirect_is_followed() -> None:
    answer = "HTTP/1.1 302 Found\nLocation: http://127.0.0.1/\nContent-Length: 0"
    with serving(says(answer)) as port:

        def send(judged: Target, body: bytes, headers: Any, deadline: float) -> int:
            assert (judged.host, judged.number, body) == ("sms.example.net", PUBLIC, b"{}")
            here = replace(judged, scheme="http", number="127.0.0.1", port=port)
            return wire.send(here, body, headers, deadline)

        found = outgoing.post(
            "https://sms.example.net/send",
            b"{}",
            {"X-Mingchuang-Signature": "sha256=0"},
            resolver=names(sms__example__net=[PUBLIC]),
            send=send,
        )
    assert (found.status, found.reached) == (302, True)
