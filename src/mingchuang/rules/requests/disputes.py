"""Reviews and suits: at most one open of each kind, in the order the law sets, whatever they are over.

What a review organ or a court has taken up all the same is registered too, once a person says so: our own
days to answer run from its copy, lawful or not.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from mingchuang.rules import cases
from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests.facts import DISPUTE_LABELS, DisputeKind, Facts, Reviewed
from mingchuang.rules.requests.periods import REVIEW_EXTENSION_DAYS
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.source import LITIGATION_LAW, REVIEW_LAW, Rule, Source, Tag

RULES = (
    Rule(
        "requests.one_dispute_of_each_kind",
        "同一件申请，行政复议、未经复议直接起诉、复议后起诉各只能有一项没有办结",
        Source(LITIGATION_LAW, "第四十四条、行政复议法第二十九条（各限一项为推定）", Tag.DERIVED),
    ),
    Rule(
        "requests.disputes_in_order",
        "依条例第十四条至第十六条不予公开的，先复议再起诉；复议期间、已经起诉的，不走另一条路；"
        "复议决定作出或者复议期限届满以后才是复议后起诉。复议机关、法院已经受理的，照实登记",
        Source(REVIEW_LAW, "第二十三条、第二十九条、第三十四条", Tag.PRIMARY),
    ),
    Rule(
        "requests.review_extended",
        "复议机关可以延长复议决定期限，最多30日，须在期限届满前书面告知；简易程序不能延长",
        Source(REVIEW_LAW, "第六十二条（告知须在届满前、延长一次为推定）", Tag.DERIVED),
    ),
)


class ReviewExtension(StrEnum):
    """Codes of why a review cannot be extended."""

    NO_REVIEW = "no_review_open"
    SIMPLIFIED = "simplified_not_extended"
    AGAIN = "review_extended_before"
    LENGTH = "review_extension_length"
    SUSPENDED = "review_suspended"
    UNKNOWN = "review_acceptance_unknown"
    LATE = "review_extension_late"


def _dispute_named(facts: Facts) -> Iterable[Reason]:
    if facts.dispute_kind not in set(DisputeKind):
        yield Reason("dispute_kind_missing", "请选择行政复议或者行政诉讼", "kind")
    elif facts.dispute_kind in facts.open_disputes:
        label = DISPUTE_LABELS[DisputeKind(facts.dispute_kind)]
        yield Reason("dispute_open", f"本件已有一项“{label}”没有办结", "kind")


def _dispute_in_order(facts: Facts) -> Iterable[Reason]:
    if facts.taken_up_all_the_same or facts.dispute_kind not in set(DisputeKind):
        return
    found = list(_ORDER[DisputeKind(facts.dispute_kind)](facts))
    for code, message in found:
        yield Reason(code, f"{message}；复议机关或者法院已经受理的，请勾选后登记", "kind")


def _mixed(facts: Facts) -> bool:
    """Whether part of the reply is for review first and part for either: both ways may be open at once."""
    return facts.remedies >= {Remedy.REVIEW_FIRST, Remedy.CHOICE}


def _before_a_review(facts: Facts) -> Iterable[tuple[str, str]]:
    if DisputeKind.SUIT_AFTER_REVIEW in facts.open_disputes:
        yield "sued_already", "复议后起诉的案件没有办结，不能再申请复议"
    if DisputeKind.DIRECT_SUIT in facts.open_disputes and not _mixed(facts):
        yield "sued_already", "直接起诉的案件没有办结，不能再申请复议"
    if facts.reviewed is Reviewed.DECIDED:
        yield "reviewed_before", "复议决定已经作出，不能就同一答复再次申请复议"


def _before_a_direct_suit(facts: Facts) -> Iterable[tuple[str, str]]:
    if Remedy.REVIEW_FIRST in facts.remedies and not _mixed(facts):
        yield "review_first", "依条例第十四条至第十六条不予公开的，应当先申请行政复议，不能直接起诉"
    if _mixed(facts):
        return
    if facts.reviewed in (Reviewed.PENDING, Reviewed.LAPSED):
        yield "review_pending", "复议没有办结，不能直接起诉"
    elif facts.reviewed is Reviewed.DECIDED:
        yield "reviewed_before", "本件经过复议，起诉的请登记为“复议后起诉”"


def _before_a_suit_after_review(facts: Facts) -> Iterable[tuple[str, str]]:
    if facts.reviewed is Reviewed.NOT:
        yield "not_reviewed", "本件没有登记复议，不是复议后起诉"
    elif facts.reviewed is Reviewed.PENDING:
        yield "review_pending", "复议没有办结，复议决定的期限也没有届满，还不能起诉"


_ORDER = {
    DisputeKind.REVIEW: _before_a_review,
    DisputeKind.DIRECT_SUIT: _before_a_direct_suit,
    DisputeKind.SUIT_AFTER_REVIEW: _before_a_suit_after_review,
}


def _dispute_open(facts: Facts) -> Iterable[Reason]:
    if not facts.open_disputes:
        yield Reason("no_dispute_open", "本件没有未办结的复议或者诉讼")
    elif facts.dispute not in facts.open_disputes:
        yield Reason("dispute_unnamed", "请选择是哪一项复议或者诉讼", "dispute")


def _last_dispute(facts: Facts) -> Reason | None:
    if len(facts.open_disputes) <= 1:
        return None
    return Reason("other_dispute_open", "另有复议或者诉讼没有办结，请登记一项的结果")


def _other_dispute_open(facts: Facts) -> Reason | None:
    if len(facts.open_disputes) > 1:
        return None
    return Reason("no_other_dispute", "没有别的复议或者诉讼，请登记结果并结束")


def _dispute_result(facts: Facts) -> Reason | None:
    if not is_empty(facts.dispute_result):
        return None
    return Reason("dispute_result_missing", "请登记复议或者诉讼的结果", "result")


def _reply_overdue(facts: Facts) -> Reason | None:
    due, today = facts.reply_due, facts.today
    if due is not None and today is not None and today > due:
        return None
    return Reason("reply_not_overdue", "答复期限未过、尚未答复的申请，不能登记复议或者诉讼")


def _new_reply_ordered(facts: Facts) -> Reason | None:
    if facts.new_reply_ordered:
        return None
    return Reason("new_reply_not_ordered", "只有复议决定或者判决要求重新答复的，才能重新办理")


def _review_extendable(facts: Facts) -> Iterable[Reason]:
    why, most = ReviewExtension, REVIEW_EXTENSION_DAYS
    if facts.review_extension_again:
        yield Reason(why.AGAIN, "复议决定期限已经登记过延长")
    if facts.review_simplified:
        yield Reason(why.SIMPLIFIED, "简易程序的复议不能延长")
    if not 1 <= facts.review_extension <= most:
        yield Reason(why.LENGTH, f"复议决定期限可以延长1到{most}日，请重新填写", "days")
    if DisputeKind.REVIEW not in facts.open_disputes:
        yield Reason(why.NO_REVIEW, "本件没有未办结的行政复议")
    elif facts.review_suspended:
        yield Reason(why.SUSPENDED, "复议已经中止，请先登记恢复审理，再登记延长")
    elif facts.review_decision_due is None:
        yield Reason(why.UNKNOWN, "复议受理日期没有登记，决定期限没有起算，不能登记延长")
    elif facts.day is not None and facts.day > facts.review_decision_due:
        message = f"复议决定期限{facts.review_decision_due.isoformat()}已经届满，在这以后告知的不算延长"
        yield Reason(why.LATE, message, "day")


def _review_suspendable(facts: Facts) -> Iterable[Reason]:
    if is_empty(facts.reason):
        message = "请写明复议机关中止的原因，如需要以其他案件的结果为依据"
        yield Reason("reason_missing", message, "reason")
    if DisputeKind.REVIEW not in facts.open_disputes:
        yield Reason(ReviewExtension.NO_REVIEW, "本件没有未办结的行政复议")
    elif facts.review_suspended:
        yield Reason("review_suspended_before", "复议已经中止，恢复审理以后才能再次登记中止")
    elif facts.day and facts.review_decision_due and facts.day > facts.review_decision_due:
        message = f"复议决定期限{facts.review_decision_due.isoformat()}已经届满，在这以后不能再中止"
        yield Reason("review_suspension_late", message, "day")


def _review_resumable(facts: Facts) -> Iterable[Reason]:
    if DisputeKind.REVIEW not in facts.open_disputes:
        yield Reason(ReviewExtension.NO_REVIEW, "本件没有未办结的行政复议")
    elif not facts.review_suspended:
        yield Reason("review_not_suspended", "复议没有中止，不需要登记恢复审理")


def _receipt_by_post(facts: Facts) -> Reason | None:
    if facts.told_by_post:
        return None
    message = "只有邮寄送达的答复书、告知书才登记收到日期；其他方式以送达日期为准"
    return Reason("not_sent_by_post", message)


GUARDS: Mapping[str, cases.Guard] = {
    "dispute_named": _dispute_named,
    "dispute_in_order": _dispute_in_order,
    "dispute_open": _dispute_open,
    "last_dispute": _last_dispute,
    "other_dispute_open": _other_dispute_open,
    "dispute_result": _dispute_result,
    "reply_overdue": _reply_overdue,
    "new_reply_ordered": _new_reply_ordered,
    "review_extendable": _review_extendable,
    "review_suspendable": _review_suspendable,
    "review_resumable": _review_resumable,
    "receipt_by_post": _receipt_by_post,
}
