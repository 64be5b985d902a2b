"""How a request goes through what is asked of others by letter: corrections, reasons, opinions, fees.

Every such notice is drafted by one event, which moves nothing, and told by another, when its letter left.
"""

from collections.abc import Mapping

from mingchuang.rules.cases import ClockEffect, Transition
from mingchuang.rules.requests.states import RequestEvent, RequestState
from mingchuang.rules.source import FEE_RULES, Rule, Source, Tag, disclosure_regulation

_S, _E, _C = RequestState, RequestEvent, ClockEffect

_CORRECTION = disclosure_regulation("第三十条")
_EXCESSIVE = disclosure_regulation("第三十五条")
_CONSULTATION = disclosure_regulation("第三十二条至第三十四条")
_FEE = Source(FEE_RULES, "第六条", Tag.SECONDARY)

NOTICE_LEFT = Rule(
    "requests.notice_left",
    "补正、说明理由、征求意见、收费、延迟答复的文书，拟稿和印发都不影响期限；自发出之日（直接、委托送达为签收日，"
    "邮寄为交邮之日，网上为发出之日）起才算告知，发出以前申请人看不到，答复期限照常计算",
    Source("国办公开办函〔2016〕235号", "送达（程序性文书参照适用为推定）", Tag.DERIVED),
)

RULES = (NOTICE_LEFT,)

_CORRECTING = (
    Transition(
        _S.RECEIVED,
        _E.CORRECTION_PROPOSED,
        _S.RECEIVED,
        ("correction_once", "correction_named", "correction_notice_in_time", "notice_is_new"),
        source=_CORRECTION,
    ),
    Transition(
        _S.RECEIVED,
        _E.CORRECTION_ASKED,
        _S.CORRECTION,
        ("day_possible", "correction_once", "correction_named", "notice_issued", "correction_notice_true"),
        source=_CORRECTION,
    ),
    Transition(
        _S.CORRECTION,
        _E.CORRECTION_NOTICE_RECEIVED,
        _S.CORRECTION,
        ("day_possible", "notice_issued"),
        source=_CORRECTION,
    ),
    Transition(
        _S.CORRECTION,
        _E.CORRECTED,
        _S.RECEIVED,
        ("day_possible", "corrected_in_time"),
        _C.START,
        _CORRECTION,
    ),
    Transition(
        _S.CORRECTION,
        _E.CORRECTION_LAPSED,
        _S.CLOSED_NO_CORRECTION,
        ("correction_lapsed",),
        _C.STOP,
        _CORRECTION,
    ),
)

_ASKING_REASONS = (
    Transition(
        _S.RECEIVED,
        _E.REASONS_PROPOSED,
        _S.RECEIVED,
        ("reason_given", "reasons_once", "notice_is_new"),
        source=_EXCESSIVE,
    ),
    Transition(
        _S.RECEIVED,
        _E.REASON_ASKED,
        _S.REASON_ASKED,
        ("day_possible", "reasons_once", "notice_issued"),
        source=_EXCESSIVE,
    ),
    Transition(
        _S.REASON_ASKED,
        _E.REASON_NOTICE_RECEIVED,
        _S.REASON_ASKED,
        ("day_possible", "notice_issued"),
        source=_EXCESSIVE,
    ),
    Transition(_S.REASON_ASKED, _E.REASON_GIVEN, _S.RECEIVED, ("day_possible",), source=_EXCESSIVE),
    *(
        Transition(state, _E.DELAY_PROPOSED, state, ("delay_reasonable", "notice_is_new"), source=_EXCESSIVE)
        for state in (_S.REASON_ASKED, _S.RECEIVED)
    ),
    *(
        Transition(
            state,
            _E.DELAYED,
            _S.RECEIVED,
            ("day_possible", "delay_reasonable", "notice_issued"),
            source=_EXCESSIVE,
        )
        for state in (_S.REASON_ASKED, _S.RECEIVED)
    ),
)

_CONSULTING = (
    *(
        Transition(state, _E.CONSULTATION_PROPOSED, state, ("party_named",), source=_CONSULTATION)
        for state in (_S.RECEIVED, _S.CONSULTING)
    ),
    *(
        Transition(
            state,
            _E.CONSULTATION_SENT,
            _S.CONSULTING,
            ("day_possible", "notice_issued"),
            source=_CONSULTATION,
        )
        for state in (_S.RECEIVED, _S.CONSULTING)
    ),
    *(
        Transition(
            state,
            _E.CONSULTATION_RECEIVED,
            state,
            ("day_possible", "notice_issued", "received_before_opinion"),
            source=_CONSULTATION,
        )
        for state in (_S.CONSULTING, _S.RECEIVED, _S.REASON_ASKED, _S.IN_REVIEW, _S.DECIDED)
    ),
    Transition(
        _S.CONSULTING,
        _E.CONSULTATION_ANSWERED,
        _S.CONSULTING,
        ("day_possible", "opinion_recorded", "others_open"),
        source=_CONSULTATION,
    ),
    Transition(
        _S.CONSULTING,
        _E.CONSULTATION_ENDED,
        _S.RECEIVED,
        ("day_possible", "opinion_recorded", "none_else_open"),
        source=_CONSULTATION,
    ),
)

_CHARGING = (
    Transition(_S.RECEIVED, _E.FEE_PROPOSED, _S.RECEIVED, ("fee_due_at_all", "notice_is_new"), source=_FEE),
    Transition(
        _S.RECEIVED,
        _E.FEE_ASKED,
        _S.FEE_PENDING,
        ("day_possible", "fee_due_at_all", "notice_issued"),
        source=_FEE,
    ),
    Transition(
        _S.FEE_PENDING,
        _E.FEE_NOTICE_RECEIVED,
        _S.FEE_PENDING,
        ("day_possible", "notice_issued"),
        source=_FEE,
    ),
    Transition(_S.FEE_PENDING, _E.FEE_PAID, _S.RECEIVED, ("day_possible", "fee_paid"), source=_FEE),
    Transition(_S.FEE_PENDING, _E.FEE_LAPSED, _S.CLOSED_UNPAID, ("fee_lapsed",), _C.STOP, _FEE),
)

_TELLING = (
    _E.CORRECTION_ASKED,
    _E.REASON_ASKED,
    _E.CONSULTATION_SENT,
    _E.FEE_ASKED,
    _E.DELAYED,
    _E.EXTENDED,
)
"""Events by which a notice has left."""

_ASKED_FOR_SOMETHING = "请先登记申请人或者对方的回应，再登记这份文书的送达；没有发出的，可以作废"
_FIRST = {
    _S.IN_REVIEW: "请先把答复退回修改，再登记这份文书的送达，然后重新送审；没有发出的，可以作废",
    _S.DECIDED: "答复已经决定，这份文书不再改变期限：没有发出的请作废；已经发出的，答复送达以后再登记",
    _S.CORRECTION: _ASKED_FOR_SOMETHING,
    _S.REASON_ASKED: _ASKED_FOR_SOMETHING,
    _S.CONSULTING: _ASKED_FOR_SOMETHING,
    _S.FEE_PENDING: _ASKED_FOR_SOMETHING,
}
_CHARGED_WHILE_HANDLED = "收费通知只在“办理中”拟发"
ADVICE: Mapping[tuple[str, str], str] = {
    **{(state, event): first for state, first in _FIRST.items() for event in _TELLING},
    **{(state, _E.FEE_PROPOSED): _CHARGED_WHILE_HANDLED for state in _S},
}
"""What a clerk does first whose notice left, or was to leave, while the request stands elsewhere."""

NOTICES = (*_CORRECTING, *_ASKING_REASONS, *_CONSULTING, *_CHARGING)
