"""Gives back what somebody typed when the form they sent could not be taken.

A sign-in ends, or begins anew in another window, while a form stands open: what is sent then carries the
mark of a session that is over. The text comes back in a form to send once more. Only what a page of our own
sent comes back: from elsewhere nobody shall be led to send something with one click.
"""

from urllib.parse import urlsplit

from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
NEVER_BACK = "/account/"
"""Passwords are typed here: such a page is opened anew."""

REFUSED = 403


def token_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page in place of Django's own when the mark of a form is not that of the session."""
    return _page(request, signed_out=_at_desk(request) and not _signed_in(request))


def signed_out(request: HttpRequest) -> HttpResponse:
    """What a form of the desk gets when nobody is signed in.

    Without anything typed, the sign-in page, which leads back to the page the form stood on.
    """
    if not _typed(request) and not request.FILES:
        return redirect_to_login(came_from(request))
    return _page(request, signed_out=True)


def came_from(request: HttpRequest) -> str:
    """The page of the desk a form was sent from, else the address it was sent to."""
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
        parts = urlsplit(referer)
        if parts.netloc and parts.path.startswith("/desk/"):
            return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()


def _page(request: HttpRequest, *, signed_out: bool) -> HttpResponse:
    if signed_out:
        list(get_messages(request))  # that the sign-in has ended is the title of this page
    context = {"signed_out": signed_out, "back": came_from(request), "at_desk": _at_desk(request)}
    if _is_ours(request) and not request.path.startswith(NEVER_BACK):
        context |= {
            "typed": _typed(request),
            "chosen": {name: [file.name for file in request.FILES.getlist(name)] for name in request.FILES},
        }
    response = render(request, "accounts/send_again.html", context, status=REFUSED)
    add_never_cache_headers(response)
    return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    try:
        fields = request.POST.lists()
    except UnreadablePostError:  # the line broke while it was sent
        return []
    return [(name, value) for name, values in fields if name != TOKEN for value in values]


def _is_ours(request: HttpRequest) -> bool:
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()


def _at_desk(request: HttpRequest) -> bool:
    return request.path.startswith("/desk/")


def _signed_in(request: HttpRequest) -> bool:
    return bool(getattr(request, "user", None) and request.user.is_authenticated)
