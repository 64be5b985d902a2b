"""What a page is, in the words of schema.org, for search engines and other machines.

It stands in the page as a data block (JSON-LD), which is text to a browser, never a script.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.safestring import mark_safe

from mingchuang.base.design.languages import HTML_LANGUAGE
from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Content, Item
from mingchuang.rules.validity import Validity

Thing = dict[str, Any]
_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def _absolute(site: SiteIdentity, path: str) -> str:
    return f"https://{site.domain}{path}" if site.domain else path


def _said(thing: Mapping[str, Any]) -> Thing:
    return {name: value for name, value in thing.items() if value not in ("", None, [], {})}


def block(things: Iterable[Thing]) -> str:
    """The text of a data block; nothing in it can end the block or be read as markup."""
    found = list(things)
    if not found:
        return ""
    graph = {"@context": "https://schema.org", "@graph": found}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(text)  # house: allow, no sign of markup is left


def breadcrumbs(site: SiteIdentity, crumbs: Iterable[Crumb]) -> Thing:
    """The trail to a page."""
    steps = [
        _said(
            {
                "@type": "ListItem",
                "position": place,
                "name": str(crumb.label),
                "item": _absolute(site, crumb.url) if crumb.url else "",
            }
        )
        for place, crumb in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def office(site: SiteIdentity, language: str) -> list[Thing]:
    """The office and its site, for the front page."""
    home = _absolute(site, "/")
    address = {"@type": "PostalAddress", "streetAddress": site.address, "postalCode": site.postcode}
    search = f"{_absolute(site, reverse('publishing:list'))}?q={{search_term_string}}"
    organisation = {
        "@type": "GovernmentOrganization",
        "@id": f"{home}#office",
        "name": site.office_name,
        "alternateName": site.short_name,
        "url": home,
        "telephone": site.phone,
        "email": site.email,
        "address": _said(address | {"addressCountry": "CN"}) if site.address else {},
        "identifier": site.org_code,
    }
    website = {
        "@type": "WebSite",
        "@id": f"{home}#site",
        "name": site.site_name(language) or site.office_name,
        "url": home,
        "inLanguage": HTML_LANGUAGE[language],
        "publisher": {"@id": f"{home}#office"},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": search},
            "query-input": "required name=search_term_string",
        },
    }
    return [_said(organisation), _said(website)]


def text(
    source: Content, item: Item, standing: Validity, site: SiteIdentity, *, path: str, language: str
) -> Thing:
    """A text: a legislative document with the days it is in force, or an article."""
    released = item.first_released_at
    publisher = {"@type": "GovernmentOrganization", "name": source.issuer or site.office_name}
    thing: Thing = {
        "@type": "NewsArticle" if item.kind == kinds.NEWS.code else "Article",
        "@id": _absolute(site, path),
        "url": _absolute(site, path),
        "identifier": item.index_number or "",
        "headline": source.title,
        "name": source.title,
        "abstract": source.abstract,
        "keywords": list(source.keywords),
        "inLanguage": HTML_LANGUAGE[language],
        "datePublished": released.isoformat() if released else "",
        "publisher": publisher,
        "isAccessibleForFree": True,
    }
    if kinds.is_document(item.kind):
        del thing["headline"]
        thing |= {
            "@type": "Legislation",
            "legislationIdentifier": source.document_number,
            "legislationDate": source.formed_on.isoformat() if source.formed_on else "",
            "legislationPassedBy": publisher,
            "legislationLegalForce": "https://schema.org/"
            + ("InForce" if standing.in_force else "NotInForce"),
            "temporalCoverage": _coverage(source),
        }
    return _said(thing)


def _coverage(source: Content) -> str:
    """From the first to the last day in force, as ISO 8601 writes an interval."""
    if source.effective_on is None:
        return ""
    last = source.expires_on.isoformat() if source.expires_on else ".."
    return f"{source.effective_on.isoformat()}/{last}"
