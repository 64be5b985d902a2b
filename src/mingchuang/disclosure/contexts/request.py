"""依申请公开: how to ask for information, and the form to print. Built from the rules, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.selectors import site_identity
from mingchuang.disclosure import selectors
from mingchuang.disclosure.contexts.platform import platform_head, side
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.pages import Context
from mingchuang.rules import request_guidance
from mingchuang.rules.disclosure import PLATFORM_BLOCKS, PLATFORM_NAME, PlatformBlock


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the body that handles requests; empty values are left out of the page."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told to a person who wants to ask, in the language of the page; the norm keeps its name."""

    subject: str
    says: str
    document: str
    article: str


def _told(statement: request_guidance.Statement) -> Told:
    source = statement.source
    return Told(_(statement.subject), _(statement.says), _(source.document), _(source.article))


def request_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Who, how, what to write, how long, what it costs, what to do when dissatisfied."""
    site = site_identity(language)
    block = PlatformBlock.REQUEST
    return {
        "site": site,
        "page": platform_head(
            site, reverse("disclosure:request"), language, _(PLATFORM_BLOCKS[block]), kind=_("互动交流")
        ),
        "side": side(block),
        "sections": [
            (f"part-{number}", _(title), [_told(one) for one in request_guidance.shown(statements)])
            for number, (title, statements) in enumerate(request_guidance.SECTIONS, start=1)
        ],
        "contacts": contacts(language),
        "apply_address": reverse("requests:apply"),
        "progress_address": reverse("requests:progress"),
        "form_address": reverse("disclosure:request-form"),
        "list_address": reverse("publishing:list"),
    }


def contacts(language: str) -> list[Contact]:
    """The disclosure body as the guide names it, else the office as the site names it."""
    guide = selectors.current_guide(language)
    if guide is not None:
        labels = (
            ("body_name", _("受理机构")),
            ("address", _("地址")),
            ("hours", _("办公时间")),
            ("phone", _("电话")),
            ("fax", _("传真")),
            ("online_contact", _("互联网联系方式")),
        )
        rows = [Contact(label, str(guide.extra.get(key, ""))) for key, label in labels]
    else:
        site = site_identity(language)
        rows = [
            Contact(_("受理机构"), site.office_name),
            Contact(_("地址"), site.address),
            Contact(_("办公时间"), site.hours),
            Contact(_("电话"), site.phone),
            Contact(_("传真"), site.fax),
            Contact(_("电子邮箱"), site.email),
        ]
    return [row for row in rows if row.value]


def form_context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """The application form, to print and fill in by hand. Asks what Art. 29 asks, and no purpose."""
    site = site_identity(language)
    path = reverse("disclosure:request-form")
    title = _("政府信息公开申请表")
    return {
        "site": site,
        "page": head(
            site,
            title=title,
            path=path,
            crumbs=[
                Crumb(_(PLATFORM_NAME), reverse("disclosure:front")),
                Crumb(_(PLATFORM_BLOCKS[PlatformBlock.REQUEST]), reverse("disclosure:request")),
                Crumb(title),
            ],
            section=reverse("disclosure:front"),
            description=_("%(office)s%(name)s") % {"office": site.office_name, "name": title},
            language=language,
        ),
        "contacts": contacts(language),
    }
