"""Registers 找错 reports as a kind of case."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.casework import registry
from mingchuang.casework.models import Case
from mingchuang.casework.site_errors import services
from mingchuang.rules import cases, clocks
from mingchuang.rules.workdays import WorkCalendar


def _clock(started_on: date, calendar: WorkCalendar, frozen: dict[str, Any]) -> clocks.Deadline:
    return clocks.site_error_reply(started_on, calendar, length=int(frozen["workdays"]))


def _panel(case: Case, _reader: User) -> dict[str, Any]:
    return {"report": case.site_error}


SITE_ERROR = registry.CaseKind(
    code=services.KIND,
    label=_("网站找错"),
    number_prefix="E",
    table=cases.SITE_ERROR,
    clock=_clock,
    detail="site_error",
    panel="site_errors/panel.html",
    panel_context=_panel,
    digest=services.content_digest,
    erase=services.erase_content,
)

registry.register(SITE_ERROR)
