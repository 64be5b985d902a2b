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
    site = site_identity()
    return {
        "site": site,
        "status": 404,
        "page": head(
            site,
            title=_("没有找到这个页面"),
            path=reverse("publishing:list"),
            language=language,
            indexed=False,
        ),
        "list_address": reverse("publishing:list"),
    }
