"""The page that says what can be copied, under which terms, what the fields mean and how to keep up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import HTML_LANGUAGE, LANGUAGE_NAMES, LANGUAGES, in_language
from mingchuang.base.design.navigation import Link
from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.page_contexts import baked
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.pages import Context, Page
from mingchuang.publishing.selectors import blocks
from mingchuang.web.api import following
from mingchuang.web.open_data import files, records


@dataclass(frozen=True, slots=True)
class Part:
    """The files of one block."""

    number: int
    label: str
    records: int
    json_lines: str
    csv: str


def terms_of_use(site: SiteIdentity) -> str:
    """The office's own sentence, or the usual one."""
    return site.open_data_terms or _(
        "本目录无条件开放，可以免费取用、加工和传播。使用时请注明来源和取用日期，不得歪曲原意；"
        "信息更正或者撤下后，请同步更新或者删除。"
    )


def context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The files of the page's own language only: a release in one language leaves the other pages alone."""
    site = site_identity(language)
    path = reverse("web:open-data")
    held = blocks.sizes(language)
    lines, table = files.addresses(language, "jsonl"), files.addresses(language, "csv")
    label = _("第 %(number)s 号")
    parts = [
        Part(number, label % {"number": number}, count, lines(number), table(number))
        for number, count in reversed(held)
    ]
    return {
        "site": site,
        "page": head(
            site,
            title=_("开放数据"),
            path=path,
            crumbs=[Crumb(_("开放数据"))],
            description=_("本机关已公开信息的目录，可整批取用。"),
            language=language,
        ),
        "parts": parts,
        "total": sum(count for _number, count in held),
        "most": blocks.BLOCK,
        "elsewhere": [
            (HTML_LANGUAGE[code], Link(LANGUAGE_NAMES[HTML_LANGUAGE[code]], in_language(path, code)))
            for code in LANGUAGES
            if code != language
        ],
        "terms": terms_of_use(site),
        "fields": records.FIELDS,
        "days_kept": following.KEPT.days,
        "catalog": reverse("web_machines:open-data-catalog"),
        "reference": reverse("web:open-data-reference"),
        "openapi": reverse("api:openapi-json"),
        "changes": reverse("api:changes"),
    }


PAGE = Page(
    "open_data",
    "web/open_data.html",
    context,
    lambda _params: reverse("web:open-data"),
    baked.only_page,
    baked.by_any_text,
)
