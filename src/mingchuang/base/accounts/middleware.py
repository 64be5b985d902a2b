"""Ends sign-ins that lasted too long, and lets nobody reach a desk page that names no permission."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from mingchuang.base.accounts import services, sessions
from mingchuang.base.accounts.decorators import forbidden
from mingchuang.base.accounts.models import User
from mingchuang.rules.refusals import Forbidden, Reason

DESK = "/desk/"

Answer = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Idle and absolute time-out. Looks at requests with a session cookie only: readers have none."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            now = timezone.now()
            limit = sessions.limit_reached(request, now)
            if limit:
                self._end(request, limit)
            elif not request.headers.get(sessions.BACKGROUND):
                sessions.touch(request, now)
        return self.get_response(request)

    def _end(self, request: HttpRequest, limit: str) -> None:
        assert isinstance(request.user, User)  # noqa: S101 - the caller asked whether somebody is signed in
        services.session_expired(request.user, now=timezone.now(), limit=limit)
        request.META[sessions.EXPIRED] = "1"  # the sign-out that follows is not the person's own
        logout(request)
        messages.info(request, _("登录已到期，请重新登录。已保存的草稿都在。"))


class DeskGuard:
    """Deny by default: a view under /desk/ that was not wrapped by `desk_view` answers 403."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if request.path.startswith(DESK) and not hasattr(view, "desk_permission"):
            return forbidden(request, [Reason("page_unguarded", _("该页面没有登记所需权限，不对任何人开放"))])
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A service said no: tell why, with every reason."""
        return forbidden(request, exception.reasons) if isinstance(exception, Forbidden) else None
