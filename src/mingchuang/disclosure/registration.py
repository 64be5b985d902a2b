"""Makes the chapter known: its kinds, pages, menu entries and the places of the public shell."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_desk, register_public, register_public_place
from mingchuang.disclosure import audit_actions, kinds
from mingchuang.disclosure.contexts import platform, request
from mingchuang.publishing.changes import Act, Change
from mingchuang.publishing.page_contexts.baked import only_page
from mingchuang.publishing.pages import Context, Page
from mingchuang.publishing.pages import register as register_page
from mingchuang.rules.disclosure import PLATFORM_NAME
from mingchuang.rules.roles import Permission


def _page(name: str, context: Callable[..., Context], affected: Callable[[Change, str], bool]) -> Page:
    """A page without parameters, touched by the changes `affected` says."""
    return Page(
        f"disclosure.{name.replace('-', '_')}",
        f"disclosure/{name.replace('-', '_')}.html",
        context,
        lambda _params: reverse(f"disclosure:{name}"),
        only_page,
        lambda change, language: ({},) if affected(change, language) else (),
    )


def _any(change: Change, language: str) -> bool:
    return bool(change.at(language))


def _of_kind(code: str) -> Callable[[Change, str], bool]:
    return lambda change, language: any(place.kind == code for place in change.at(language))


def _statutory(change: Change, language: str) -> bool:
    listed = any(place.statutory_item for place in change.at(language))
    return listed or change.act is Act.STATUTORY


PAGES = (
    _page("front", platform.front_context, _any),
    _page("guide", platform.guide_context, _of_kind(kinds.GUIDE)),
    _page("systems", platform.systems_context, _any),
    _page("statutory", platform.statutory_context, _statutory),
    _page("reports", platform.reports_context, _of_kind(kinds.ANNUAL_REPORT)),
    _page("request", request.request_context, _of_kind(kinds.GUIDE)),
    _page("request-form", request.form_context, _of_kind(kinds.GUIDE)),
)

__all__ = ["audit_actions", "register"]


def register() -> None:
    """Called once when the application is ready."""
    kinds.register()
    for page in PAGES:
        register_page(page)
    register_public(_(PLATFORM_NAME), "disclosure:front", 10)
    register_public_place("platform", "disclosure:front")
    register_public_place("request_entry", "disclosure:request")
    register_desk(
        _("设置"),
        _("法定公开事项"),
        "disclosure_desk:statutory-items",
        Permission.MANAGE_STATUTORY_ITEMS,
        83,
    )
