"""The wording lists of the office: who may not write what, since when, by whose word."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.localtime import local_day
from mingchuang.publishing.desk.settings.forms import WordFilter, WordForm
from mingchuang.publishing.models import WordEntry
from mingchuang.publishing.services import settings
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

PAGE_ROWS = 50
UNPROCESSABLE = 422


@require_safe
@desk_view(Permission.MANAGE_WORD_LISTS)
def word_list(request: DeskRequest) -> HttpResponse:
    """Every entry, narrowed by word, gate and whether it is in use."""
    form = WordFilter(request.GET)
    entries = WordEntry.objects.all()
    if form.is_valid():
        today = local_day(timezone.now())
        if form.cleaned_data["q"]:
            entries = entries.filter(pattern__icontains=form.cleaned_data["q"])
        if form.cleaned_data["gate"]:
            entries = entries.filter(gate=form.cleaned_data["gate"])
        if form.cleaned_data["use"] != "all":
            entries = entries.filter(Q(valid_to=None) | Q(valid_to__gte=today))
    page = Paginator(entries, PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page_obj": page, "query": query, "total": page.paginator.count}
    return render(request, "publishing/desk/settings/words.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_WORD_LISTS)
def word_edit(request: DeskRequest, entry_id: int = 0) -> HttpResponseBase:
    """Add an entry, or change one."""
    entry = get_object_or_404(WordEntry, pk=entry_id) if entry_id else None
    form = WordForm(request.POST if request.method == "POST" else None, instance=entry)
    if request.method == "POST" and form.is_valid():
        try:
            saved = settings.save_word(request.user, entry, form.cleaned_data, now=timezone.now())
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            messages.success(request, f"{_('已保存用语')}「{saved.pattern}」{_('，在审稿件将重新检查')}")
            return redirect("publishing_settings:words")
    status = UNPROCESSABLE if form.errors else 200
    return render(
        request, "publishing/desk/settings/word.html", {"form": form, "entry": entry}, status=status
    )


@require_POST
@desk_view(Permission.MANAGE_WORD_LISTS)
def word_retire(request: DeskRequest, entry_id: int) -> HttpResponseBase:
    """Put an entry out of use from today on."""
    entry = get_object_or_404(WordEntry, pk=entry_id)
    now = timezone.now()
    try:
        settings.retire_word(request.user, entry.pk, on=local_day(now), now=now)
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
    else:
        messages.success(request, f"「{entry.pattern}」{_('今天之后停用')}")
    return redirect("publishing_settings:words")
