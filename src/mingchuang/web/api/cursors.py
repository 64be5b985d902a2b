"""Where a reader of a list goes on: signed, so that it is ours, and bound to the question it came from.

A cursor holds the sort keys of the last row, not a number of rows, so that what is released or withdrawn
in between neither repeats a row nor hides one.
"""

import hashlib
from typing import Any

from django.core import signing

from mingchuang.web.api.problems import Problem

_SIGNER = signing.Signer(salt="mingchuang.web.api.cursor")


def question(**parameters: Any) -> str:
    """A short name of a question: the same parameters, the same name."""
    text = repr(sorted((name, str(value)) for name, value in parameters.items() if value not in (None, "")))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def make(asked: str, *keys: str | int) -> str:
    """A cursor after the row with these sort keys, for the question `asked`."""
    return _SIGNER.sign_object([asked, *keys])


def read(cursor: str, asked: str) -> list[Any]:
    """The sort keys a cursor holds. Raises Problem when it is not ours or of another question."""
    try:
        found = _SIGNER.unsign_object(cursor)
    except Exception:
        found = None
    if not isinstance(found, list) or not found:
        raise Problem(
            "bad-cursor",
            "cursor 不是本接口给出的翻页标记，请原样使用上一页的 next。"
            " / The cursor was not issued here: use `next` of the page before as it is.",
        )
    if found[0] != asked:
        raise Problem(
            "bad-cursor",
            "cursor 属于另一个查询，翻页时其他参数须与上一页相同。"
            " / The cursor belongs to another query: keep all other parameters as they were.",
        )
    return list(found[1:])
