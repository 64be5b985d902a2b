"""Takes in requests: from the public on the web, and by a clerk from counter, post, fax and e-mail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may, refusal
from mingchuang.base.design.languages import CHINESE
from mingchuang.base.localtime import local_day, start_of_day
from mingchuang.base.personal import services as personal
from mingchuang.casework import chains, receipts
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import may_handle_in
from mingchuang.casework.services import Opened, open_case
from mingchuang.disclosure.requests.models import InformationRequest, RequestPaper
from mingchuang.disclosure.requests.services import application as applications
from mingchuang.disclosure.requests.services import lettering, telling
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.disclosure.requests.services.content import digest_of, title_of
from mingchuang.disclosure.requests.services.lettering import UNNAMED
from mingchuang.disclosure.requests.services.uploading import Upload, files_of
from mingchuang.rules.refusals import Forbidden, Reason, refuse_if
from mingchuang.rules.requests import receiving
from mingchuang.rules.requests.application import ApplicantType, Application
from mingchuang.rules.requests.receiving import AT_ONCE, Channel
from mingchuang.rules.requests.states import RequestEvent
from mingchuang.rules.roles import Permission

KIND = "request"
APPLICANT, AGENT = "request.applicant", "request.agent"
"""Kinds of personal data."""

FORM_VERSION = "request/1"
_FORM = "requests"
"""Keeps our receipts apart from those of other kinds."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A request that was received. Filing the same receipt again gives the same answer."""

    case: Case
    query_code: str


@dataclass(frozen=True, slots=True)
class Arrival:
    """How and when a request came; the three days are kept apart, each channel counts from another."""

    channel: Channel
    submitted_on: date | None = None
    arrived_on: date | None = None
    confirmed_on: date | None = None

    @property
    def received_on(self) -> date | None:
        """The day it counts as received (Art. 31); None: still to be confirmed."""
        return receiving.received_on(
            self.channel,
            submitted=self.submitted_on,
            arrived=self.arrived_on,
            confirmed=self.confirmed_on,
        )

    def refusals(self, today: date) -> list[Reason]:
        """Everything wrong with the days."""
        return receiving.refusals(
            self.channel,
            submitted=self.submitted_on,
            arrived=self.arrived_on,
            confirmed=self.confirmed_on,
            today=today,
        )


@dataclass(frozen=True, slots=True)
class _Taken:
    """Everything that came with a request; `details` are values of its row."""

    application: Application
    arrival: Arrival
    uploads: tuple[Upload, ...]
    details: Mapping[str, Any]
    actor: User | None = None


def query_code_of(receipt: str) -> str:
    """The query code of a receipt."""
    return receipts.query_code_of(_FORM, receipt)


def find_by_receipt(receipt: str) -> Case | None:
    """The case a receipt opened."""
    digest = receipts.digest_of(_FORM, receipt)
    found = InformationRequest.objects.select_related("case").filter(receipt_digest=digest).first()
    return found.case if found else None


def file_request(
    application: Application,
    *,
    receipt: str,
    proven: bool,
    uploads: Iterable[Upload] = (),
    needs_help: bool = False,
    now: datetime,
) -> Filed:
    """Receive a request from the web. Raises `Refused` with every reason.

    It counts as received once the office has confirmed it, not by the click. `receipt` comes from
    `receipts.new_receipt` through the form; `proven` says whether a proof of work came with it. A receipt
    that was filed before is answered with the case it opened.
    """
    code, known = query_code_of(receipt), find_by_receipt(receipt)
    if known is not None:
        return Filed(known, code)
    refuse_if(applications.refusals(application, local_day(now)))
    if not receipts.is_receipt(receipt):
        refuse_if([Reason("receipt_missing", _("页面已过期，请重新打开申请页面填写"))])
    details = {"needs_help": needs_help, "receipt_digest": receipts.digest_of(_FORM, receipt)}
    arrival = Arrival(Channel.ONLINE, submitted_on=local_day(now), arrived_on=local_day(now))
    taken = _Taken(application, arrival, tuple(uploads), details)
    event = RequestEvent.SUBMITTED if proven else RequestEvent.SUBMITTED_UNPROVEN
    try:
        with transaction.atomic():
            return Filed(_open(taken, event, now=now, query_code=code).case, code)
    except IntegrityError:
        # The same form was sent twice at the same moment: the other one was first.
        known = find_by_receipt(receipt)
        if known is None:
            raise
        return Filed(known, code)


def register_request(
    application: Application,
    arrival: Arrival,
    *,
    uploads: Iterable[Upload] = (),
    needs_help: bool = False,
    filled_by_staff: bool = False,
    receipt: str = "",
    actor: User,
    now: datetime,
) -> Opened:
    """Take in what came on paper, by fax or by e-mail, complete or not. Raises `Refused`, `Forbidden`.

    Nothing is turned away: what the application lacks is a matter of the correction notice, and whoever
    handles cases of any division takes in what reaches them; it waits for the whole office then. What came
    over the counter or was signed for counts at once, with its receipt; the rest when both sides confirm.
    `receipt` is the mark of the filled-in form: one that was registered before is answered with its case,
    and with its code while no other was issued.
    """
    if not may(actor, Permission.HANDLE_CASE):
        raise Forbidden([refusal(Permission.HANDLE_CASE)])
    marked = receipts.is_receipt(receipt)
    code, known = (query_code_of(receipt), find_by_receipt(receipt)) if marked else ("", None)
    if known is not None:
        return Opened(known, receipts.code_that_opens(known, code))
    refuse_if(_register_refusals(application, arrival, actor, local_day(now)))
    details = {
        "needs_help": needs_help,
        "filled_by_staff": filled_by_staff,
        "receipt_digest": receipts.digest_of(_FORM, receipt) if marked else None,
    }
    try:
        with transaction.atomic():
            return _take_in(_Taken(application, arrival, tuple(uploads), details, actor), code, actor, now)
    except IntegrityError:
        # A double click: the other one was first.
        known = find_by_receipt(receipt) if marked else None
        if known is None:
            raise
        return Opened(known, receipts.code_that_opens(known, code))


def _register_refusals(application: Application, arrival: Arrival, actor: User, today: date) -> list[Reason]:
    reasons = [*arrival.refusals(today), *applications.length_refusals(application)]
    if arrival.confirmed_on is not None and not may_handle_in(actor, None):
        message = _("与申请人的确认由负责依申请公开的人员办理，请不要填写确认日期")
        reasons.append(Reason("not_yours_to_confirm", message, "confirmed_on"))
    if application.applicant_type not in set(ApplicantType):
        reasons.append(Reason("applicant_type_missing", "请选择申请人类型", "applicant_type"))
    if arrival.channel is Channel.ONLINE:
        reasons.append(Reason("channel_online", "网上申请由申请人自己提交，请选择其他渠道", "channel"))
    return reasons


def _take_in(taken: _Taken, code: str, actor: User, now: datetime) -> Opened:
    """Open the case; what counts at once gets its receipt, what both sides confirmed counts from then."""
    arrival, at_once = taken.arrival, taken.arrival.channel in AT_ONCE
    event = RequestEvent.REGISTERED if at_once else RequestEvent.SUBMITTED
    opened = _open(taken, event, now=now, query_code=code)
    if at_once:
        to = taken.application.name or UNNAMED
        lettering.give_receipt(opened.case, addressee=to, actor=actor, now=now)
    elif arrival.confirmed_on is not None:
        confirm(opened.case, day=arrival.confirmed_on, actor=actor, now=now)
        opened.case.refresh_from_db()
    return opened


def _open(taken: _Taken, event: str, *, now: datetime, query_code: str = "") -> Opened:
    return open_case(
        KIND,
        title=title_of(taken.application),
        now=now,
        attach=lambda case: _attach(case, taken, now),
        event=event,
        day=_counts_from(taken.arrival, event),
        actor=taken.actor,
        frozen=_frozen(taken),
        query_code=query_code,
    )


def _counts_from(arrival: Arrival, event: str) -> date | None:
    """The day the first event counts from: what waits to be confirmed waits since it arrived."""
    return arrival.received_on if event == RequestEvent.REGISTERED else arrival.arrived_on


def _frozen(taken: _Taken) -> dict[str, Any]:
    """What stays as it was that day; the applicant is told later in the language of the form."""
    language = {} if taken.actor else {telling.LANGUAGE: get_language() or CHINESE}
    return {"form": FORM_VERSION, **language}


def _attach(case: Case, taken: _Taken, now: datetime) -> dict[str, Any]:
    """Write the request's own rows; ids, codes and digests for its first event."""
    application, arrival = taken.application, taken.arrival
    agent = applications.agent_of(application)
    request = InformationRequest(
        case=case,
        applicant_type=application.applicant_type,
        applicant=personal.keep(APPLICANT, applications.applicant_of(application), now=now),
        agent=personal.keep(AGENT, agent, now=now) if agent else None,
        channel=arrival.channel,
        submitted_at=_submitted_at(arrival, now),
        arrived_on=arrival.arrived_on,
        document_name=application.document_name,
        document_number=application.document_number,
        features=application.features,
        salt=chains.new_salt(),
        way=application.way,
        route=application.route,
        is_foreign=application.is_foreign,
        **taken.details,
    )
    request.save(force_insert=True)
    files = files_of(taken.uploads)
    RequestPaper.objects.bulk_create(
        RequestPaper(request=request, file=file, role=role, added_by=taken.actor, added_at=now)
        for file, role in files
    )
    days = {"submitted": arrival.submitted_on, "arrived": arrival.arrived_on}
    return {
        "channel": arrival.channel,
        "applicant_type": application.applicant_type,
        "applicant": str(request.applicant.uid),
        "papers": [str(file.uid) for file, _role in files],
        "detail": digest_of(request),
        **{name: day.isoformat() for name, day in days.items() if day is not None},
    }


def _submitted_at(arrival: Arrival, now: datetime) -> datetime | None:
    if arrival.submitted_on is None or arrival.submitted_on == local_day(now):
        return now if arrival.submitted_on else None
    return start_of_day(arrival.submitted_on)
