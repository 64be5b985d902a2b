"""What the desk does for applicants beside the procedure: a new query code, help, the items of a month."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.personal.services import masked
from mingchuang.casework import receipts, selectors
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.desk_forms import RenewForm
from mingchuang.disclosure.requests.handling_forms import FeeForm
from mingchuang.disclosure.requests.services import charging, filing, helping, month, renewing
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.requests import fees
from mingchuang.rules.requests.fees import Tariff
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


def _case(request: DeskRequest, uid: UUID) -> Case:
    """A request the person may handle. Raises Http404, Forbidden."""
    cases = selectors.visible(request.user).filter(kind=filing.KIND)
    case: Case = get_object_or_404(cases.select_related("information_request__applicant"), uid=uid)
    selectors.require_handling(request.user, case)
    return case


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.HANDLE_CASE)
def renew(request: DeskRequest, uid: UUID) -> HttpResponse:
    """Ask how identity was checked; then show the new query code on a slip to print, and nowhere else."""
    case = _case(request, uid)
    initial = {"receipt": receipts.new_receipt()}
    form = RenewForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            opened = renewing.renew_query_code(case, actor=request.user, now=timezone.now(), **given)
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            return _slip(request, opened.case, opened.query_code)
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "requests/desk/renew.html", {"case": case, "form": form}, status=status)


def _slip(request: DeskRequest, case: Case, code: str) -> HttpResponse:
    context = {
        "case": case,
        "query_code": code,
        "applicant": masked(case.information_request.applicant),
        "address": request.build_absolute_uri(reverse("requests:progress")),
        "today": timezone.localdate(),
    }
    return render(request, "requests/desk/slip.html", context)


@require_safe
@desk_view(Permission.READ_CASE)
def help_wanted(request: DeskRequest) -> HttpResponse:
    """Open requests whose applicants asked for help and got none yet."""
    rows = helping.waiting(request.user).select_related("assignee")
    return render(request, "requests/desk/help_wanted.html", {"rows": rows})


@require_safe
@desk_view(Permission.HANDLE_CASE)
def fee(request: DeskRequest, uid: UUID) -> HttpResponse:
    """The applicant's earlier items of the month, what this request costs after them, and the form, or every
    reason why there is nothing to charge."""
    case = _case(request, uid)
    rows, own = month.before_this(case), month.own_items(case)
    already = sum(row.items for row in rows)
    visible = set(
        selectors.visible(request.user)
        .filter(pk__in=[row.case.pk for row in rows])
        .values_list("pk", flat=True)
    )
    cost = fees.by_items(already, own)
    reasons = charging.reasons_against(case, cost, now=timezone.now())
    initial = {"tariff": Tariff.ITEMS, "count": own, "already": already}
    context = {
        "case": case,
        "rows": [{"row": row, "seen": row.case.pk in visible} for row in rows],
        "own": own,
        "already": already,
        "cost": cost,
        "form": FeeForm(prefix="ask-fee", initial=initial),
        "reasons": reasons,
        # What is free by items may still be charged by pages: there only the form can tell.
        "may_ask": all(reason.code == "fee_free" for reason in reasons),
    }
    return render(request, "requests/desk/fee.html", context)
