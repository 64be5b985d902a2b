"""How the platform is: for load balancers in one word, for the office in full."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.jobs import checks, selectors
from mingchuang.rules.roles import Permission

FAILED_SHOWN = 50


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while this process and the database answer, else 503; without any detail for strangers.

    `checks` is the worst state of all checks ("ok", "warn", "fail"): a silent worker is bad, but no reason
    to take a web server out of service.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        state = checks.worst(checks.run(timezone.now()))
    except DatabaseError:
        return JsonResponse({"database": "fail"}, status=503)
    return JsonResponse({"database": "ok", "checks": state.value})


@desk_view(Permission.READ_AUDIT)
@require_safe
def health(request: DeskRequest) -> HttpResponse:
    """Everything the platform finds about itself, the worst first, and the jobs that were given up."""
    order = list(checks.State)
    findings = sorted(
        checks.run(timezone.now()), key=lambda finding: order.index(finding.state), reverse=True
    )
    context = {"findings": findings, "failed": selectors.failed()[:FAILED_SHOWN]}
    return render(request, "jobs/health.html", context)
