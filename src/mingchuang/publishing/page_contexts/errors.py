"""Pages that say what is not here, and where to look instead."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.pages import Context


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


def _lost(title: str, why: str, language: str) -> Context:
    site = site_identity()
    return {
        "site": site,
        "status": 404,
        "page": head(site, title=title, path=reverse("publishing:list"), language=language, indexed=False),
        "why": why,
        "list_address": reverse("publishing:list"),
    }
