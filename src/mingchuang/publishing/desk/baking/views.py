"""How the hosts keep the public site: whoever reads 运行状况 may look, administrators may ask for more."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view, recently_authenticated
from mingchuang.publishing.selectors import hosts as selectors
from mingchuang.publishing.services import baking
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_safe
@desk_view(Permission.READ_AUDIT)
def hosts(request: DeskRequest) -> HttpResponse:
    """Every host as it is now; the page asks again by itself, without keeping a sign-in alive."""
    context = {
        "hosts": selectors.every_host(timezone.now()),
        "manages": request.permissions.allow(Permission.MANAGE_IDENTITY),
    }
    return render(request, "publishing/desk/baking/hosts.html", context)


@require_POST
@desk_view(Permission.MANAGE_IDENTITY)
def bake_all(request: DeskRequest) -> HttpResponseBase:
    """Have every host render every page anew."""
    baking.ask_for_full_bake(request.user, now=timezone.now())
    messages.success(request, _("已提出全站重新生成，各主机随后开始；生成期间原有页面照常打开"))
    return redirect("publishing_baking:hosts")


@require_POST
@desk_view(Permission.MANAGE_IDENTITY)
def check(request: DeskRequest) -> HttpResponseBase:
    """Have every host compare its disk with what the pages are now."""
    baking.ask_for_check(request.user, now=timezone.now())
    messages.success(request, _("已提出核对，各主机核对完，结果显示在本页"))
    return redirect("publishing_baking:hosts")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_IDENTITY)
@recently_authenticated
def forget(request: DeskRequest, host_id: int) -> HttpResponseBase:
    """Confirm that a host is out of service for good."""
    now = timezone.now()
    host = get_object_or_404(selectors.known(), pk=host_id)
    reasons = baking.reasons_to_keep(host, now)
    if request.method == "POST":
        try:
            baking.forget_host(request.user, host.pk, now=now)
        except Refused as refused:
            reasons = list(refused.reasons)
        else:
            messages.success(request, _("不再等待主机 %(name)s") % {"name": host.name})
            return redirect("publishing_baking:hosts")
    context = {"host": host, "reasons": reasons, "waiting": selectors.withdrawals_waiting_for(host)}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return render(request, "publishing/desk/baking/forget.html", context, status=status)
