"""Registers applications to correct a record as a kind of case."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.personal import files as personal_files
from mingchuang.base.personal import registry as personal
from mingchuang.base.personal.models import PersonalFile, PersonalRecord
from mingchuang.base.personal.services import masked, reveal
from mingchuang.casework import actions, registry
from mingchuang.casework.actions import Action
from mingchuang.casework.letters.panel import LETTERS, letters_to_do
from mingchuang.casework.letters.papers import letter_papers
from mingchuang.casework.models import Case
from mingchuang.casework.packages import Paper, canonical
from mingchuang.casework.panels import Panel
from mingchuang.casework.selectors import history, may_handle
from mingchuang.disclosure.record_corrections import desk_forms as forms
from mingchuang.disclosure.record_corrections import services
from mingchuang.disclosure.record_corrections.models import RecordCorrection
from mingchuang.disclosure.record_corrections.services.registering import APPLICANT, PAPER
from mingchuang.disclosure.requests.services.uploading import MOST_BYTES
from mingchuang.rules.personal_data import Fact, Purpose, in_a_row
from mingchuang.rules.record_corrections import (
    ANSWER,
    KIND,
    OUTCOME_LABELS,
    TABLE,
    Event,
    State,
    clocks,
    told_by_post,
)
from mingchuang.rules.requests.clock_codes import OF_CONTESTING


def _was_posted(_person: User, case: Case, _today: date) -> bool:
    """The answer went by post: its receipt comes back."""
    return told_by_post(history(case))


_OF_ITS_OWN = (
    Action(
        "correct",
        Event.RECORD_CORRECTED,
        _("更正记录"),
        _("已登记更正，答复书已拟好，请核准、印发后送达"),
        services.correct,
        forms.CorrectForm,
        variant="primary",
    ),
    Action(
        "refuse-correction",
        Event.CORRECTION_REFUSED,
        _("不予更正"),
        _("已决定不予更正，答复书已拟好，请核准、印发后送达"),
        services.refuse,
        forms.RefuseForm,
    ),
    Action(
        "pass-on",
        Event.PASSED_ON,
        _("转送或者告知有权更正的机关"),
        _("已登记，告知书已拟好，请核准、印发后送达"),
        services.pass_on,
        forms.PassOnForm,
    ),
    Action(
        "reconsider",
        Event.RECONSIDERED,
        _("收回决定，重新办理"),
        _("已收回决定，答复书的草稿已作废"),
        services.reconsider,
        actions.because(actions.INSIDE),
    ),
    Action(
        "withdrawn",
        Event.WITHDRAWN,
        _("登记申请人撤回"),
        _("已登记撤回，办结"),
        services.withdraw,
        forms.WithdrawnForm,
        variant="danger",
    ),
    Action(
        "answer-received",
        Event.ANSWER_RECEIVED,
        _("登记申请人收到邮寄的答复"),
        _("已登记，复议、起诉的期限从收到之日起算"),
        services.answer_received,
        forms.ReceivedForm,
        fits=_was_posted,
    ),
)


def _contact(case: Case) -> PersonalRecord | None:
    record: PersonalRecord = case.record_correction.applicant
    return record if record.erased_at is None else None


def _asked(case: Case, _reader: User, _today: date) -> dict[str, Any]:
    row: RecordCorrection = case.record_correction
    record = _contact(case)
    return {
        "correction": row,
        "applicant": masked(record) if record else {},
        "papers": list(row.papers.select_related("file")),
    }


def _outcomes(cases: QuerySet[Case], year: int) -> Sequence[tuple[registry.Label, int]]:
    """How those answered in the year ended; a withdrawn one has no outcome."""
    answered = cases.filter(closed_on__year=year, state=State.ANSWERED)
    counted = answered.values_list("record_correction__outcome").annotate(cases=Count("pk")).order_by()
    found = dict(counted)
    return [(label, found[code]) for code, label in OUTCOME_LABELS.items() if found.get(code)]


def _papers(case: Case, reader: User, purpose: Purpose, now: datetime) -> Iterator[Paper]:
    row, record = case.record_correction, _contact(case)
    names = ("channel", "record", "problem", "evidence", "salt", "outcome", "result", "agency")
    about = {name: getattr(row, name) for name in (*names, "agency_contact")}
    about["decided_on"] = row.decided_on.isoformat() if row.decided_on else None
    about["applicant"] = reveal(record, reader, purpose, now=now) if record else {}
    yield Paper("application.json", canonical(about))
    for paper in row.papers.select_related("file"):
        if paper.file.erased_at is None:
            opened = personal_files.open_file(paper.file, reader, purpose, now=now)
            yield Paper(f"{paper.role}-{opened.name}", opened.data)
    yield from letter_papers(case)


def _may_read(reader: User, record: PersonalRecord) -> bool:
    row = RecordCorrection.objects.filter(applicant=record).select_related("case").first()
    return row is not None and may_handle(reader, row.case)


def _may_open(reader: User, file: PersonalFile) -> bool:
    paper = getattr(file, "correction_paper", None)
    return paper is not None and may_handle(reader, paper.correction.case)


RECORD_CORRECTION = registry.CaseKind(
    code=KIND,
    label=_("更正记录"),
    number_prefix="G",
    table=TABLE,
    clocks=clocks,
    actions=(
        actions.TAKE_ON,
        *_OF_ITS_OWN,
        actions.ASSIGN,
        actions.FORWARD,
        actions.DIVISION_PERIOD,
        actions.COMMENT,
    ),
    untouched=frozenset({State.RECEIVED}),
    detail="record_correction",
    beside=("applicant",),
    asked=lambda case: in_a_row(case.record_correction.record),
    texts=("record_correction__record", "record_correction__problem"),
    panels=(Panel("content", _("来件内容"), "record_corrections/panel.html", _asked), LETTERS),
    next_links=letters_to_do,
    digest=services.content_digest,
    erase=services.erase_content,
    contact=_contact,
    reply_clocks=frozenset({ANSWER}),
    handed_back=frozenset({Event.RECORD_CORRECTED, Event.CORRECTION_REFUSED, Event.PASSED_ON}),
    periods_of_others=frozenset(OF_CONTESTING),
    outcomes=_outcomes,
    papers=_papers,
    letter_delivered=services.letter_delivered,
    letter_refusals=services.letter_refusals,
)

registry.register(RECORD_CORRECTION)
personal.declare(
    personal.Kind(
        APPLICANT,
        "更正记录的申请人",
        {
            "name": Fact.NAME,
            "id_number": Fact.ID_NUMBER,
            "phone": Fact.PHONE,
            "email": Fact.EMAIL,
            "address": Fact.OTHER,
            "agent_name": Fact.NAME,
        },
        _may_read,
    )
)
personal.declare_file(personal.FileKind(PAPER, "更正记录的证明材料", _may_open, MOST_BYTES))
