"""The office's synonyms: which words mean the same to those who search."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.lookups import selectors
from mingchuang.base.lookups.models import SynonymGroup
from mingchuang.base.lookups.services import synonyms
from mingchuang.rules.lookups import kept_form
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission
from mingchuang.web.search.forms import SynonymFilter, SynonymForm

UNPROCESSABLE = 422


@require_safe
@desk_view(Permission.MANAGE_WORD_LISTS)
def synonym_list(request: DeskRequest) -> HttpResponse:
    """Every group, narrowed by word, language and whether it is in use."""
    form = SynonymFilter(request.GET)
    given = form.cleaned_data if form.is_valid() else {}
    groups = selectors.synonym_groups(
        query=given.get("q", ""), language=given.get("language", ""), everything=given.get("use") == "all"
    )
    context = {"form": form, "groups": groups, "total": len(groups)}
    return render(request, "web/search/synonyms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.MANAGE_WORD_LISTS)
def synonym_edit(request: DeskRequest, group_id: int = 0) -> HttpResponseBase:
    """Add a group, or change one."""
    group = get_object_or_404(SynonymGroup, pk=group_id) if group_id else None
    if request.method == "POST":
        form = SynonymForm.of(group, kept_form(request.GET.get("word", "")), request.POST)
        if form.is_valid():
            try:
                saved = synonyms.save_synonyms(request.user, group, **form.values(), now=timezone.now())
            except Refused as refused:
                add_reasons(form, refused.reasons)
            else:
                messages.success(request, _("已保存，从下一次检索起生效：%(words)s") % {"words": saved})
                return redirect("desk_search:synonyms")
    else:
        form = SynonymForm.of(group, kept_form(request.GET.get("word", "")))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "web/search/synonym.html", {"form": form, "group": group}, status=status)


@require_POST
@desk_view(Permission.MANAGE_WORD_LISTS)
def synonym_use(request: DeskRequest, group_id: int) -> HttpResponseBase:
    """Put a group out of use, or in use again."""
    group = get_object_or_404(SynonymGroup, pk=group_id)
    in_use = request.POST.get("in_use") == "yes"
    try:
        synonyms.use_synonyms(request.user, group.pk, in_use=in_use, now=timezone.now())
    except Refused as refused:
        for reason in refused.reasons:
            messages.error(request, reason.message)
    else:
        done = _("已启用：%(words)s") if in_use else _("已停用：%(words)s")
        messages.success(request, done % {"words": group})
    return redirect("desk_search:synonyms")
