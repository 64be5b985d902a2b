"""Whether a document is in force on a given day: computed from dated acts, never a stored field."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag

_ONE_DAY = timedelta(days=1)


class ValidityKind(StrEnum):
    """What an act does to a document, from its day on."""

    TAKES_EFFECT = "takes_effect"
    AMENDED = "amended"
    SUPERSEDED = "superseded"  # a newly promulgated revision replaces this text
    REPEALED = "repealed"
    LAPSED = "lapsed"
    DECLARED_INVALID = "declared_invalid"
    CONTINUED = "continued"  # stays or comes back in force, with or without a new last day


KIND_LABELS: dict[ValidityKind, str] = {
    ValidityKind.TAKES_EFFECT: "施行",
    ValidityKind.AMENDED: "修改",
    ValidityKind.SUPERSEDED: "被修订替代",
    ValidityKind.REPEALED: "废止",
    ValidityKind.LAPSED: "失效",
    ValidityKind.DECLARED_INVALID: "宣布失效",
    ValidityKind.CONTINUED: "继续有效",
}


class Validity(StrEnum):
    """How a document stands on one day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    AMENDED = "amended"  # in force in its amended form
    SUPERSEDED = "superseded"
    REPEALED = "repealed"
    LAPSED = "lapsed"
    DECLARED_INVALID = "declared_invalid"

    @property
    def label(self) -> str:
        return VALIDITY_LABELS[self]

    @property
    def in_force(self) -> bool:
        """Whether it may be relied on that day."""
        return self in (Validity.IN_FORCE, Validity.AMENDED)

    @property
    def ended(self) -> bool:
        """Whether it no longer holds: the page must say so above its title."""
        return self in _ENDINGS.values()


VALIDITY_LABELS: dict[Validity, str] = {
    Validity.NOT_YET: "尚未施行",
    Validity.IN_FORCE: "现行有效",
    Validity.AMENDED: "已修改",
    Validity.SUPERSEDED: "已被修订替代",
    Validity.REPEALED: "已废止",
    Validity.LAPSED: "已失效",
    Validity.DECLARED_INVALID: "已宣布失效",
}

VALIDITY_KINDS: tuple[tuple[str, str], ...] = tuple(
    (kind.value, label) for kind, label in KIND_LABELS.items()
)
VALIDITY_CODES: tuple[tuple[str, str], ...] = tuple(
    (code.value, label) for code, label in VALIDITY_LABELS.items()
)

_ENDINGS: dict[ValidityKind, Validity] = {
    ValidityKind.SUPERSEDED: Validity.SUPERSEDED,
    ValidityKind.REPEALED: Validity.REPEALED,
    ValidityKind.LAPSED: Validity.LAPSED,
    ValidityKind.DECLARED_INVALID: Validity.DECLARED_INVALID,
}

RULES = (
    Rule(
        "validity.mark_the_page",
        "文件修改、废止、失效的，应当公开说明，并在原页面标注",
        Source("国办发〔2017〕47号", "信息发布", Tag.PRIMARY),
    ),
    Rule(
        "validity.on_the_day",
        "有效性按使用当日判断；自某日起废止、失效的，当日即不再有效",
        Source("政府信息公开平台规格", "5（关系）", Tag.CONVENTION),
    ),
    Rule(
        "validity.expiry",
        "有效期届满未作决定的，次日自动显示为已失效",
        Source("政府信息公开平台规格", "5（状态）", Tag.CONVENTION),
    ),
    Rule(
        "validity.terms",
        "有效性用语：有效、失效、废止、已修改",
        Source("政府信息公开规格", "9（有效性）", Tag.UNVERIFIED),
    ),
)


@dataclass(frozen=True, slots=True)
class ValidityAct:
    """One dated act: from `on` (that day included) the document stands as `kind` says.

    `basis` names the document or decision behind it. `until`, only with CONTINUED, is the new last day
    in force; without it the document continues without a last day.
    """

    kind: ValidityKind
    on: date
    basis: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with one standing, both ends counted; None means without end on that side."""

    validity: Validity
    first: date | None
    last: date | None


def _effective(acts: Sequence[ValidityAct], effective_on: date | None) -> date | None:
    starts = [act.on for act in acts if act.kind is ValidityKind.TAKES_EFFECT]
    return starts[-1] if starts else effective_on


def status(
    acts: Iterable[ValidityAct], effective_on: date | None, day: date, expires_on: date | None = None
) -> Validity:
    """How the document stands on `day`. Total: every day has exactly one answer.

    `acts` come in the order they were recorded; on one day the later recorded one prevails.
    `effective_on` is the 施行日期, None when the document has none of its own (it holds from the start);
    the last recorded TAKES_EFFECT act replaces it. `expires_on` is the last day in force.
    """
    recorded = tuple(acts)
    start = _effective(recorded, effective_on)
    ended: Validity | None = None
    amended = False
    expiry = expires_on
    for act in sorted(recorded, key=lambda act: act.on):
        if act.on > day:
            break
        if act.kind is ValidityKind.AMENDED:
            amended = True
        elif act.kind is ValidityKind.CONTINUED:
            ended, expiry = None, act.until
        elif act.kind in _ENDINGS:
            ended = _ENDINGS[act.kind]
    if ended is not None:
        return ended
    if expiry is not None and day > expiry:
        return Validity.LAPSED
    if start is not None and day < start:
        return Validity.NOT_YET
    return Validity.AMENDED if amended else Validity.IN_FORCE


def _turning_days(
    acts: Sequence[ValidityAct], effective_on: date | None, expires_on: date | None
) -> list[date]:
    """Every day on which the standing may change, oldest first."""
    days = {act.on for act in acts}
    lasts = {expires_on, *(act.until for act in acts if act.kind is ValidityKind.CONTINUED)}
    days |= {last + _ONE_DAY for last in lasts if last is not None and last < date.max}
    start = _effective(acts, effective_on)
    return sorted(days | {start} if start is not None else days)


def history(
    acts: Iterable[ValidityAct], effective_on: date | None, expires_on: date | None = None
) -> tuple[Period, ...]:
    """The document's whole life as periods without gap or overlap, oldest first."""
    recorded = tuple(acts)
    periods: list[Period] = []
    turns = _turning_days(recorded, effective_on, expires_on)
    for first, probe in [(None, date.min), *((turn, turn) for turn in turns if turn > date.min)]:
        standing = status(recorded, effective_on, probe, expires_on)
        if periods and periods[-1].validity is standing:
            continue
        if periods and first is not None:
            before = periods[-1]
            periods[-1] = Period(before.validity, before.first, first - _ONE_DAY)
        periods.append(Period(standing, first, None))
    return tuple(periods)


def next_change(
    acts: Iterable[ValidityAct], effective_on: date | None, day: date, expires_on: date | None = None
) -> date | None:
    """The first day after `day` on which the standing changes, for the daily refresh; None when never."""
    later = (
        p.first for p in history(acts, effective_on, expires_on) if p.first is not None and p.first > day
    )
    return next(later, None)


def act_reasons(
    acts: Iterable[ValidityAct],
    effective_on: date | None,
    new: ValidityAct,
    expires_on: date | None = None,
) -> list[Reason]:
    """Everything that keeps `new` from being recorded after `acts`; empty when it may be."""
    recorded = tuple(acts)
    label = KIND_LABELS[new.kind]
    reasons: list[Reason] = []
    if not new.basis.strip():
        reasons.append(Reason("basis_missing", f"请写明{label}的依据（文件或者决定）", "basis"))
    if new.until is not None and new.kind is not ValidityKind.CONTINUED:
        reasons.append(Reason("until_not_used", f"“{label}”不需要填写有效期，请清除", "until"))
    elif new.until is not None and new.until < new.on:
        reasons.append(Reason("until_before_start", "新的有效期不能早于继续有效的起始日期", "until"))
    before = status(recorded, effective_on, new.on, expires_on)
    if any(act.kind is new.kind and act.on == new.on for act in recorded):
        reasons.append(Reason("recorded_twice", f"{new.on.isoformat()}的“{label}”已经登记过", "on"))
    elif before.ended and new.kind is not ValidityKind.CONTINUED:
        late_word = before is Validity.LAPSED and new.kind in _ENDINGS and new.kind is not ValidityKind.LAPSED
        if not late_word:
            reasons.append(
                Reason(
                    "already_ended",
                    f"该文件在{new.on.isoformat()}{before.label}，不能再登记“{label}”",
                    "kind",
                )
            )
    return reasons
