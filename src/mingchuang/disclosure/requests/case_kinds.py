"""Registers requests for disclosure as a kind of case."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import registry as personal
from mingchuang.base.personal.models import PersonalFile, PersonalRecord
from mingchuang.casework import actions, registry
from mingchuang.casework.letters.models import Delivery
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import may_handle
from mingchuang.disclosure.requests import annual_numbers, desk_panels, selectors
from mingchuang.disclosure.requests.desk_forms import ConfirmForm
from mingchuang.disclosure.requests.handling_actions import HANDLING
from mingchuang.disclosure.requests.models import Consultation, InformationRequest
from mingchuang.disclosure.requests.papers import papers
from mingchuang.disclosure.requests.services import (
    confirming,
    consulting,
    content,
    filing,
    giving,
    serving,
    telling,
    uploading,
)
from mingchuang.rules.personal_data import Fact
from mingchuang.rules.requests.clock_codes import OF_CONTESTING, ClockCode
from mingchuang.rules.requests.machine import REQUEST, clocks
from mingchuang.rules.requests.states import RequestEvent, RequestState

CONFIRM = actions.Action(
    "confirm",
    RequestEvent.CONFIRMED,
    _("确认收到"),
    _("已确认，答复期限从确认之日起算"),
    confirming.confirm,
    ConfirmForm,
    variant="primary",
)


def _contact(case: Case) -> PersonalRecord | None:
    record: PersonalRecord = case.information_request.applicant
    return record if record.erased_at is None else None


def _may_read(reader: User, record: PersonalRecord) -> bool:
    found = InformationRequest.objects.filter(applicant=record) | InformationRequest.objects.filter(
        agent=record
    )
    request = found.select_related("case").first()
    return request is not None and may_handle(reader, request.case)


def _may_read_party(reader: User, record: PersonalRecord) -> bool:
    asked = Consultation.objects.filter(party=record).select_related("request__case").first()
    return asked is not None and may_handle(reader, asked.request.case)


def _may_open(reader: User, file: PersonalFile) -> bool:
    paper = getattr(file, "request_paper", None)
    return paper is not None and may_handle(reader, paper.request.case)


def _letter_delivered(delivery: Delivery, actor: User, now: datetime) -> None:
    serving.letter_delivered(delivery, actor, now)
    telling.after_delivery(delivery.letter, now)


INFORMATION_REQUEST = registry.CaseKind(
    code=filing.KIND,
    label=_("依申请公开"),
    number_prefix="Y",
    table=REQUEST,
    clocks=clocks,
    actions=(
        actions.ADMIT,
        CONFIRM,
        actions.TAKE_ON,
        *HANDLING,
        actions.ASSIGN,
        actions.FORWARD,
        actions.DIVISION_PERIOD,
        actions.DISCARD,
        actions.COMMENT,
    ),
    untouched=frozenset({RequestState.UNCHECKED, RequestState.SUBMITTED}),
    untaken=frozenset({RequestState.RECEIVED}),
    detail="information_request",
    paused=selectors.PAUSED,
    beside=("applicant", "agent", "fee_notice"),
    asked=selectors.asked_in,
    texts=(
        "information_request__document_name",
        "information_request__document_number",
        "information_request__features",
        "information_request__items__description",
    ),
    panels=desk_panels.PANELS,
    next_links=desk_panels.next_links,
    standing_notes=desk_panels.standing_notes,
    digest=content.content_digest,
    erase=content.erase_content,
    contact=_contact,
    reply_clocks=frozenset({ClockCode.REPLY, ClockCode.DELAYED}),
    handed_back=frozenset({RequestEvent.SUBMITTED_FOR_REVIEW}),
    # Until when a correction can be asked: where none was needed, nothing is overdue.
    periods_of_others=frozenset({*OF_CONTESTING, ClockCode.CORRECTION_NOTICE}),
    outcomes=annual_numbers.outcomes,
    papers=papers,
    letter_delivered=_letter_delivered,
    tied_to_letters=("of_request",),
    letter_refusals=serving.letter_refusals,
    letter_out_of_date=serving.letter_out_of_date,
    after_event=telling.after_event,
)

registry.register(INFORMATION_REQUEST)
personal.declare(
    personal.Kind(
        filing.APPLICANT,
        "公开申请的申请人",
        {
            "name": Fact.NAME,
            "identity": Fact.OTHER,
            "id_number": Fact.ID_NUMBER,
            "contact_person": Fact.NAME,
            "phone": Fact.PHONE,
            "email": Fact.EMAIL,
            "address": Fact.OTHER,
        },
        _may_read,
    )
)
personal.declare(
    personal.Kind(consulting.THIRD_PARTY, "征求意见的第三方", {"name": Fact.NAME}, _may_read_party)
)
personal.declare(personal.Kind(filing.AGENT, "公开申请的代理人", {"name": Fact.NAME}, _may_read))
personal.declare_file(personal.FileKind(giving.GIVEN, "随答复提供的文件", giving.may_open, giving.MOST_BYTES))
personal.declare_file(
    personal.FileKind(uploading.UPLOAD, "公开申请的证明材料", _may_open, uploading.MOST_BYTES)
)
