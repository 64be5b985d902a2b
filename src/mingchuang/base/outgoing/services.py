"""The one door to the outside: asking whether an address answers, and handing something to a gateway."""

import http.client
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings

from mingchuang.base.outgoing import wire
from mingchuang.base.outgoing.addresses import NotAllowed, Resolver, Target, resolve, target
from mingchuang.rules.links import answer_problem

SECONDS = 15.0
MOST_REDIRECTS = 3
_REDIRECTS = {301, 302, 303, 307, 308}
_NO_HEAD = {400, 403, 404, 405, 501}
"""Answers with which servers turn away HEAD alone: asked again with GET before they are believed."""

Send = Callable[[Target, bytes, Mapping[str, str], float], int]
Ask = Callable[[Target, str, float], tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address answered: the status (0: none), what is wrong in Chinese ("": nothing).

    `reached` says whether any server spoke; when nobody ever does, our own line is down, not the others.
    """

    status: int
    problem: str
    reached: bool


def allowed() -> bool:
    """Whether this installation lets the platform ask other sites (MINGCHUANG_OUTGOING_HTTP)."""
    return bool(settings.OUTGOING_HTTP)


def head(url: str, *, resolver: Resolver = resolve, ask: Ask = wire.ask, seconds: float = SECONDS) -> Answer:
    """Ask for the head of a page, following at most three redirects; never raises for what others do.

    All of it takes at most `seconds` and the look-ups of names. Raises RuntimeError when `allowed()` is not.
    """
    if not allowed():
        raise RuntimeError("outgoing HTTP is switched off (MINGCHUANG_OUTGOING_HTTP)")
    deadline = time.monotonic() + seconds
    reached = False
    try:
        for _ in range(MOST_REDIRECTS + 1):
            status, location = _asked(target(url, resolver), ask, deadline)
            reached = True
            if status not in _REDIRECTS or not location:
                return Answer(status, answer_problem(status), reached)
            url = urljoin(url, location)
    except NotAllowed as refusal:
        return Answer(0, f"跳转后：{refusal}" if reached else str(refusal), reached)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(0, _in_words(error), reached)
    return Answer(0, f"跳转超过 {MOST_REDIRECTS} 次", reached)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    resolver: Resolver = resolve,
    send: Send = wire.send,
    seconds: float = SECONDS,
) -> Answer:
    """Hand something to a gateway of the office's choosing over https, once; no redirect is followed.

    Never raises for what others do. Raises RuntimeError when `allowed()` is not.
    """
    if not allowed():
        raise RuntimeError("outgoing HTTP is switched off (MINGCHUANG_OUTGOING_HTTP)")
    try:
        judged = target(url, resolver)
        if judged.scheme != "https":
            return Answer(0, "只通过 https 发出", reached=False)
        status = send(judged, body, headers, time.monotonic() + seconds)
    except NotAllowed as refusal:
        return Answer(0, str(refusal), reached=False)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(0, _in_words(error), reached=False)
    return Answer(status, answer_problem(status), reached=True)


def _asked(judged: Target, ask: Ask, deadline: float) -> tuple[int, str]:
    status, location = ask(judged, "HEAD", deadline)
    if status in _NO_HEAD:
        return ask(judged, "GET", deadline)
    return status, location


def _in_words(error: Exception) -> str:
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (ssl.SSLCertVerificationError, "网站证书有误，浏览器会警告"),
        (ssl.SSLError, "加密连接没有建立"),
        (TimeoutError, "网站没有在规定时间内回应"),
        (ConnectionRefusedError, "网站拒绝连接"),
        (http.client.HTTPException, "网站的回应不完整"),
        (wire.TooMuch, "网站的回应不完整"),
        (ValueError, "网站跳转到写法有误的地址"),
    )
    return next((words for kind, words in kinds if isinstance(error, kind)), "连接不上这个网站")
