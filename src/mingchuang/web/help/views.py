"""The help pages. Anybody who may use the desk may read them all."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.shell import Crumb
from mingchuang.web.help.tables import tables_for
from mingchuang.web.help.topics import BY_SLUG, TOPICS


@require_safe
@desk_view(None)
def index(request: DeskRequest) -> HttpResponse:
    """Every topic with what it answers and for whom."""
    return render(request, "web/help/index.html", {"topics": TOPICS})


@require_safe
@desk_view(None)
def topic(request: DeskRequest, slug: str) -> HttpResponse:
    """One topic."""
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404(_("没有这一页帮助"))
    crumbs = (Crumb(_("帮助"), reverse("help:index")), Crumb(found.title))
    context = {"topic": found, "topics": TOPICS, "breadcrumbs": crumbs, **tables_for(slug)}
    return render(request, found.template, context)
