"""The administrator's page of the search indexes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.search import services
from mingchuang.base.search.health import LABELS
from mingchuang.base.search.sources import Index
from mingchuang.base.search.state import state_of
from mingchuang.rules.roles import Permission


@desk_view(Permission.MANAGE_IDENTITY)
@require_http_methods(["GET", "HEAD", "POST"])
def indexes(request: DeskRequest) -> HttpResponse:
    """How the indexes of this host are; asking every host to build one anew."""
    now = timezone.now()
    if request.method == "POST":
        asked = request.POST.get("index", "")
        if asked not in list(Index):
            messages.error(request, _("请选择要重建的索引"))
        else:
            services.ask_for_rebuild(request.user, Index(asked), now=now)
            messages.success(request, _("已提出重建，稍后开始；建好之前，原有索引照常使用"))
        return redirect("search_index")
    states = [(LABELS[index], state_of(index, now)) for index in Index]
    return render(request, "search/indexes.html", {"states": states})
