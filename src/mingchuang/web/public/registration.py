"""Makes the public front known: its pages, its menu entries, the fixed places of the shell."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.languages import CHINESE
from mingchuang.base.design.navigation import register_public, register_public_place
from mingchuang.publishing import pages
from mingchuang.publishing.page_contexts import baked
from mingchuang.web.open_data import registration as open_data
from mingchuang.web.public import contexts, sitemaps


def register() -> None:
    """Called once when the application is ready."""
    pages.register(
        pages.Page(
            "home",
            "web/home.html",
            contexts.home_context,
            lambda _params: reverse("web:home"),
            baked.only_page,
            baked.by_any_text,
        )
    )
    pages.register(
        pages.Page(
            "site_map",
            "web/site_map.html",
            contexts.site_map_context,
            lambda _params: reverse("web:site-map"),
            baked.only_page,
        )
    )
    pages.register(
        pages.Page(
            "robots",
            "web/robots.txt",
            lambda _params, _as_of, _language: {
                "sitemap": settings.PUBLIC_URL + reverse("web_machines:sitemap")
            },
            lambda _params: reverse("web_machines:robots"),
            lambda language: ({},) if language == CHINESE else (),
            content_type="text/plain; charset=utf-8",
        )
    )
    for page in (*sitemaps.PAGES, *open_data.PAGES):
        pages.register(page)
    register_public(_("首页"), "web:home", 0)
    register_public_place("site_map", "web:site-map")
    register_public_place("open_data", "web:open-data")
    register_public_place("search", "publishing:list")
    register_public_place("suggest", "publishing:suggest")
    register_public_place("site_error", "site_errors:report")
    register_public_place("progress", "site_errors:progress")
