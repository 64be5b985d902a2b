"""The administrator's pages of divisions, and the table of roles and permissions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts import selectors, services
from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.forms import DivisionForm
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.design.shell import Crumb
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import (
    PERMISSION_LABELS,
    ROLE_LABELS,
    ROLE_PERMISSIONS,
    SECOND_FACTOR_REQUIRED,
    Permission,
    Reach,
    Role,
)

REACH_LABELS = {Reach.OFFICE: "全", Reach.DIVISION: "处"}


@desk_view(Permission.MANAGE_PEOPLE)
@require_safe
def roles(request: DeskRequest) -> HttpResponse:
    """Which role carries which permission, and how far: the table the services ask."""
    rows = [
        (PERMISSION_LABELS[permission], [_reach(role, permission) for role in Role])
        for permission in Permission
    ]
    heads = [(ROLE_LABELS[role], role in SECOND_FACTOR_REQUIRED) for role in Role]
    return render(request, "accounts/roles.html", {"heads": heads, "rows": rows})


def _reach(role: Role, permission: Permission) -> str:
    reach = ROLE_PERMISSIONS[role].get(permission)
    return REACH_LABELS[reach] if reach else ""


@desk_view(Permission.MANAGE_PEOPLE)
@require_safe
def divisions(request: DeskRequest) -> HttpResponse:
    """Every division with how many people work in it."""
    return render(request, "accounts/divisions.html", {"divisions": selectors.divisions_with_counts()})


@desk_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def division_new(request: DeskRequest) -> HttpResponse:
    """A new division."""
    form = DivisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.create_division(request.user, **form.cleaned_data, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("处室已建立"))
            return redirect("people:divisions")
    crumbs = (Crumb(_("处室"), reverse("people:divisions")), Crumb(_("新建处室")))
    context = {"form": form, "division": None, "breadcrumbs": crumbs}
    return render(request, "accounts/division_form.html", context)


@desk_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def division_edit(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Change how a division is called and where it stands."""
    division = get_object_or_404(selectors.all_divisions(), uid=uid)
    initial = {"code": division.code, "name": division.name, "position": division.position}
    form = DivisionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_division(request.user, division, **form.cleaned_data, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("处室已保存"))
            return redirect("people:divisions")
    crumbs = (Crumb(_("处室"), reverse("people:divisions")), Crumb(division.name))
    context = {"form": form, "division": division, "breadcrumbs": crumbs}
    return render(request, "accounts/division_form.html", context)


@desk_view(Permission.MANAGE_PEOPLE)
@require_POST
def division_state(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Close a division, or open it again."""
    division = get_object_or_404(selectors.all_divisions(), uid=uid)
    try:
        services.set_division_open(
            request.user, division, request.POST.get("state") == "open", now=timezone.now()
        )
    except Forbidden:
        raise
    except Refused as refusal:
        context = {"divisions": selectors.divisions_with_counts(), "reasons": refusal.reasons}
        return render(request, "accounts/divisions.html", context, status=422)
    messages.success(request, _("处室状态已更新"))
    return redirect("people:divisions")
