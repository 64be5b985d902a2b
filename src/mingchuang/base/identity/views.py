"""The administrator's page of the site's identity."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.base.identity import services
from mingchuang.base.identity.forms import IdentityForm
from mingchuang.base.identity.selectors import missing_page_tags, site_identity
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission


@desk_view(Permission.MANAGE_IDENTITY)
@require_http_methods(["GET", "HEAD", "POST"])
def identity(request: DeskRequest) -> HttpResponse:
    """See and change who the site is; what the page tags still lack stands above."""
    form = IdentityForm(request.POST or None, initial=site_identity().values())
    if request.method == "POST" and form.is_valid():
        try:
            services.change_identity(request.user, form.cleaned_data, now=timezone.now())
        except Forbidden:
            raise
        except Refused as refusal:
            add_reasons(form, refusal.reasons)
        else:
            messages.success(request, _("网站标识已保存，各页面将陆续更新"))
            return redirect("identity:identity")
    return render(request, "identity/identity.html", {"form": form, "missing": missing_page_tags()})
