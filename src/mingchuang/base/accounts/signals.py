"""Hears from the sign-in libraries what happened and hands it to the services.

The libraries offer nothing but signals here; no rule lives in this module.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.signals import authentication_failed, authenticator_added, authenticator_removed
from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest
from django.utils import timezone

from mingchuang.base.accounts import services, sessions
from mingchuang.base.accounts.models import User


def _on_signed_in(request: HttpRequest, user: User, **_: Any) -> None:
    sessions.begin(request, timezone.now())
    methods = [str(entry["method"]) for entry in get_authentication_records(request, user)]
    services.signed_in(user, now=timezone.now(), methods=methods)


def _on_signed_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None and sessions.EXPIRED not in request.META:
        services.signed_out(user, now=timezone.now())


def _on_failed(credentials: dict[str, Any], **_: Any) -> None:
    services.sign_in_failed(str(credentials.get("username") or ""), now=timezone.now())


def _on_locked_out(request: HttpRequest, username: str | None, **_: Any) -> None:
    # Attempts made while locked out are kept as failed ones; this tells of the moment of locking.
    if getattr(request, "axes_failures_since_start", None) is not None:
        services.locked_out(username or "", now=timezone.now())


def _on_second_factor_failed(user: User, **_: Any) -> None:
    services.sign_in_failed(user.username, now=timezone.now(), factor="second")


def _on_factor_added(user: User, authenticator: Any, **_: Any) -> None:
    services.second_factor_changed(user, added=True, kind=str(authenticator.type), now=timezone.now())


def _on_factor_removed(user: User, authenticator: Any, **_: Any) -> None:
    services.second_factor_changed(user, added=False, kind=str(authenticator.type), now=timezone.now())


def connect() -> None:
    """Called once when Django starts."""
    pairs = (
        (user_logged_in, _on_signed_in),
        (user_logged_out, _on_signed_out),
        (user_login_failed, _on_failed),
        (user_locked_out, _on_locked_out),
        (authentication_failed, _on_second_factor_failed),
        (authenticator_added, _on_factor_added),
        (authenticator_removed, _on_factor_removed),
    )
    for signal, receiver in pairs:
        signal.connect(receiver, dispatch_uid=f"accounts.{receiver.__name__}")
