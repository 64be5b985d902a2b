"""The desk page on which the office says which statutory items concern it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.disclosure import selectors
from mingchuang.disclosure.forms import StatutoryItemForm
from mingchuang.disclosure.services.statutory import set_statutory_item
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422


@require_safe
@desk_view(Permission.MANAGE_STATUTORY_ITEMS)
def statutory_items(request: DeskRequest) -> HttpResponse:
    """Every item with the decision and how much is public under it."""
    context = {"entries": selectors.statutory_entries()}
    return render(request, "disclosure/desk/statutory_items.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_STATUTORY_ITEMS)
def statutory_item(request: DeskRequest, code: str) -> HttpResponseBase:
    """Decide on one item."""
    entry = next((entry for entry in selectors.statutory_entries() if entry.item.code == code), None)
    if entry is None:
        raise Http404
    initial = {"applicable": "yes" if entry.applicable else "no", "reason": entry.reason}
    form = StatutoryItemForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_statutory_item(request.user, code, now=timezone.now(), **form.cleaned_data)
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, _("已保存：%(place)s") % {"place": entry.place})
            return redirect("disclosure_desk:statutory-items")
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "disclosure/desk/statutory_item.html", {"entry": entry, "form": form}, status=status
    )
