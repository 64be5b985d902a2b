"""One page of every public type in every language, as a reader gets it: what validators are fed with."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.test import Client

from mingchuang.base.design.languages import HTML_LANGUAGE, in_language
from mingchuang.casework.models import Case
from mingchuang.publishing import pages
from mingchuang.rules.page_tags import PageKind
from tests.support.editions import make_bureau, translation_released
from tests.support.public_site import address
from tests.support.replayed import replayed
from tests.support.rich_site import RichSite, make_rich_site

ERROR = {"page_address": "/", "error_kind": "wording", "problem": "“外事”误作“外式”。"}
ERROR_PAGES = ("not_found", "bad_request", "too_large", "too_many", "server_error", "unavailable")
PLAIN_PAGES = ("400", "404", "500", "503")


@dataclass(frozen=True, slots=True)
class Sample:
    """A page: what it is, where and in which language it was read, and its bytes."""

    name: str
    path: str
    language: str
    status: int
    body: bytes
    kind: PageKind | None = PageKind.OTHER  # None: shown without the public shell, has no government tags

    @property
    def file_name(self) -> str:
        return f"{self.language}-{self.name}.html"


@replayed
def make_sampled_site(now: datetime) -> RichSite:
    """The rich site, and one of its texts in English."""
    site = make_rich_site(now)
    translation_released(site.office, make_bureau(site.office), site.corrected, now)
    return site


def _addresses(site: RichSite) -> dict[str, tuple[str, PageKind]]:
    """Address and kind of one page of each type; in Chinese."""
    column, content, other = PageKind.COLUMN, PageKind.CONTENT, PageKind.OTHER
    return {
        "home": ("/", PageKind.HOME),
        "site-map": ("/site-map/", other),
        "platform": ("/disclosure/", column),
        "guide": ("/disclosure/guide/", column),
        "systems": ("/disclosure/systems/", column),
        "statutory": ("/disclosure/statutory/", column),
        "reports": ("/disclosure/reports/", column),
        "request": ("/disclosure/request/", column),
        "request-form": ("/disclosure/request/form/", other),
        "column": ("/c/news/", column),
        "column-side": ("/c/organisation/", column),
        "column-empty": ("/c/other-documents/", other),
        "open-data": ("/open-data/", other),
        "open-data-reference": ("/open-data/api/", other),
        "search": ("/list/", other),
        "search-found": ("/list/?q=外国人&validity=in_force&sort=oldest", other),
        "search-nothing": ("/list/?q=海鲜市场&year=1999", other),
        "item": (address(site.document), content),
        "item-repealed": (address(site.repealed), content),
        "item-corrected": (address(site.corrected), content),
        "tombstone": (address(site.withdrawn), other),
        "nowhere": ("/nowhere/", other),
        "report-error": ("/report-error/?page=/c/news/", other),
        "progress": ("/report-error/progress/", other),
    }


def samples(
    client: Client, site: RichSite, now: datetime, codes: Iterable[str] = tuple(HTML_LANGUAGE)
) -> list[Sample]:
    """Every page type in each of these languages (as Django names them), with each state of a form."""
    found: list[Sample] = []
    for code in codes:
        language = HTML_LANGUAGE[code]
        for name, (path, kind) in _addresses(site).items():
            there = in_language(path, code)
            found.append(_read(name, language, there, client.get(there), kind))
        found += _reporting(client, code)
        for key in ERROR_PAGES:
            shown = pages.render(key, {}, as_of=now, language=code)
            found.append(Sample(key, f"({key})", language, shown.status, shown.body))
        context = {"page": {"language": language}, "home": in_language("/", code)}
        for name in PLAIN_PAGES:
            body = render_to_string(f"{name}.html", context).encode()
            found.append(Sample(f"plain-{name}", f"({name})", language, int(name), body, None))
    return found


def _read(
    name: str, language: str, path: str, response: Any, kind: PageKind | None = PageKind.OTHER
) -> Sample:
    return Sample(name, path, language, response.status_code, response.content, kind)


def _reporting(client: Client, code: str) -> Iterator[Sample]:
    """我为网站找错, with each of its states."""
    language = HTML_LANGUAGE[code]
    form, progress = (in_language(f"/report-error/{part}", code) for part in ("", "progress/"))
    yield _read("report-error-mistakes", language, form, client.post(form, {"act": "check"}))
    checked = client.post(form, {**ERROR, "act": "check"})
    yield _read("report-error-check", language, form, checked)
    receipt = re.search(r'name="receipt" value="([^"]*)"', checked.content.decode())
    assert receipt
    sent = client.post(form, {**ERROR, "act": "send", "receipt": receipt[1]})
    received = client.get(sent["Location"])
    yield _read("report-error-received", language, sent["Location"], received)
    secret = re.search(r"<strong>([0-9A-Z-]{19})</strong>", received.content.decode())
    assert secret
    number = Case.objects.latest("pk").number
    for name, value in (("progress-wrong", "x"), ("progress-shown", secret[1])):
        yield _read(name, language, progress, client.post(progress, {"number": number, "code": value}))
