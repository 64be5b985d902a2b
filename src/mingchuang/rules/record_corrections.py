"""更正记录 (Art. 41): a record about somebody is wrong; it is corrected, refused or passed on.

Not a request for disclosure: it has no row in table 3 of the annual report, no fee, no extension. The law
sets no period; the office's own one runs from the day it came.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from mingchuang.rules import cases
from mingchuang.rules.cases import NEW, ClockEffect, PastEvent, RunningClock, Transition, TransitionTable
from mingchuang.rules.clocks import Deadline
from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.letters.delivery import DeliveryWay
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests import clocks as count
from mingchuang.rules.requests import periods
from mingchuang.rules.requests.clock_codes import LABELS, ClockCode
from mingchuang.rules.requests.exchanges import WAY
from mingchuang.rules.requests.guards import GUARDS as REQUEST_GUARDS
from mingchuang.rules.source import DISCLOSURE_REGULATION, Rule, Source, Tag, disclosure_regulation
from mingchuang.rules.workdays import CoverageError, WorkCalendar

KIND = "record_correction"
WORKDAYS = "workdays"
"""Key of what is frozen on a case: the office's period in working days."""

_ARTICLE = disclosure_regulation("第四十一条")
_OWN = Source(DISCLOSURE_REGULATION, "第四十一条（办理步骤为约定）", Tag.CONVENTION)

_CONTESTED = Source(DISCLOSURE_REGULATION, "第五十一条（知道之日按送达日推算为约定）", Tag.CONVENTION)

RULES = (
    Rule(
        "record_corrections.who_corrects",
        "有证据证明本机关提供的与其自身相关的记录不准确的，可以要求更正；有权更正且审核属实的，予以更正并告知申请人；"
        "不属于本机关职能范围的，转送有权更正的行政机关并告知申请人，或者告知申请人向有权更正的行政机关提出",
        _ARTICLE,
    ),
    Rule(
        "record_corrections.checked",
        "更正以前，核对申请人的身份和证据；不予更正的，说明理由",
        Source(DISCLOSURE_REGULATION, "第四十一条（身份核对和理由为推导）", Tag.DERIVED),
    ),
    Rule(
        "record_corrections.not_in_report",
        "要求更正记录的，不是政府信息公开申请，不计入年度报告表三",
        Source(DISCLOSURE_REGULATION, "第四十一条、第五十条", Tag.DERIVED),
    ),
    Rule(
        "record_corrections.told_by_letter",
        "处理结果以答复书告知；答复书由拟稿人以外的人核准，送达之日办结；答复书印发以前可以重新决定",
        _OWN,
    ),
)


class State(StrEnum):
    """Where it stands."""

    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    DECIDED = "decided"  # its letter is on the way to the applicant
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What can happen to it."""

    REGISTERED = "registered"
    TAKEN_ON = "taken_on"
    ASSIGNED = "assigned"
    FORWARDED = "forwarded"
    DIVISION_PERIOD_SET = "division_period_set"
    RECORD_CORRECTED = "record_corrected"
    CORRECTION_REFUSED = "correction_refused"
    PASSED_ON = "passed_on"
    RECONSIDERED = "reconsidered"
    SERVED = "served"
    ANSWER_RECEIVED = "answer_received"  # the receipt of a posted answer is back
    WITHDRAWN = "withdrawn"
    COMMENTED = "commented"
    ERASED = "erased"


STATE_LABELS: Mapping[str, str] = {
    State.RECEIVED: "待接办",
    State.IN_PROGRESS: "办理中",
    State.DECIDED: "已决定，待送达",
    State.ANSWERED: "已答复",
    State.WITHDRAWN: "已办结（申请人撤回）",
}
EVENT_LABELS: Mapping[str, str] = {
    Event.REGISTERED: "登记申请",
    Event.TAKEN_ON: "接办",
    Event.ASSIGNED: "指定经办人",
    Event.FORWARDED: "转办",
    Event.DIVISION_PERIOD_SET: "调整承办期限",
    Event.RECORD_CORRECTED: "更正记录",
    Event.CORRECTION_REFUSED: "决定不予更正",
    Event.PASSED_ON: "转送或者告知有权更正的机关",
    Event.RECONSIDERED: "重新决定",
    Event.SERVED: "送达答复",
    Event.ANSWER_RECEIVED: "登记申请人收到邮寄的答复",
    Event.WITHDRAWN: "撤回申请",
    Event.COMMENTED: "内部意见",
    Event.ERASED: "删除个人信息",
}
CLOSED = frozenset({State.ANSWERED, State.WITHDRAWN})


class Outcome(StrEnum):
    """How it was answered."""

    CORRECTED = "corrected"
    REFUSED = "refused"
    TRANSFERRED = "transferred"  # we sent it on to the body that may correct
    POINTED = "pointed"  # the applicant was told to turn to that body


OUTCOME_LABELS: Mapping[Outcome, str] = {
    Outcome.CORRECTED: "已更正",
    Outcome.REFUSED: "不予更正",
    Outcome.TRANSFERRED: "已转送有权更正的机关",
    Outcome.POINTED: "告知向有权更正的机关提出",
}


@dataclass(frozen=True, slots=True)
class Facts(cases.Facts):
    """What the guards look at. `earliest` is the day before which the event's `day` cannot lie.

    `identity_checked` and `evidence_checked` are what the clerk says of the application; `letter_issued`
    whether the answer of the decision that stands has left already.
    """

    today: date | None = None
    day: date | None = None
    earliest: date | None = None
    record: str = ""
    problem: str = ""
    identity_checked: bool = False
    evidence_checked: bool = False
    corrected_to: str = ""
    outcome: str = ""
    agency: str = ""
    agency_contact: str = ""
    unwritable: tuple[Reason, ...] = ()
    letter_issued: bool = False
    told_by_post: bool = False


def registering_refusals(facts: Facts) -> list[Reason]:
    """Why what came cannot be taken in. Proofs may be missing: they are asked for while it is handled."""
    reasons = list(_day_possible(facts))
    if facts.day is None:
        reasons.append(Reason("day_missing", "请填写收到日期", "day"))
    if is_empty(facts.record):
        reasons.append(Reason("record_missing", "请写明要求更正的是哪一项记录", "record"))
    if is_empty(facts.problem):
        reasons.append(Reason("problem_missing", "请写明记录哪里不准确、应当是什么", "problem"))
    return reasons


def _day_possible(facts: Facts) -> Iterable[Reason]:
    found = REQUEST_GUARDS["day_possible"](facts)
    return () if found is None or isinstance(found, Reason) else found


def _proven(facts: Facts) -> Iterable[Reason]:
    if not facts.identity_checked:
        message = "更正以前须核对申请人的身份证明，确认记录与其自身相关，请勾选"
        yield Reason("identity_unchecked", message, "identity_checked")
    if not facts.evidence_checked:
        message = "更正以前须核对证明记录不准确的证据，请勾选"
        yield Reason("evidence_unchecked", message, "evidence_checked")


def _correction_named(facts: Facts) -> Reason | None:
    if not is_empty(facts.corrected_to):
        return None
    return Reason("corrected_to_missing", "请写明更正的内容", "corrected_to")


def _agency_named(facts: Facts) -> Iterable[Reason]:
    if facts.outcome not in (Outcome.TRANSFERRED, Outcome.POINTED):
        yield Reason("outcome_missing", "请选择已转送，还是告知申请人向该机关提出", "outcome")
    if is_empty(facts.agency):
        yield Reason("agency_missing", "请写明有权更正的机关", "agency")
    if facts.outcome == Outcome.POINTED and is_empty(facts.agency_contact):
        message = "请写明该机关的联系方式，申请人才能找到"
        yield Reason("agency_contact_missing", message, "agency_contact")
    if facts.outcome == Outcome.TRANSFERRED and facts.day is None:
        yield Reason("day_missing", "请填写转送的日期", "day")


def _writable(facts: Facts) -> Iterable[Reason]:
    return facts.unwritable


def _not_issued(facts: Facts) -> Reason | None:
    if not facts.letter_issued:
        return None
    message = "答复书已经印发，不能再改变决定；确有错误的，先作废答复书"
    return Reason("letter_issued", message)


GUARDS: Mapping[str, cases.Guard] = {
    **cases.GUARDS,
    "day_possible": _day_possible,
    "proven": _proven,
    "correction_named": _correction_named,
    "agency_named": _agency_named,
    "writable": _writable,
    "not_issued": _not_issued,
    "receipt_by_post": REQUEST_GUARDS["receipt_by_post"],
}

_HANDLED = (State.RECEIVED, State.IN_PROGRESS, State.DECIDED)

TABLE = TransitionTable(
    kind=KIND,
    transitions=(
        Transition(NEW, Event.REGISTERED, State.RECEIVED, ("day_possible",), ClockEffect.START, _OWN),
        Transition(
            State.IN_PROGRESS,
            Event.RECORD_CORRECTED,
            State.DECIDED,
            ("day_possible", "proven", "correction_named", "writable"),
            source=_ARTICLE,
        ),
        Transition(
            State.IN_PROGRESS,
            Event.CORRECTION_REFUSED,
            State.DECIDED,
            ("reason_given", "writable"),
            source=_ARTICLE,
        ),
        Transition(
            State.IN_PROGRESS,
            Event.PASSED_ON,
            State.DECIDED,
            ("day_possible", "agency_named", "writable"),
            source=_ARTICLE,
        ),
        Transition(
            State.DECIDED,
            Event.RECONSIDERED,
            State.IN_PROGRESS,
            ("reason_given", "not_issued"),
            source=_OWN,
        ),
        Transition(
            State.DECIDED, Event.SERVED, State.ANSWERED, ("day_possible",), ClockEffect.STOP, _ARTICLE
        ),
        Transition(
            State.ANSWERED,
            Event.ANSWER_RECEIVED,
            State.ANSWERED,
            ("day_possible", "receipt_by_post"),
            source=_CONTESTED,
        ),
        *(
            Transition(state, Event.WITHDRAWN, State.WITHDRAWN, ("day_possible",), ClockEffect.STOP, _OWN)
            for state in _HANDLED
        ),
        *cases.rows_of_every_kind(
            dict.fromkeys((State.RECEIVED, State.IN_PROGRESS), (State.IN_PROGRESS, State.RECEIVED)),
            states=State,
            closed=CLOSED,
            source=_OWN,
        ),
    ),
    state_labels=STATE_LABELS,
    event_labels=EVENT_LABELS,
    guards=GUARDS,
    closed=CLOSED,
)
"""All the ways it can go."""

ANSWER = "answer"
ANSWER_LABEL = "更正答复期限"
"""The office's own clock; the others are the applicant's after the answer."""


def clocks(
    history: Sequence[PastEvent], frozen: Mapping[str, Any], calendar: WorkCalendar
) -> list[RunningClock]:
    """The office's period, leading, and after service until when the answer may be contested.

    That runs from the receipt; where a posted answer is not known to have come yet, from its posting.
    """
    truth = TABLE.replay(history)
    started_on, done_on = truth.clock_started_on, truth.done_on
    if started_on is None:
        return []
    length = int(frozen.get(WORKDAYS, periods.RECORD_CORRECTION_WORKDAYS))
    deadline = _counted(lambda: count.record_correction(started_on, calendar, length=length))
    found = [RunningClock(ANSWER, ANSWER_LABEL, started_on, deadline, done_on, leads=True)]
    if truth.state == State.ANSWERED and done_on is not None:
        knew_on = received_on(history) or done_on
        review = _counted(lambda: count.review_application(knew_on, calendar))
        suit = _counted(lambda: count.direct_suit(knew_on, calendar))
        for code, ends in ((ClockCode.REVIEW_APPLICATION, review), (ClockCode.DIRECT_SUIT, suit)):
            found.append(RunningClock(code, LABELS[code], knew_on, ends))
    return found


def told_by_post(history: Iterable[Any]) -> bool:
    """Whether the answer went by post and its receipt comes back; of events as rules or rows have them."""
    return any(one.event == Event.SERVED and one.data.get(WAY) == DeliveryWay.POST for one in history)


def received_on(history: Iterable[PastEvent]) -> date | None:
    """The day on which a posted answer is known to have come, by the last word on it; None before it is."""
    days = [past.day for past in history if past.event == Event.ANSWER_RECEIVED]
    return days[-1] if days else None


def _counted(find: Any) -> Deadline | None:
    try:
        found: Deadline = find()
    except CoverageError:
        return None
    return found
