"""The list of what reading released texts again has found. Reads the clock; the service decides."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.publishing.desk.rereading.forms import FindingFilterForm, KeepForm
from mingchuang.publishing.models import ReleasedFinding
from mingchuang.publishing.selectors.rereading import FindingFilter, released_findings
from mingchuang.publishing.services import rereading
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

PAGE_ROWS = 50
UNPROCESSABLE = 422


@require_safe
@desk_view(Permission.RELEASE_ITEM)
def findings(request: DeskRequest) -> HttpResponse:
    """What is still to be dealt with, or what became of the rest; filters stand in the address."""
    form = FindingFilterForm(request.GET)
    wanted = FindingFilter(**form.cleaned_data) if form.is_valid() else FindingFilter()
    page = Paginator(released_findings(request.user, wanted), PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page_obj": page,
        "query": query,
        "total": page.paginator.count,
        "narrowed": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "publishing/desk/rereading/list.html", context)


@require_POST
@desk_view(Permission.RELEASE_ITEM)
def start(request: DeskRequest) -> HttpResponseBase:
    """Read everything again now."""
    rereading.reread_soon()
    messages.success(request, _("已开始复查全部已公开的信息，有新发现会给您发消息"))
    return redirect("publishing_rereading:list")


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.RELEASE_ITEM)
def keep(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """Keep a place as it is, with a reason."""
    everything = released_findings(request.user, FindingFilter(state=""))
    finding: ReleasedFinding = get_object_or_404(everything, uid=uid)
    form = KeepForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            rereading.keep_finding(request.user, finding.pk, form.cleaned_data["reason"], now=timezone.now())
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, _("已保留，理由已记录"))
            return redirect("publishing_rereading:list")
    return render(
        request,
        "publishing/desk/rereading/keep.html",
        {"form": form, "finding": finding, "item": finding.version.edition.item},
        status=UNPROCESSABLE if form.errors else 200,
    )
