"""The first screen of the desk."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from mingchuang.base.accounts.decorators import DeskRequest, desk_view
from mingchuang.base.accounts.models import User
from mingchuang.base.calendars.selectors import calendar_beside, with_calendar
from mingchuang.base.localtime import local_day
from mingchuang.publishing.selectors import desk
from mingchuang.publishing.selectors.freshness import column_freshness
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.freshness import FreshnessState
from mingchuang.rules.gates import GATE_LABELS
from mingchuang.rules.roles import ROLE_LABELS, Permission
from mingchuang.web.desk.tiles import tiles_for

SHOWN = 8
_PRESSING = {FreshnessState.BLANK: 0, FreshnessState.STALE: 1, FreshnessState.WARNING: 2}


@require_safe
@desk_view(None)
def front(request: DeskRequest) -> HttpResponse:
    """What waits for me, what is late, which columns go stale, what went out lately."""
    today = local_day(timezone.now())
    user, held = request.user, request.permissions
    me = with_calendar(User.objects.select_related("division")).get(pk=user.pk)
    sees_all = held.divisions(Permission.READ_WORK) == "all"
    waiting = desk.waiting_for(user)
    context = {
        "today": today,
        "division": me.division,
        "roles": [ROLE_LABELS[role] for role in sorted(held.roles)],
        "tiles": tiles_for(user, held, len(waiting), today=today, calendar=calendar_beside(me)),
        "waiting": [{"version": entry.version, "gate": GATE_LABELS[entry.gate]} for entry in waiting[:SHOWN]],
        "late": desk.with_titles(desk.late_items(user, today))[:SHOWN],
        "columns": _columns(today) if sees_all or held.allow(Permission.MANAGE_COLUMNS) else None,
        "recent": [
            (event, LANGUAGE_LABELS.get(event.version.edition.language, "") if event.version else "")
            for event in desk.recent_events(user, limit=SHOWN)
        ],
    }
    return render(request, "web/desk/front.html", context)


def _columns(today: date) -> dict[str, object]:
    """Columns that need somebody, the worst first, and how many are in order."""
    rows = column_freshness(today)
    pressing = [row for row in rows if row.freshness.state in _PRESSING]
    pressing.sort(key=lambda row: _PRESSING[row.freshness.state])
    return {"pressing": pressing, "fresh": len(rows) - len(pressing), "total": len(rows)}
