"""Registers 找错 reports as a kind of case."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import registry as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.base.personal.services import masked
from mingchuang.casework import registry
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import may_handle
from mingchuang.casework.site_errors import services
from mingchuang.casework.site_errors.models import SiteError
from mingchuang.rules import cases, clocks
from mingchuang.rules.personal_data import Fact
from mingchuang.rules.workdays import WorkCalendar


def _clock(started_on: date, calendar: WorkCalendar, frozen: dict[str, Any]) -> clocks.Deadline:
    return clocks.site_error_reply(started_on, calendar, length=int(frozen["workdays"]))


def _contact(case: Case) -> PersonalRecord | None:
    record = case.site_error.contact
    return record if record is not None and record.erased_at is None else None


def _panel(case: Case, _reader: User) -> dict[str, Any]:
    record = _contact(case)
    shown = "，".join(value for value in masked(record).values() if value) if record else ""
    return {"report": case.site_error, "contact": shown}


def _may_read(reader: User, record: PersonalRecord) -> bool:
    detail = SiteError.objects.filter(contact=record).select_related("case").first()
    return detail is not None and may_handle(reader, detail.case)


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
    contact=_contact,
)

registry.register(SITE_ERROR)
personal.declare(
    personal.Kind(
        services.CONTACT, "找错来件人联系方式", {"phone": Fact.PHONE, "email": Fact.EMAIL}, _may_read
    )
)
