"""Makes the chapter known: its kinds, pages, menu entries and the places of the public shell."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_desk, register_public, register_public_place
from mingchuang.disclosure import audit_actions, kinds
from mingchuang.disclosure.contexts import platform, request
from mingchuang.publishing.page_contexts import RELEASES
from mingchuang.publishing.pages import Page
from mingchuang.publishing.pages import register as register_page
from mingchuang.rules.disclosure import PLATFORM_NAME
from mingchuang.rules.roles import Permission

PAGES = (
    Page("disclosure.front", "disclosure/front.html", platform.front_context, RELEASES),
    Page("disclosure.guide", "disclosure/guide.html", platform.guide_context, RELEASES),
    Page("disclosure.systems", "disclosure/systems.html", platform.systems_context, RELEASES),
    Page("disclosure.statutory", "disclosure/statutory.html", platform.statutory_context, RELEASES),
    Page("disclosure.reports", "disclosure/reports.html", platform.reports_context, RELEASES),
    Page("disclosure.request", "disclosure/request.html", request.request_context, RELEASES),
    Page("disclosure.request_form", "disclosure/request_form.html", request.form_context, RELEASES),
)

__all__ = ["audit_actions", "register"]


def register() -> None:
    """Called once when the application is ready."""
    kinds.register()
    for page in PAGES:
        register_page(page)
    register_public(PLATFORM_NAME, "disclosure:front", 10)
    register_public_place("platform", "disclosure:front")
    register_public_place("request_entry", "disclosure:request")
    register_desk(
        _("设置"),
        _("法定公开事项"),
        "disclosure_desk:statutory-items",
        Permission.MANAGE_STATUTORY_ITEMS,
        83,
    )
