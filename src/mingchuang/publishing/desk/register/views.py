"""Looking things up in the register of cited documents."""

from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.publishing.models import CitedDocument, CitedStatus
from mingchuang.publishing.selectors.register import cited_documents, register_facets
from mingchuang.rules.roles import Permission

PAGE_ROWS = 50


class RegisterFilter(forms.Form):
    """What narrows the register."""

    q = forms.CharField(label=_("名称、文号或机关"), max_length=100, required=False)
    status = forms.ChoiceField(
        label=_("效力"), required=False, choices=[("", _("全部")), *CitedStatus.choices]
    )
    kind = forms.ChoiceField(label=_("类别"), required=False)
    region = forms.ChoiceField(label=_("地区"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        facets = register_facets()
        for name, values in (("kind", facets["kinds"]), ("region", facets["regions"])):
            choices = [("", _("全部")), *((value, value) for value in values)]
            self.fields[name].choices = choices  # type: ignore[attr-defined]


@require_safe
@desk_view(Permission.READ_REGISTER)
def register(request: DeskRequest) -> HttpResponse:
    """The register, searched and narrowed; filters stand in the address."""
    form = RegisterFilter(request.GET)
    values = form.cleaned_data if form.is_valid() else {}
    rows = cited_documents(
        request.user,
        query=values.get("q", ""),
        status=values.get("status", ""),
        kind=values.get("kind", ""),
        region=values.get("region", ""),
    )
    page = Paginator(rows, PAGE_ROWS).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = {"form": form, "page_obj": page, "query": query, "total": page.paginator.count}
    return render(request, "publishing/desk/register/list.html", context)


@require_safe
@desk_view(Permission.READ_REGISTER)
def document(request: DeskRequest, uid: UUID) -> HttpResponse:
    """One registered document with its text where the register has it."""
    row = get_object_or_404(CitedDocument, uid=uid)
    others = CitedDocument.objects.defer("text").filter(title_key=row.title_key).exclude(pk=row.pk)
    return render(request, "publishing/desk/register/document.html", {"document": row, "others": others})
