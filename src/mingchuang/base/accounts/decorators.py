"""What stands in front of every desk page and of every irreversible act."""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate, suspend_request
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from mingchuang.base.accounts import resending, sessions
from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import refusal
from mingchuang.base.accounts.selectors import Permissions, has_second_factor, permissions_of
from mingchuang.base.shared_reads import sharing
from mingchuang.rules.refusals import Reason
from mingchuang.rules.roles import Permission


class DeskRequest(HttpRequest):
    """What a view behind `desk_view` receives: a person, and what they may do."""

    user: User
    permissions: Permissions


View = Callable[..., HttpResponseBase]


def desk_view(permission: Permission | None) -> Callable[[View], View]:
    """Only for people who are signed in, active, have what they must set up, and hold `permission`.

    None asks for nothing beyond the right to use the desk. A permission bounded to a division passes
    when it is held in any: the service asks again for the division at hand. Sets
    `request.permissions` and marks the view, without which the desk answers 403.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            # Only where nothing is changed: what changes something asks for permissions anew each time.
            reads = sharing() if request.method in ("GET", "HEAD") else nullcontext()
            with reads:
                return answered(request, *args, **kwargs)

        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                if _is_a_form(request):
                    return resending.signed_out(request)
                return _go(request, redirect_to_login(_here(request)).url)
            if request.user.must_change_password:
                return _go(request, _with_next("account_change_password", request))
            held = permissions_of(request.user)
            if held.needs_second_factor and not has_second_factor(request.user):
                return _go(request, reverse("mfa_activate_totp"))
            for needed in (Permission.USE_DESK, permission):
                if needed is not None and not held.allow(needed):
                    return forbidden(request, [refusal(needed)])
            request.permissions = held  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            return response

        guarded.desk_permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def recently_authenticated(view: View) -> View:
    """For irreversible acts: asks for the password (or second factor) again unless that was just done.

    A form that was sent is kept and carried out after the password; use inside `desk_view`.
    """

    @wraps(view)
    def confirmed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if sessions.began_recently(request, timezone.now()) or did_recently_reauthenticate(request):
            return view(request, *args, **kwargs)
        if getattr(request, "htmx", False):
            return _go(request, _with_next("account_reauthenticate", request))
        return suspend_request(request, reverse("account_reauthenticate"))

    return confirmed


def forbidden(request: HttpRequest, reasons: Sequence[Reason]) -> HttpResponse:
    """The 403 page with every reason."""
    response = render(request, "accounts/forbidden.html", {"reasons": reasons}, status=403)
    add_never_cache_headers(response)
    return response


def _is_a_form(request: HttpRequest) -> bool:
    """Whether a person sent a form; what a script sends, it can send again."""
    return request.method == "POST" and not getattr(request, "htmx", False) and request.accepts("text/html")


def _here(request: HttpRequest) -> str:
    # A partial request of a page must lead back to the page, not to the part.
    htmx = getattr(request, "htmx", None)
    return (htmx.current_url_abs_path if htmx else None) or request.get_full_path()


def _with_next(name: str, request: HttpRequest) -> str:
    return f"{reverse(name)}?{urlencode({'next': _here(request)})}"


def _go(request: HttpRequest, address: str) -> HttpResponseBase:
    if getattr(request, "htmx", False):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
