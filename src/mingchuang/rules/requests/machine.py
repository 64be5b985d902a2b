"""All the ways a request can go: states, events, guards, and what each does to the reply clock.

The clock starts when the request counts as received and anew when a corrected application arrives; it
stops when the reply is served or the request is closed. Whatever else moves the last day (suspensions,
an extension, a delay, a payment) is read from the events by `clocks`.
"""

from itertools import chain

from mingchuang.rules.cases import (
    NEW,
    ClockEffect,
    Transition,
    TransitionTable,
    rows_of_every_kind,
)
from mingchuang.rules.requests.facts import Facts
from mingchuang.rules.requests.guards import GUARDS
from mingchuang.rules.requests.notices import ADVICE, NOTICES
from mingchuang.rules.requests.past import Passed, passed
from mingchuang.rules.requests.periods import REVIEW_SUSPENDED
from mingchuang.rules.requests.running import clocks
from mingchuang.rules.requests.states import (
    CLOSED,
    EVENT_LABELS,
    STATE_LABELS,
    RequestEvent,
    RequestState,
)
from mingchuang.rules.source import (
    DISCLOSURE_REGULATION,
    REPORT_FORM,
    REVIEW_LAW,
    Rule,
    Source,
    Tag,
    disclosure_regulation,
)

__all__ = ["REQUEST", "Facts", "Passed", "RequestEvent", "RequestState", "clocks", "passed"]

KIND = "request"

_S, _E, _C = RequestState, RequestEvent, ClockEffect

_REGISTERED = disclosure_regulation("第四十五条")
_RECEIVED = disclosure_regulation("第三十一条")
_EXTENSION = disclosure_regulation("第三十三条第二款")
_REPLY = disclosure_regulation("第三十六条至第三十九条")
_REMEDY = disclosure_regulation("第五十一条")
_EXAMINATION = disclosure_regulation("第十七条")
_HELP = disclosure_regulation("第四十三条")
_TURNING = disclosure_regulation("第四十四条")
_SERVICE = Source("国办公开办函〔2016〕235号", "送达", Tag.PRIMARY)
_REVIEW_PERIOD = Source(REVIEW_LAW, "第六十二条", Tag.PRIMARY)
_REVIEW_SUSPENDED = REVIEW_SUSPENDED.source
_WITHDRAWAL = Source(REPORT_FORM, "表三（六）3", Tag.SECONDARY)
_CONVENTION = Source(DISCLOSURE_REGULATION, "第四十五条（办理步骤为约定）", Tag.CONVENTION)

SIGN_OFF = Rule(
    "requests.sign_off",
    "答复作出前须通过保密审查；不予公开、部分公开、无法提供、不予处理的另经法制审核；负责人最后签批，起草人不签",
    Source(DISCLOSURE_REGULATION, "第十七条（环节和人员分离为约定）", Tag.CONVENTION),
)
DIFFERENT_SIGNERS = Rule(
    "requests.different_signers",
    "同一次送审，保密审查、法制审核、负责人签批由不同的人签署；人员少的机关可以在设置中改为不限",
    Source(DISCLOSURE_REGULATION, "第十七条（人员分离为约定）", Tag.CONVENTION),
)
SERVICE = Rule(
    "requests.service",
    "直接送达、委托其他机关送达或者邮寄送达；邮寄只通过邮政企业；直接、委托送达以签收日，邮寄以交邮之日为送达日",
    _SERVICE,
)
SERVICE_ONLINE = Rule(
    "requests.service_online",
    "网上送达以发出之日为送达日（时间未核实）",
    Source("国办公开办函〔2016〕235号", "电子送达（未见规定）", Tag.UNVERIFIED),
)
DISPUTE_OVER_SILENCE = Rule(
    "requests.dispute_over_silence",
    "逾期不答复的，可以申请行政复议或者起诉；仍须尽快答复",
    Source("法释〔2025〕8号", "第二条", Tag.PRIMARY),
)
NEW_REPLY = Rule(
    "requests.new_reply",
    "复议决定或者判决要求重新答复的，重新办理，期限自收到之日起算；统计仍计入首次办结的年度",
    _CONVENTION,
)

RULES = (SIGN_OFF, DIFFERENT_SIGNERS, SERVICE, SERVICE_ONLINE, DISPUTE_OVER_SILENCE, NEW_REPLY)

_HANDLED = (
    _S.SUBMITTED,
    _S.RECEIVED,
    _S.CORRECTION,
    _S.REASON_ASKED,
    _S.CONSULTING,
    _S.FEE_PENDING,
    _S.IN_REVIEW,
    _S.DECIDED,
)
_EXTENDABLE = (_S.RECEIVED, _S.REASON_ASKED, _S.CONSULTING, _S.IN_REVIEW)
_UNANSWERED = (*_EXTENDABLE, _S.CORRECTION, _S.FEE_PENDING, _S.DECIDED)
_CONTESTED = {
    _S.SERVED: _S.DISPUTED,
    _S.CLOSED_NO_CORRECTION: _S.DISPUTED_NO_CORRECTION,
    _S.CLOSED_UNPAID: _S.DISPUTED_UNPAID,
}
"""What can be contested, and where it stands meanwhile: it ends as what it was before."""

_SETTLED = {contested: state for state, contested in _CONTESTED.items()}

_ARRIVING = (
    Transition(NEW, _E.SUBMITTED, _S.SUBMITTED, ("day_possible",), source=_REGISTERED),
    Transition(NEW, _E.SUBMITTED_UNPROVEN, _S.UNCHECKED, ("day_possible",), source=_CONVENTION),
    Transition(NEW, _E.REGISTERED, _S.RECEIVED, ("day_possible", "received_at_once"), _C.START, _RECEIVED),
    Transition(_S.UNCHECKED, _E.ADMITTED, _S.SUBMITTED, source=_CONVENTION),
    Transition(_S.UNCHECKED, _E.DISCARDED, _S.DISCARDED, ("reason_given",), _C.STOP, _CONVENTION),
    Transition(_S.SUBMITTED, _E.CONFIRMED, _S.RECEIVED, ("day_possible",), _C.START, _RECEIVED),
)

_REPLYING = (
    *(
        Transition(state, _E.SUBMITTED_FOR_REVIEW, _S.IN_REVIEW, ("items_answered",), source=_EXAMINATION)
        for state in (_S.RECEIVED, _S.REASON_ASKED)
    ),
    Transition(
        _S.IN_REVIEW, _E.REVIEWED, _S.IN_REVIEW, ("step_named", "signature_fits"), source=_EXAMINATION
    ),
    Transition(_S.IN_REVIEW, _E.RETURNED, _S.RECEIVED, ("step_named", "reason_given"), source=_EXAMINATION),
    Transition(
        _S.IN_REVIEW,
        _E.DECIDED,
        _S.DECIDED,
        ("day_possible", "items_answered", "signed_off"),
        source=_REPLY,
    ),
    Transition(_S.DECIDED, _E.SERVED, _S.SERVED, ("day_possible", "served_lawfully"), _C.STOP, _SERVICE),
)

_CONTESTING = (
    *(
        Transition(
            state,
            _E.DISPUTE_FILED,
            contested,
            ("day_possible", "dispute_named", "dispute_in_order"),
            source=_REMEDY,
        )
        for state, contested in (*_CONTESTED.items(), *zip(_SETTLED, _SETTLED, strict=True))
    ),
    *(
        Transition(
            state,
            _E.DISPUTE_FILED,
            state,
            ("day_possible", "dispute_named", "dispute_in_order", "reply_overdue"),
            source=DISPUTE_OVER_SILENCE.source,
        )
        for state in _UNANSWERED
    ),
    *(
        Transition(state, _E.DISPUTE_ANSWERED, state, ("day_possible", "dispute_open"), source=_REMEDY)
        for state in (*_UNANSWERED, _S.SERVED, *_SETTLED)
    ),
    *(
        Transition(
            state,
            _E.DISPUTE_CLOSED,
            _SETTLED.get(state, state),
            ("day_possible", "dispute_open", "dispute_result", "last_dispute"),
            source=_REMEDY,
        )
        for state in (*_UNANSWERED, _S.SERVED, *_SETTLED)
    ),
    *(
        Transition(
            state,
            _E.ONE_DISPUTE_CLOSED,
            state,
            ("day_possible", "dispute_open", "dispute_result", "other_dispute_open"),
            source=_REMEDY,
        )
        for state in (*_UNANSWERED, _S.SERVED, *_SETTLED)
    ),
    *(
        Transition(
            state, _E.REVIEW_EXTENDED, state, ("day_possible", "review_extendable"), source=_REVIEW_PERIOD
        )
        for state in (*_UNANSWERED, _S.SERVED, *_SETTLED)
    ),
    *(
        Transition(state, event, state, ("day_possible", guard), source=_REVIEW_SUSPENDED)
        for state in (*_UNANSWERED, _S.SERVED, *_SETTLED)
        for event, guard in (
            (_E.REVIEW_SUSPENDED, "review_suspendable"),
            (_E.REVIEW_RESUMED, "review_resumable"),
        )
    ),
    *(
        Transition(state, _E.REPLY_RECEIVED, state, ("day_possible", "receipt_by_post"), source=_REMEDY)
        for state in (*_CONTESTED, *_SETTLED)
    ),
    *(
        Transition(state, _E.CLOSING_TOLD, state, ("day_possible",), source=_SERVICE)
        for state in (*_CONTESTED, *_SETTLED)
        if state not in (_S.SERVED, _S.DISPUTED)
    ),
    *(
        Transition(
            state,
            _E.REOPENED,
            _S.RECEIVED,
            ("day_possible", "reason_given", "new_reply_ordered"),
            _C.START,
            NEW_REPLY.source,
        )
        for state in (*_CONTESTED, *_SETTLED)
    ),
)

_ANYWHERE = (
    *(
        Transition(
            state,
            _E.EXTENSION_PROPOSED,
            state,
            ("reason_given", "extension_proposable"),
            source=_EXTENSION,
        )
        for state in _EXTENDABLE
    ),
    *(
        Transition(state, _E.EXTENDED, state, ("day_possible", "extension_lawful"), source=_EXTENSION)
        for state in _EXTENDABLE
    ),
    *(
        Transition(state, _E.WITHDRAWN, _S.CLOSED_WITHDRAWN, ("day_possible",), _C.STOP, _WITHDRAWAL)
        for state in (_S.UNCHECKED, *_HANDLED)
    ),
    *rows_of_every_kind(
        {state: (state, state) for state in (*_HANDLED, *_SETTLED)},
        states=RequestState,
        closed=CLOSED,
        source=_CONVENTION,
    ),
    *(
        Transition(state, event, state, source=_CONVENTION)
        for state in RequestState
        for event in (_E.LINKED, _E.UNLINKED)
    ),
    *chain.from_iterable(
        (
            Transition(state, _E.HELP_GIVEN, state, ("day_possible", "help_described"), source=_HELP),
            Transition(state, _E.QUERY_CODE_RENEWED, state, ("identity_checked",), source=_CONVENTION),
        )
        for state in RequestState
        if state is not _S.DISCARDED
    ),
    Transition(_S.SERVED, _E.TURNED_ACTIVE, _S.SERVED, source=_TURNING),
)

REQUEST = TransitionTable(
    kind=KIND,
    transitions=(
        *_ARRIVING,
        *NOTICES,
        *_REPLYING,
        *_CONTESTING,
        *_ANYWHERE,
    ),
    state_labels=STATE_LABELS,
    event_labels=EVENT_LABELS,
    guards=GUARDS,
    closed=CLOSED,
    advice=ADVICE,
)
"""依申请公开 as the Regulation and the office's own steps let it go."""
