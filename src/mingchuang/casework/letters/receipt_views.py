"""What was posted and nobody has noted the receipt of, those first that wait the longest."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import selectors as cases
from mingchuang.casework.letters import selectors
from mingchuang.casework.letters.forms import ReceiptsForm
from mingchuang.casework.letters.models import Delivery
from mingchuang.rules.letters.delivery import mail_number_of
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import CoverageError

PAGE_ROWS = 50


@require_GET
@desk_view(Permission.READ_CASE)
def receipts(request: DeskRequest) -> HttpResponse:
    """Every posted letter whose receipt is awaited; the number on a returned card finds its letter."""
    form = ReceiptsForm(request.GET)
    number = mail_number_of(form.cleaned_data["number"]) if form.is_valid() else ""
    found = selectors.awaiting_receipt().filter(letter__case__in=cases.visible(request.user))
    if number:
        found = found.filter(mail_number__contains=number)
    page = Paginator(found, PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page_obj": page,
        "rows": [(row, selectors.rule_of(row.letter), _workdays(row)) for row in page.object_list],
        "total": page.paginator.count,
        "number": number,
        "after": settings.RECEIPT_WORKDAYS,
        "query": query,
    }
    return render(request, "letters/receipts.html", context)


def _workdays(row: Delivery) -> int | None:
    """Working days since the posting; None where the calendar does not reach."""
    try:
        return current_calendar().between(row.on, timezone.localdate())
    except CoverageError:
        return None
