"""Pages that say what is not here, and where to look instead."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import CHINESE, PREFIX
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.pages import Context

UNAVAILABLE = 503


def not_found_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """There is no such page. Says nothing of the address that was asked for."""
    return _lost(
        _("没有找到这个页面"),
        _("您要看的页面不在这个地址。可能是地址输入有误，也可能是页面已经移到别处。"),
        language,
    )


def file_unavailable_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The file belongs to a public text, but there is no copy to hand out."""
    return _lost(
        _("这个附件暂时不能下载"),
        _("附件正在处理，我们已经记录下来。急需的话，请致电本机关索取。"),
        language,
    )


def bad_request_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """A web server could not read what it was sent, or does not do such things."""
    return _lost(
        _("没有读懂这个请求"),
        _("地址或提交的内容不完整。请回到上一页，检查后再试。"),
        language,
        status=400,
    )


def too_large_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """More than the web server takes in at all; what a form allows, the form says itself."""
    return _lost(
        _("提交的内容太大"),
        _("上传的文件合在一起太大，没有提交成功。请回到上一页，减少文件或者把文件压缩后再试。"),
        language,
        status=413,
    )


def too_many_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """An address asks for more than its share; the form it sent was not taken."""
    return _lost(
        _("请稍后再试"),
        _("短时间内的请求太多，请过一分钟再试。您填写的内容没有提交。"),
        language,
        status=429,
    )


def server_error_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Something broke. Baked, so that it can be shown when nothing else can."""
    return _lost(
        _("页面暂时打不开"),
        _("我们的系统出了问题，已经记录下来。请稍后再试，或者致电本机关。"),
        language,
        status=500,
    )


def unavailable_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Forms and search cannot be used for a while; what is published can be read all the same."""
    return _lost(
        _("这项功能暂时不能使用"),
        _(
            "系统正在维护，检索、提交和查询暂时不能办理。已公开的信息仍可阅读。请稍后再来；急需的话，请致电本机关。"
        ),
        language,
        status=UNAVAILABLE,
    )


PAGES: dict[str, Callable[[Mapping[str, Any], datetime, str], Context]] = {
    "not_found": not_found_context,
    "bad_request": bad_request_context,
    "too_large": too_large_context,
    "too_many": too_many_context,
    "server_error": server_error_context,
    "unavailable": unavailable_context,
}
"""What a web server shows by itself: no page, a request it does not take, an application that is silent."""

FILES = {
    "not_found": "404.html",
    "bad_request": "400.html",
    "too_large": "413.html",
    "too_many": "429.html",
    "server_error": "500.html",
    "unavailable": "503.html",
}


def path_of(key: str) -> Callable[[Mapping[str, Any]], str]:
    """Where the page of an error is baked: an address that nobody is led to."""

    def path(params: Mapping[str, Any]) -> str:
        return f"{PREFIX[get_language() or CHINESE]}errors/{FILES[key]}"

    return path


def _lost(title: str, why: str, language: str, *, status: int = 404) -> Context:
    site = site_identity(language)
    return {
        "site": site,
        "status": status,
        "page": head(site, title=title, path=reverse("publishing:list"), language=language, indexed=False),
        "why": why,
        "list_address": reverse("publishing:list"),
        # Nobody is sent from "searching is not available" to a search.
        "may_search": status != UNAVAILABLE,
    }
