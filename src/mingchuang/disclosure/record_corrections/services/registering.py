"""Takes in an application to correct a record, complete with its proofs or not: nothing is turned away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import IntegrityError, transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may, refusal
from mingchuang.base.localtime import local_day
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal import services as personal
from mingchuang.casework import chains, receipts
from mingchuang.casework.models import Case
from mingchuang.casework.services import Opened, open_case
from mingchuang.disclosure.record_corrections.models import CorrectionPaper, PaperRole, RecordCorrection
from mingchuang.disclosure.requests.services.uploading import check_kind
from mingchuang.rules import identifiers
from mingchuang.rules.record_corrections import KIND, WORKDAYS, Event, Facts, registering_refusals
from mingchuang.rules.refusals import Forbidden, Reason, refuse_if
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.roles import Permission

APPLICANT, PAPER = "record_correction.applicant", "record_correction.paper"
"""Kinds of personal data."""

PERSON = ("name", "id_number", "phone", "email", "address", "agent_name")
_NUMBERS = {"phone": ("phone",), "id_number": ("id_card", "residence_card", "credit_code")}
"""The kinds each number may be of."""

TITLE = "更正本人记录的申请"
"""Names nobody: records are about people."""

_FORM = "record_corrections"
"""Keeps our receipts apart from those of other kinds."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the clerk copied from the application. `person` has the fields of `PERSON`."""

    channel: str
    day: date | None
    person: Mapping[str, str]
    record: str
    problem: str
    evidence: str = ""


def register(
    typed: Typed, *, papers: Mapping[str, File] | None = None, receipt: str = "", actor: User, now: datetime
) -> Opened:
    """Open the case; the period runs from the day it came. `papers` are by `PaperRole`.

    `receipt` is the mark of the filled-in form: one that was registered before is answered with its case.
    Raises `Refused` with every reason, `Forbidden`.
    """
    if not may(actor, Permission.HANDLE_CASE):
        raise Forbidden([refusal(Permission.HANDLE_CASE)])
    marked = receipts.is_receipt(receipt)
    digest = receipts.digest_of(_FORM, receipt) if marked else None
    code = receipts.query_code_of(_FORM, receipt) if marked else ""
    if known := _known(digest):
        return Opened(known, code)
    refuse_if(_refusals(typed, papers or {}, local_day(now)))
    try:
        with transaction.atomic():
            return open_case(
                KIND,
                title=TITLE,
                now=now,
                attach=lambda case: _attach(case, typed, papers or {}, digest, now),
                event=Event.REGISTERED,
                day=typed.day,
                actor=actor,
                frozen={WORKDAYS: settings.RECORD_CORRECTION_WORKDAYS},
                query_code=code,
            )
    except IntegrityError:
        # A double click: the other one was first.
        if known := _known(digest):
            return Opened(known, code)
        raise


def _known(digest: str | None) -> Case | None:
    """The case that the form with this mark opened."""
    found = RecordCorrection.objects.select_related("case").filter(receipt_digest=digest).first()
    return found.case if digest and found else None


def _refusals(typed: Typed, papers: Mapping[str, File], today: date) -> list[Reason]:
    facts = Facts(today=today, day=typed.day, record=typed.record, problem=typed.problem)
    reasons = registering_refusals(facts)
    if typed.channel not in set(Channel):
        reasons.append(Reason("channel_missing", "请选择提交渠道", "channel"))
    if not typed.person.get("name", "").strip():
        reasons.append(Reason("name_missing", "请填写申请人的姓名或者名称", "name"))
    for role, file in papers.items():
        reasons += check_kind(str(file.name or ""), role) or personal_files.file_refusals(PAPER, file, role)
    return reasons


def _attach(
    case: Case, typed: Typed, papers: Mapping[str, File], digest: str | None, now: datetime
) -> dict[str, Any]:
    row = RecordCorrection.objects.create(
        case=case,
        applicant=personal.keep(APPLICANT, _person(typed), now=now),
        channel=typed.channel,
        record=receipts.plain(typed.record),
        problem=receipts.plain(typed.problem),
        evidence=receipts.plain(typed.evidence),
        salt=chains.new_salt(),
        receipt_digest=digest,
    )
    for role, file in papers.items():
        kept = personal_files.keep_file(PAPER, file, now=now, field=role)
        CorrectionPaper.objects.create(correction=row, file=kept, role=PaperRole(role))
    return {"channel": typed.channel, "papers": sorted(papers), "detail": _digest(row)}


def _person(typed: Typed) -> dict[str, str]:
    """The applicant; numbers that are right are kept in their standard form, however they were typed."""
    person = {name: receipts.plain(typed.person.get(name, "")) for name in PERSON}
    numbers = {name: identifiers.standard(person[name], *kinds) for name, kinds in _NUMBERS.items()}
    return {name: value for name, value in (person | numbers).items() if value}


def _digest(row: RecordCorrection) -> str:
    return chains.salted_digest(row.salt, row.record, row.problem, row.evidence)


def content_digest(case: Case) -> str | None:
    """The digest of what is asked, None once it was erased; for the verification of the chain."""
    row: RecordCorrection = case.record_correction
    return _digest(row) if row.salt else None
