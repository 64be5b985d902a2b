"""The clocks of a request by name: the office's own, and those of the applicant after the reply."""

from collections.abc import Mapping
from enum import StrEnum


class ClockCode(StrEnum):
    """Names of a request's clocks."""

    CONFIRMATION = "confirmation"
    CORRECTION_NOTICE = "C2"
    CORRECTION = "C3"
    REPLY = "C4"
    THIRD_PARTY = "C6"
    CO_MAKER = "C7"
    OTHER_AGENCY = "C8"
    DELAYED = "C9"
    PAYMENT = "C10"
    REASONS = "reasons"
    REVIEW_APPLICATION = "C12"
    DIRECT_SUIT = "C13"
    SUIT_OVER_SILENCE = "C14"
    SUIT_AFTER_REVIEW = "C15"
    REVIEW_DECISION = "C16"
    REVIEW_ANSWER = "C17"
    SUIT_DEFENCE = "C18"


LABELS: Mapping[ClockCode, str] = {
    ClockCode.CONFIRMATION: "确认收到申请",
    ClockCode.CORRECTION_NOTICE: "告知补正期限",
    ClockCode.CORRECTION: "申请人补正期限",
    ClockCode.REPLY: "答复期限",
    ClockCode.THIRD_PARTY: "第三方意见期限",
    ClockCode.CO_MAKER: "共同制作机关意见期限",
    ClockCode.OTHER_AGENCY: "其他机关意见催办日",
    ClockCode.DELAYED: "答复期限（延迟答复）",
    ClockCode.PAYMENT: "申请人缴费期限",
    ClockCode.REASONS: "申请人说明理由期限",
    ClockCode.REVIEW_APPLICATION: "申请行政复议的期限",
    ClockCode.DIRECT_SUIT: "直接起诉的期限",
    ClockCode.SUIT_OVER_SILENCE: "就逾期不答复起诉的期限",
    ClockCode.SUIT_AFTER_REVIEW: "对复议决定不服起诉的期限",
    ClockCode.REVIEW_DECISION: "复议决定期限",
    ClockCode.REVIEW_ANSWER: "复议答复期限",
    ClockCode.SUIT_DEFENCE: "诉讼答辩期限",
}

OF_CONTESTING = (
    ClockCode.REVIEW_APPLICATION,
    ClockCode.DIRECT_SUIT,
    ClockCode.SUIT_OVER_SILENCE,
    ClockCode.SUIT_AFTER_REVIEW,
)
"""Periods in which the applicant may contest; the office only tells them."""
