"""What a page in another language says of its source, and the page that says there is no such edition."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE, LANGUAGE_NAMES, LANGUAGES, in_language
from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.models import Draft, Item, Version
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.page_contexts.rows import item_address, number_of
from mingchuang.publishing.pages import Context, PageNotFound
from mingchuang.publishing.selectors import public
from mingchuang.rules.editions import is_stale


def about_translation(source: Draft | Version, item: Item, chinese: Version | None) -> Context:
    """What is said above a translation: from which Chinese page, of when, and whether that has changed."""
    return {
        "chinese_address": in_language(item_address(item.index_number), CHINESE) if item.index_number else "",
        "chinese_title": chinese.title if chinese else "",
        "translated_at": source.released_at if isinstance(source, Version) else None,
        "stale": is_stale(source.source_version_id, chinese.pk if chinese else None),
        "changed_at": chinese.released_at if chinese else None,
    }


def no_edition_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """A text that is public in Chinese, not in this language: where it can be read. Raises PageNotFound."""
    number = number_of(str(params["slug"]))
    item = public.released_item(number) if number else None
    readable = public.readings(item) if item is not None else {}
    chinese = readable.get(CHINESE)
    if item is None or chinese is None or language == CHINESE:
        raise PageNotFound(params["slug"])
    site, path = site_identity(language), item_address(number)
    withdrawn = public.edition_withdrawal(item, language)
    return {
        "site": site,
        "page": head(
            site,
            title=_("此信息没有该语种的版本"),
            path=path,
            crumbs=[Crumb(_("没有该语种的版本"))],
            language=language,
            indexed=False,
        ),
        "chinese_title": chinese.title,
        "withdrawn": withdrawn,
        "readable": [_reading(code, path, readable[code].title) for code in LANGUAGES if code in readable],
        "list_address": reverse("publishing:list"),
    }


def _reading(code: str, path: str, title: str) -> tuple[str, str, str, str]:
    """One language the text can be read in: its tag, its own name, the address, the title there."""
    tag = HTML_LANGUAGE[code]
    return tag, LANGUAGE_NAMES[tag], in_language(path, code), title
