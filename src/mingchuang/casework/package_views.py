"""The page that hands out the archive package of a case, after a word on what is in it."""

import tempfile
from uuid import UUID

from django.http import FileResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.design.problems import add_reasons
from mingchuang.casework import selectors, services
from mingchuang.casework.forms import PackageForm
from mingchuang.rules.refusals import Forbidden, Refused
from mingchuang.rules.roles import Permission

UNPROCESSABLE = 422
_IN_MEMORY = 8 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@desk_view(Permission.HANDLE_CASE)
def package(request: DeskRequest, uid: UUID) -> HttpResponseBase:
    """Say what the package holds and ask what for; then send it. Nothing of it stays on the server."""
    case = get_object_or_404(selectors.visible(request.user), uid=uid)
    selectors.require_handling(request.user, case)
    form = PackageForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        out = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - the response closes it
        try:
            services.package(
                case, out, purpose=form.cleaned_data["purpose"], actor=request.user, now=timezone.now()
            )
        except Forbidden:
            raise
        except Refused as refused:
            add_reasons(form, refused.reasons)
        else:
            return _download(out, f"{case.number}.zip")
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "casework/package.html", {"case": case, "form": form}, status=status)


def _download(out: "tempfile.SpooledTemporaryFile[bytes]", name: str) -> FileResponse:
    out.seek(0)
    answer = FileResponse(out, as_attachment=True, filename=name, content_type="application/zip")
    return answer
