"""One's own account: who I am here, which roles I hold, how my sign-in is protected."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import render

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.selectors import open_roles


@desk_view(None)
def own_account(request: DeskRequest) -> HttpResponse:
    """What the platform knows of the person signed in, and the ways to change it."""
    return render(
        request,
        "accounts/own.html",
        {
            "person": request.user,
            "roles": open_roles(request.user),
            "has_second_factor": is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
            "second_factor_required": request.permissions.needs_second_factor,
        },
    )
