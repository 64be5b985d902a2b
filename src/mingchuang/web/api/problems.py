"""Errors as problem details (RFC 9457), said in Chinese and English."""

import json
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse

from mingchuang.base.design.languages import CHINESE, in_language

MEDIA_TYPE = "application/problem+json"

TITLES: dict[str, tuple[int, str]] = {
    "bad-parameter": (400, "参数不合要求 / A parameter is not understood"),
    "bad-cursor": (400, "翻页标记无效 / The cursor is not valid here"),
    "not-found": (404, "没有这个内容 / There is no such thing"),
    "method-not-allowed": (405, "本接口只能读取 / This interface is read-only"),
    "withdrawn": (410, "该信息已撤下 / The item was withdrawn"),
    "cursor-too-old": (410, "翻页标记过旧，请重新取全量 / The cursor is too old: start from a full copy"),
    "address-too-long": (414, "地址太长 / The address is too long"),
    "too-many-requests": (429, "请求过于频繁 / Too many requests"),
    "unavailable": (503, "暂时不能使用 / Not available for a moment"),
}
"""Every problem by the last part of its `type`: status and title."""


class Problem(Exception):
    """Ends a request with a problem; `more` are further members of its body."""

    def __init__(self, kind: str, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.more = kind, detail, more


def document(kind: str, detail: str, **more: Any) -> dict[str, Any]:
    """The body of a problem."""
    status, title = TITLES[kind]
    address = (
        f"{settings.PUBLIC_URL}{in_language(reverse('web:open-data-reference'), CHINESE)}#problem-{kind}"
    )
    return {"type": address, "title": title, "status": status, "detail": detail, **more}


def answer(kind: str, detail: str, **more: Any) -> HttpResponse:
    """A problem as a response. Nobody keeps it: what was refused a moment ago may be there now."""
    text = json.dumps(document(kind, detail, **more), ensure_ascii=False)
    response = HttpResponse(text, status=TITLES[kind][0], content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    return response
