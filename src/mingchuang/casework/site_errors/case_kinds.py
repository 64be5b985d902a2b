"""Registers 找错 reports as a kind of case."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import registry as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.base.personal.services import masked, reveal
from mingchuang.casework import actions, registry
from mingchuang.casework import services as trunk
from mingchuang.casework.forms import ReplyForm
from mingchuang.casework.models import Case
from mingchuang.casework.packages import Paper, canonical
from mingchuang.casework.panels import Panel
from mingchuang.casework.selectors import may_handle
from mingchuang.casework.site_errors import services
from mingchuang.casework.site_errors.models import SiteError
from mingchuang.rules import cases, clocks, site_errors
from mingchuang.rules.personal_data import Fact, Purpose
from mingchuang.rules.workdays import CoverageError, WorkCalendar

_OF_ITS_OWN = (
    actions.Action(
        "answer",
        cases.CaseEventCode.ANSWERED,
        _("答复"),
        _("已答复，来件人现在可以看到"),
        trunk.answer,
        ReplyForm,
        variant="primary",
    ),
    actions.Action(
        "close",
        cases.CaseEventCode.CLOSED,
        _("按“不属于错误”办结"),
        _("已办结，来件人现在可以看到理由"),
        trunk.close,
        actions.because(actions.TOLD),
    ),
)


def _clocks(
    history: Sequence[cases.PastEvent], frozen: Mapping[str, Any], calendar: WorkCalendar
) -> list[cases.RunningClock]:
    truth = site_errors.SITE_ERROR.replay(history)
    started_on = truth.clock_started_on
    if started_on is None:
        return []
    try:
        deadline = clocks.site_error_reply(started_on, calendar, length=int(frozen["workdays"]))
    except CoverageError:
        deadline = None
    return [cases.RunningClock("reply", "答复期限", started_on, deadline, truth.done_on, leads=True)]


def _contact(case: Case) -> PersonalRecord | None:
    record = case.site_error.contact
    return record if record is not None and record.erased_at is None else None


def _report(case: Case, _reader: User, _today: date) -> dict[str, Any]:
    record = _contact(case)
    shown = "，".join(value for value in masked(record).values() if value) if record else ""
    return {"report": case.site_error, "contact": shown}


def _papers(case: Case, reader: User, purpose: Purpose, now: datetime) -> Iterator[Paper]:
    record, detail = _contact(case), case.site_error
    report = {
        "page_address": detail.page_address,
        "error_kind": detail.error_kind,
        "problem": detail.problem,
        "salt": detail.salt,
        "contact": reveal(record, reader, purpose, now=now) if record else {},
    }
    yield Paper("report.json", canonical(report))


def _may_read(reader: User, record: PersonalRecord) -> bool:
    detail = SiteError.objects.filter(contact=record).select_related("case").first()
    return detail is not None and may_handle(reader, detail.case)


SITE_ERROR = registry.CaseKind(
    code=services.KIND,
    label=_("网站找错"),
    number_prefix="E",
    table=site_errors.SITE_ERROR,
    clocks=_clocks,
    actions=(
        actions.TAKE_ON,
        actions.ADMIT,
        *_OF_ITS_OWN,
        actions.ASSIGN,
        actions.FORWARD,
        actions.DIVISION_PERIOD,
        actions.DISCARD,
        actions.REOPEN,
        actions.COMMENT,
    ),
    untouched=frozenset({site_errors.SiteErrorState.UNCHECKED, site_errors.SiteErrorState.RECEIVED}),
    detail="site_error",
    beside=("contact",),
    texts=("site_error__page_address", "site_error__problem"),
    panels=(Panel("content", _("来件内容"), "site_errors/panel.html", _report),),
    digest=services.content_digest,
    erase=services.erase_content,
    contact=_contact,
    papers=_papers,
)

registry.register(SITE_ERROR)
personal.declare(
    personal.Kind(
        services.CONTACT, "找错来件人联系方式", {"phone": Fact.PHONE, "email": Fact.EMAIL}, _may_read
    )
)
