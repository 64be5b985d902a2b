"""Makes the public front known: its pages, its menu entries, the fixed places of the shell."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_public, register_public_place
from mingchuang.publishing import pages
from mingchuang.publishing.page_contexts import baked
from mingchuang.web.public import contexts


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
    register_public(_("首页"), "web:home", 0)
    register_public_place("site_map", "web:site-map")
    register_public_place("search", "publishing:list")
    register_public_place("site_error", "site_errors:report")
    register_public_place("progress", "site_errors:progress")
