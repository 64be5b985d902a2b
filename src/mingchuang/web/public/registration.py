"""Makes the public front known: its pages, its menu entries, the fixed places of the shell."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_public, register_public_place
from mingchuang.publishing import page_contexts, pages
from mingchuang.web.public import contexts


def register() -> None:
    """Called once when the application is ready."""
    pages.register(pages.Page("home", "web/home.html", contexts.home_context, page_contexts.RELEASES))
    pages.register(
        pages.Page("site_map", "web/site_map.html", contexts.site_map_context, page_contexts.RELEASES)
    )
    register_public(_("首页"), "web:home", 0)
    register_public_place("site_map", "web:site-map")
    register_public_place("search", "publishing:list")
    register_public_place("site_error", "site_errors:report")
    register_public_place("progress", "site_errors:progress")
