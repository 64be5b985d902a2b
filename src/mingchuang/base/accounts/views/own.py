"""One's own account: who I am here, which roles I hold, how my sign-in is protected."""

from django.http import HttpResponse
from django.shortcuts import render

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.selectors import has_second_factor, open_roles


@desk_view(None)
def own_account(request: DeskRequest) -> HttpResponse:
    """What the platform knows of the person signed in, and the ways to change it."""
    return render(
        request,
        "accounts/own.html",
        {
            "person": request.user,
            "roles": open_roles(request.user),
            "has_second_factor": has_second_factor(request.user),
            "second_factor_required": request.permissions.needs_second_factor,
        },
    )
