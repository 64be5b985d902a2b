"""我为网站找错: a reader reports an error on the site; answered within three working days (W13)."""

from enum import StrEnum

from mingchuang.rules.cases import (
    EVENT_LABELS,
    NEW,
    REPLY,
    CaseEventCode,
    ClockEffect,
    Transition,
    TransitionTable,
    rows_of_every_kind,
)


class SiteErrorState(StrEnum):
    """Where a 找错 report stands."""

    UNCHECKED = "unchecked"  # came without proof of work: a person looks whether it is a report
    RECEIVED = "received"
    IN_PROGRESS = "in_progress"
    ANSWERED = "answered"
    NOT_AN_ERROR = "not_an_error"
    DISCARDED = "discarded"  # advertising, empty, machine-made


_S, _E, _C = SiteErrorState, CaseEventCode, ClockEffect
_CLOSED = (_S.ANSWERED, _S.NOT_AN_ERROR, _S.DISCARDED)

SITE_ERROR = TransitionTable(
    kind="site_error",
    transitions=(
        Transition(NEW, _E.OPENED, _S.RECEIVED, clock=_C.START, source=REPLY),
        Transition(NEW, _E.OPENED_UNPROVEN, _S.UNCHECKED, clock=_C.START, source=REPLY),
        Transition(_S.UNCHECKED, _E.ADMITTED, _S.RECEIVED),
        Transition(_S.UNCHECKED, _E.DISCARDED, _S.DISCARDED, ("reason_given",), _C.STOP),
        Transition(_S.IN_PROGRESS, _E.ANSWERED, _S.ANSWERED, ("reply_given",), _C.STOP, REPLY),
        Transition(_S.IN_PROGRESS, _E.CLOSED, _S.NOT_AN_ERROR, ("reason_given",), _C.STOP, REPLY),
        Transition(_S.ANSWERED, _E.REOPENED, _S.IN_PROGRESS, ("reason_given",), _C.START),
        Transition(_S.NOT_AN_ERROR, _E.REOPENED, _S.IN_PROGRESS, ("reason_given",), _C.START),
        Transition(_S.DISCARDED, _E.REOPENED, _S.RECEIVED, ("reason_given",), _C.START),
        *rows_of_every_kind(
            dict.fromkeys((_S.RECEIVED, _S.IN_PROGRESS), (_S.IN_PROGRESS, _S.RECEIVED)),
            states=_S,
            closed=_CLOSED,
            taken_over=False,
        ),
    ),
    state_labels={
        _S.UNCHECKED: "待核对",
        _S.RECEIVED: "待接办",
        _S.IN_PROGRESS: "办理中",
        _S.ANSWERED: "已答复",
        _S.NOT_AN_ERROR: "已办结（不属于错误）",
        _S.DISCARDED: "已办结（无关来件）",
    },
    event_labels=EVENT_LABELS,
)
"""All the ways it can go."""
