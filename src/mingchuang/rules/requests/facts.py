"""What the guards of a request look at. Services fill it from the case; the guards know nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingchuang.rules import cases
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests.decisions import OPEN, Answer, Decision
from mingchuang.rules.requests.remedies import Remedy


class SignOffStep(StrEnum):
    """Signatures of the internal review of a reply."""

    SECRECY = "secrecy"
    LEGAL = "legal"
    HEAD = "head"  # of the body in charge of disclosure; signs last


SIGN_OFF_LABELS: Mapping[SignOffStep, str] = {
    SignOffStep.SECRECY: "保密审查",
    SignOffStep.LEGAL: "法制审核",
    SignOffStep.HEAD: "负责人签批",
}


def sign_offs_needed(outcomes: Iterable[str], *, always_legal: bool = False) -> frozenset[SignOffStep]:
    """The signatures a reply with these outcomes needs; legal review wherever something is not given."""
    needed = {SignOffStep.SECRECY, SignOffStep.HEAD}
    if always_legal or any(outcome not in OPEN or outcome == Decision.PARTIAL for outcome in outcomes):
        needed.add(SignOffStep.LEGAL)
    return frozenset(needed)


class DisputeKind(StrEnum):
    """How a reply is contested, as table 4 of the annual report counts it. Values are stored."""

    REVIEW = "review"
    DIRECT_SUIT = "litigation_direct"
    SUIT_AFTER_REVIEW = "litigation_after_review"


DISPUTE_LABELS: Mapping[DisputeKind, str] = {
    DisputeKind.REVIEW: "行政复议",
    DisputeKind.DIRECT_SUIT: "未经复议直接起诉",
    DisputeKind.SUIT_AFTER_REVIEW: "复议后起诉",
}
SUITS: frozenset[str] = frozenset({DisputeKind.DIRECT_SUIT, DisputeKind.SUIT_AFTER_REVIEW})


class Reviewed(StrEnum):
    """How far the newest review over what is contested has come."""

    NOT = "not"
    PENDING = "pending"
    LAPSED = "lapsed"  # the organ's period is over, and no decision came
    DECIDED = "decided"
    OTHERWISE = "otherwise"  # taken back, not accepted, dismissed: nothing was decided of the reply


NO_ANSWER = Answer()


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """How far a letter has come; `issued_on` is None before it has its number, `sent_on` before it left."""

    name: str
    issued_on: date | None = None
    sent_on: date | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One asked item with its outcome; `decision` empty while there is none."""

    position: int
    decision: str = ""
    answer: Answer = NO_ANSWER


@dataclass(frozen=True, slots=True)
class Facts(cases.Facts):
    """What the request is and what is about to happen to it.

    `day` is the day that counts in law for the event, `earliest` the day before which it cannot lie.
    Days that end a period (`…_due`) are None while they are not known: a notice not yet received, a
    calendar that does not reach. `signed` are the signatures since the reply was last sent to review.
    """

    today: date | None = None
    day: date | None = None
    earliest: date | None = None

    channel: str = ""

    correction_asked: bool = False
    correction_items: int = 0
    correction_notice_due: date | None = None
    late_notice_accepted: bool = False
    correction_due: date | None = None
    late_correction_justified: bool = False

    reasons_asked: bool = False
    reasons_accepted: bool = False
    delayed: bool = False
    delayed_until: date | None = None

    party_kind: str = ""
    party: str = ""
    open_consultations: int = 0
    opinion: str = ""
    opinion_reasonable: bool | None = None
    opinion_due: date | None = None
    opinion_ended_on: date | None = None

    extended: bool = False
    extension: int = 0
    approved_by_head: bool = False
    told_on: date | None = None
    notice: LetterFacts | None = None
    """The letter that the event is about: the notice to be received, the extension to be told."""
    needs_notice: bool = True
    notice_is_stale: bool = False
    """The notice names another day, or says otherwise of the period, than would count now."""
    reply_due: date | None = None

    fee_asked: bool = False
    fee_amount: int = 0
    fee_tariff: str = ""
    fee_due: date | None = None
    paid_amount: int = 0

    items: tuple[ItemFacts, ...] = ()
    unwritable: tuple[Reason, ...] = ()
    """Why the reply letters could not be written, though every item is answered."""
    needs_legal: bool = False
    step: str = ""
    signed: frozenset[str] = frozenset()
    signer_wrote: bool = False
    signer_signed: bool = False
    """Whoever is about to sign has signed another step since the reply was last sent to review."""
    one_signed_several: bool = False
    signers_differ: bool = True
    """Whether this office wants each signature from another person."""

    decided_on: date | None = None
    has_proof_of_service: bool = False
    reply_letters: tuple[LetterFacts, ...] = ()
    third_party_letters: tuple[LetterFacts, ...] = ()
    """The letters that tell third parties of a disclosure against their word."""

    identity_check: str = ""
    applicant_erased: bool = False

    dispute_kind: str = ""
    """The kind that is about to be filed."""
    dispute: str = ""
    """The kind of the open dispute that the act is about; empty where none or several could be meant."""
    open_disputes: frozenset[str] = frozenset()
    remedies: frozenset[Remedy] = frozenset()
    """The ways the reply or closing that stands leaves open; empty while there is none."""
    reviewed: Reviewed = Reviewed.NOT
    taken_up_all_the_same: bool = False
    dispute_result: str = ""
    review_extension: int = 0
    review_extension_again: bool = False
    review_simplified: bool = False
    review_suspended: bool = False
    review_decision_due: date | None = None
    told_by_post: bool = False
    new_reply_ordered: bool = False
