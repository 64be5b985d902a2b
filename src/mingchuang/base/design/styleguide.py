"""The living style guide: every component in every state, in both faces; not in production."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from mingchuang.base.design import styleguide_samples as samples
from mingchuang.base.design.shell import public_context

FACES = ("public", "article", "list", "desk", "record", "plain")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The style guide opens on the public face."""
    return redirect("design:styleguide-face", "public")


def _context(request: HttpRequest, name: str) -> dict[str, object]:
    data = samples.everything(wrong="errors" in request.GET)
    if name in ("desk", "record"):
        return data | samples.desk_shell(f"/styleguide/{name}/")
    head = samples.page_head(name)
    return public_context(samples.SITE, head, links=samples.LINKS, navigation=samples.public_menu()) | data


@require_safe
def face(request: HttpRequest, face: str) -> HttpResponse:
    """One page of the style guide."""
    if face not in FACES:
        raise Http404
    return render(request, f"design/styleguide/{face}.html", _context(request, face))
