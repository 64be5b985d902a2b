"""The head of a public page: title, place in the tree, and the government page tags."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from mingchuang.base.design.languages import HTML_LANGUAGE, LANGUAGES, PREFIX, in_language
from mingchuang.base.design.shell import Crumb, FeedLink, LanguageLink, PageHead, language_switch
from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing.models import Column
from mingchuang.publishing.page_contexts import structured
from mingchuang.rules import page_tags
from mingchuang.rules.page_tags import PageKind

DESCRIPTION_LIMIT = 200


def column_values(column: Column) -> dict[str, str]:
    """The Column* tags of a page that stands in a column."""
    return {
        "ColumnName": column.name,
        "ColumnDescription": column.description,
        "ColumnKeywords": page_tags.keywords([column.keywords]),
        "ColumnType": column.column_type,
    }


def absolute(site: SiteIdentity, path: str) -> str:
    """The public address of a path; "" while the site has no domain."""
    return f"https://{site.domain}{path}" if site.domain else ""


def head(
    site: SiteIdentity,
    *,
    title: str,
    path: str,
    kind: PageKind = PageKind.OTHER,
    values: Mapping[str, str] | None = None,
    crumbs: Iterable[Crumb] = (),
    section: str = "",
    description: str = "",
    language: str = "zh-hans",
    indexed: bool = True,
    available: Iterable[str] = LANGUAGES,
    feeds: Iterable[FeedLink] = (),
    about: Iterable[structured.Thing] = (),
) -> PageHead:
    """The head of a page. `values` are tag values beyond the site's; `crumbs` lead from home to the page.

    The last crumb is the page itself. A page with `indexed` False asks search engines to leave it out.
    `available` are the languages it can really be read in; the switch leads to all of them, because a page
    without an edition says so and shows the way to the Chinese text.
    """
    tags = {
        "SiteName": site.site_name(language) or site.office_name,
        "SiteDomain": site.domain,
        "SiteIDCode": site.site_id_code,
        **(values or {}),
    }
    printed = page_tags.printed(kind, tags)
    if not indexed:
        printed = (*printed, ("robots", "noindex"))
    trail = tuple(crumbs)
    breadcrumbs = (Crumb(_("首页"), PREFIX[language]), *trail) if trail else ()
    things = [*about, *([structured.breadcrumbs(site, breadcrumbs)] if breadcrumbs else [])]
    return PageHead(
        title=title,
        url=path,
        language=HTML_LANGUAGE[language],
        description=" ".join(description.split())[:DESCRIPTION_LIMIT],
        tags=printed,
        breadcrumbs=breadcrumbs,
        section=section,
        languages=language_switch(path),
        alternates=_alternates(site, path, available) if indexed else (),
        home=PREFIX[language],
        feeds=tuple(feeds),
        data=structured.block(things) if indexed else "",
    )


def _alternates(site: SiteIdentity, path: str, available: Iterable[str]) -> tuple[LanguageLink, ...]:
    """Where else the page can be read; nothing when it stands in one language only."""
    found = tuple(
        LanguageLink(HTML_LANGUAGE[code], absolute(site, in_language(path, code)) or in_language(path, code))
        for code in available
    )
    return found if len(found) > 1 else ()
