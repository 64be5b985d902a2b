"""Why an event may not happen to a request; each guard names every reason it knows.

Reasons of the machine that concern days repeat the day, so that the reader sees what is wrong with it.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from mingchuang.rules import cases
from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests import (
    at_the_desk,
    decisions,
    delays,
    disputes,
    fees,
    late_corrections,
    receiving,
)
from mingchuang.rules.requests.facts import (
    SIGN_OFF_LABELS,
    Facts,
    LetterFacts,
    SignOffStep,
    sign_offs_needed,
)
from mingchuang.rules.requests.fees import Tariff
from mingchuang.rules.requests.opinions import Opinion, Party
from mingchuang.rules.requests.periods import EXTENSION_LIMIT


def _day_possible(facts: Facts) -> Iterable[Reason]:
    if facts.day is None:
        return
    if facts.today is not None and facts.day > facts.today:
        yield Reason("day_in_future", f"日期{facts.day.isoformat()}还没有到，请核对", "day")
    if facts.earliest is not None and facts.day < facts.earliest:
        yield Reason("day_too_early", f"日期不能早于{facts.earliest.isoformat()}，请核对", "day")


def _received_at_once(facts: Facts) -> Reason | None:
    if facts.channel in receiving.AT_ONCE:
        return None
    message = "这种方式提交的申请须经双方确认才算收到，请登记后与申请人确认"
    return Reason("confirmation_needed", message, "channel")


# --- correction ---------------------------------------------------------------------------------


def _correction_once(facts: Facts) -> Reason | None:
    if not facts.correction_asked:
        return None
    return Reason("correction_asked_before", "补正只能一次性告知，本件已经告知过")


def _correction_named(facts: Facts) -> Reason | None:
    if facts.correction_items > 0:
        return None
    return Reason("correction_items_missing", "请一次性写明需要补正的全部事项", "items")


def _correction_notice_in_time(facts: Facts) -> Reason | None:
    due, day = facts.correction_notice_due, facts.day
    if due is None or day is None or day <= due or facts.late_notice_accepted:
        return None
    message = f"告知补正的期限是{due.isoformat()}，已经超过；仍要告知的，答复期限照原收到日计算，请勾选确认"
    return Reason("correction_notice_late", message, "late_notice_accepted")


def _correction_notice_true(facts: Facts) -> Iterable[Reason]:
    """What the notice says of the reply period holds on the day it leaves."""
    if facts.notice_is_stale:
        yield from late_corrections.stale(facts.correction_notice_due)


def _corrected_in_time(facts: Facts) -> Reason | None:
    due, day = facts.correction_due, facts.day
    if due is None or day is None or day <= due or facts.late_correction_justified:
        return None
    message = f"补正期限是{due.isoformat()}；逾期但有正当理由的，请勾选并说明"
    return Reason("correction_late", message, "late_correction_justified")


def _period_over(due: date | None, today: date | None, what: str) -> Reason | None:
    if due is None:
        return Reason("notice_receipt_unknown", f"请先登记申请人收到{what}的日期", "received")
    if today is None or today <= due:
        return Reason("period_running", f"期限到{due.isoformat()}才届满，还不能办结", "day")
    return None


def _notice_issued(facts: Facts) -> Iterable[Reason]:
    """A letter cannot have reached anybody before somebody else found it right and it got its number."""
    if facts.notice is None:
        if facts.needs_notice:
            yield Reason("notice_missing", "这一步的文书没有拟稿或者已经作废，请在“文书”中重新拟稿")
    elif facts.notice.issued_on is None:
        yield Reason("notice_not_issued", f"“{facts.notice.name}”还没有印发，请先核准、编号印发，再登记送达")
    elif facts.day is not None and facts.day < facts.notice.issued_on:
        message = f"日期不能早于“{facts.notice.name}”的印发日期{facts.notice.issued_on.isoformat()}，请核对"
        yield Reason("day_before_issue", message, "day")


def _notice_is_new(facts: Facts) -> Reason | None:
    """One draft at a time: two notices of one thing would tell the applicant two things."""
    if facts.notice is None or facts.notice.sent_on is not None:
        return None
    message = f"“{facts.notice.name}”已经拟稿，请核准、印发并送达；要改的，先作废再拟"
    return Reason("notice_proposed", message)


def _correction_lapsed(facts: Facts) -> Reason | None:
    return _period_over(facts.correction_due, facts.today, "补正告知书")


# --- reasons, delay -----------------------------------------------------------------------------


def _reasons_once(facts: Facts) -> Reason | None:
    if not facts.reasons_asked:
        return None
    return Reason("reasons_asked_before", "本件已经要求申请人说明过理由")


# --- consultation -------------------------------------------------------------------------------


def _party_named(facts: Facts) -> Iterable[Reason]:
    if facts.party_kind not in set(Party):
        yield Reason(
            "party_kind_missing", "请选择征求谁的意见：第三方、共同制作机关或者其他机关", "party_kind"
        )
    if is_empty(facts.party):
        yield Reason("party_missing", "请写明向谁征求意见", "party")


def _opinion_recorded(facts: Facts) -> Iterable[Reason]:
    if facts.opinion not in set(Opinion):
        yield Reason("opinion_missing", "请登记对方的意见，或者逾期未答复", "opinion")
    if facts.opinion == Opinion.OBJECTS and facts.party_kind == Party.THIRD_PARTY:
        if facts.opinion_reasonable is None:
            message = "第三方不同意公开的，请判断其理由是否合理；是否公开由此决定"
            yield Reason("reasonable_missing", message, "reasonable")
        elif facts.opinion_reasonable and is_empty(facts.reason):
            message = "认为第三方的理由合理的，请写明其理由"
            yield Reason("opinion_reason_missing", message, "reason")
    if facts.opinion != Opinion.SILENT:
        return
    due = facts.opinion_due
    if due is None:
        yield Reason("letter_receipt_unknown", "请先登记对方收到征求意见书的日期", "received")
    elif facts.today is None or facts.today <= due:
        message = f"对方的意见期限到{due.isoformat()}才届满，还不能按逾期未答复处理"
        yield Reason("opinion_period_running", message, "opinion")


def _received_before_opinion(facts: Facts) -> Reason | None:
    ended_on, day = facts.opinion_ended_on, facts.day
    if ended_on is None or day is None or day <= ended_on:
        return None
    message = f"对方{ended_on.isoformat()}已经提出意见，收到征求意见书的日期不能晚于这一天"
    return Reason("received_after_opinion", message, "day")


def _others_open(facts: Facts) -> Reason | None:
    if facts.open_consultations > 1:
        return None
    return Reason("last_consultation", "这是最后一项征求意见，请结束征求意见")


def _none_else_open(facts: Facts) -> Reason | None:
    if facts.open_consultations <= 1:
        return None
    message = f"还有{facts.open_consultations - 1}项征求意见没有结果"
    return Reason("consultations_open", message)


# --- extension ----------------------------------------------------------------------------------


def _extension_possible(facts: Facts) -> Iterable[Reason]:
    if facts.extended:
        yield Reason("extended_before", "答复期限只能延长一次，本件已经延长过")
    if facts.delayed:
        yield Reason("extended_after_delay", "本件已经确定延迟答复的期限，按该期限答复，不能再延长")
    if not 1 <= facts.extension <= EXTENSION_LIMIT:
        yield Reason("extension_length", f"延长1到{EXTENSION_LIMIT}个工作日，请重新填写", "workdays")
    if facts.reply_due is not None:
        # What counts is the day of the notice, however late it is written down.
        counts = facts.told_on or facts.today
        if counts is not None and counts > facts.reply_due:
            message = f"答复期限{facts.reply_due.isoformat()}已过，不能再延长，请尽快答复"
            yield Reason("extension_late", message)


def _extension_proposable(facts: Facts) -> Iterable[Reason]:
    yield from _extension_possible(facts)
    if facts.notice is not None:
        message = f"“{facts.notice.name}”已经拟稿，请核准、印发并送达；要改的，先作废再拟"
        yield Reason("extension_proposed", message)


def _extension_lawful(facts: Facts) -> Iterable[Reason]:
    yield from _extension_possible(facts)
    yield from _notice_issued(facts)
    if facts.notice_is_stale:
        message = "拟稿以后期限有变动，告知书写的新答复期限已经不对，请作废后重新拟延长答复期限"
        yield Reason("extension_day_changed", message)
    if not facts.approved_by_head:
        yield Reason("extension_not_approved", "延长须经政府信息公开工作机构负责人同意", "approved_by_head")
    if facts.told_on is None:
        yield Reason("extension_not_told", "延长须告知申请人，请先发出延长答复期限告知书", "told_on")


# --- fee ----------------------------------------------------------------------------------------


def _fee_due_at_all(facts: Facts) -> Iterable[Reason]:
    if facts.fee_asked:
        yield Reason("fee_asked_before", "本件已经发出过收费通知")
    if facts.fee_amount <= 0:
        yield Reason("fee_free", fees.free_of_charge(facts.fee_tariff), "count")
    published = any(item.decision == decisions.Decision.GRANT_PUBLISHED for item in facts.items)
    if facts.fee_tariff == Tariff.PAGES and published:
        message = "申请的内容含已主动公开的信息，只能按件计收，不能按量计收"
        yield Reason("pages_of_published", message, "tariff")
    day = facts.day or facts.today
    if facts.reply_due is not None and day is not None and day > facts.reply_due:
        yield Reason(
            "fee_notice_late",
            f"收费通知须在答复期限{facts.reply_due.isoformat()}以前发出，期限已过，请尽快答复",
            "day",
        )


def _fee_paid(facts: Facts) -> Iterable[Reason]:
    if facts.fee_amount <= 0:
        yield Reason("fee_free", "本件不收费，不能登记缴费", "paid_amount")
    elif facts.paid_amount != facts.fee_amount:
        message = f"应缴{facts.fee_amount}元，登记的是{facts.paid_amount}元，请核对"
        yield Reason("fee_amount_differs", message, "paid_amount")
    if facts.fee_due is not None and facts.day is not None and facts.day > facts.fee_due:
        message = f"缴费期限是{facts.fee_due.isoformat()}，已经超过，视为放弃申请"
        yield Reason("fee_late", message, "day")


def _fee_lapsed(facts: Facts) -> Reason | None:
    return _period_over(facts.fee_due, facts.today, "收费通知")


# --- reply --------------------------------------------------------------------------------------


def _items_answered(facts: Facts) -> Iterable[Reason]:
    yield from facts.unwritable
    if not facts.items:
        yield Reason("items_missing", "申请的内容还没有拆分成要答复的项目")
    for item in facts.items:
        prefix = f"第{item.position}项：" if len(facts.items) > 1 else ""
        for reason in decisions.refusals(item.decision, item.answer):
            field = f"item-{item.position}-{reason.field}"
            yield Reason(reason.code, prefix + reason.message, field, reason.remedy)


def _needed(facts: Facts) -> frozenset[SignOffStep]:
    return sign_offs_needed((item.decision for item in facts.items), always_legal=facts.needs_legal)


def _step_named(facts: Facts) -> Reason | None:
    if facts.step in set(SignOffStep):
        return None
    return Reason("step_missing", "请选择签署哪一个环节", "step")


def _signature_fits(facts: Facts) -> Iterable[Reason]:
    if facts.step not in set(SignOffStep):
        return
    step = SignOffStep(facts.step)
    if step in facts.signed:
        yield Reason("signed_before", f"{SIGN_OFF_LABELS[step]}已经签署", "step")
    if facts.signer_wrote:
        yield Reason("signer_wrote", "起草答复的人不能签署审核意见，请由其他人签署")
    if facts.signer_signed and facts.signers_differ:
        message = "您已签署本次送审的另一环节，保密审查、法制审核、负责人签批须由不同的人签署"
        yield Reason("signed_another_step", message, "step")
    if step is SignOffStep.HEAD:
        for missing in _unsigned(facts):
            if missing is not SignOffStep.HEAD:
                message = f"{SIGN_OFF_LABELS[missing]}通过后，负责人才能签批"
                yield Reason(f"{missing}_first", message, "step")


def _unsigned(facts: Facts) -> list[SignOffStep]:
    needed = _needed(facts)
    return [step for step in SignOffStep if step in needed and step not in facts.signed]


def _signed_off(facts: Facts) -> Iterable[Reason]:
    for step in _unsigned(facts):
        yield Reason(f"{step}_not_signed", f"还没有通过{SIGN_OFF_LABELS[step]}")
    if facts.one_signed_several and facts.signers_differ:
        message = "有人签署了不止一个环节，请退回修改，送审后由不同的人重新签署"
        yield Reason("one_signed_several", message)


def _served_lawfully(facts: Facts) -> Iterable[Reason]:
    if facts.decided_on is None:
        yield Reason("not_decided", "还没有作出答复决定，不能送达")
    elif facts.day is not None and facts.day < facts.decided_on:
        message = f"送达日期不能早于作出决定的日期{facts.decided_on.isoformat()}"
        yield Reason("served_before_decision", message, "day")
    yield from _reply_issued(facts)
    yield from third_parties_told(facts.third_party_letters, facts.day)
    if not facts.has_proof_of_service:
        yield Reason("proof_of_service_missing", "请登记送达凭证：签收人、邮件号或者网上送达记录", "proof")


def third_parties_told(letters: Iterable[LetterFacts], day: date | None) -> Iterable[Reason]:
    """Nothing goes out against somebody's word before they were told of it in writing (Art. 32)."""
    for letter in letters:
        if letter.sent_on is None:
            message = f"第三方不同意公开，“{letter.name}”还没有送达；请先核准、印发并送达第三方，再送达答复"
            yield Reason("third_party_not_told", message)
        elif day is not None and day < letter.sent_on:
            message = f"送达日期不能早于“{letter.name}”送达第三方的日期{letter.sent_on.isoformat()}"
            yield Reason("served_before_third_party", message, "day")


def _reply_issued(facts: Facts) -> Iterable[Reason]:
    """Nothing is served that was not approved by another than its drafter and issued."""
    if facts.decided_on is not None and not facts.reply_letters:
        yield Reason("reply_letter_missing", "还没有答复文书，不能送达，请在“文书”中重新拟稿")
    for letter in facts.reply_letters:
        if letter.issued_on is None:
            message = f"“{letter.name}”还没有印发，请由拟稿人以外的人核准，编号印发后再送达"
            yield Reason("reply_letter_not_issued", message)
        elif facts.day is not None and facts.day < letter.issued_on:
            message = f"送达日期不能早于“{letter.name}”的印发日期{letter.issued_on.isoformat()}，请核对"
            yield Reason("served_before_issue", message, "day")


GUARDS: Mapping[str, cases.Guard] = {
    **cases.GUARDS,
    **at_the_desk.GUARDS,
    **disputes.GUARDS,
    "day_possible": _day_possible,
    "received_at_once": _received_at_once,
    "correction_once": _correction_once,
    "correction_named": _correction_named,
    "correction_notice_in_time": _correction_notice_in_time,
    "correction_notice_true": _correction_notice_true,
    "corrected_in_time": _corrected_in_time,
    "correction_lapsed": _correction_lapsed,
    "reasons_once": _reasons_once,
    "delay_reasonable": delays.reasons,
    "party_named": _party_named,
    "opinion_recorded": _opinion_recorded,
    "received_before_opinion": _received_before_opinion,
    "others_open": _others_open,
    "none_else_open": _none_else_open,
    "notice_is_new": _notice_is_new,
    "notice_issued": _notice_issued,
    "extension_proposable": _extension_proposable,
    "extension_lawful": _extension_lawful,
    "fee_due_at_all": _fee_due_at_all,
    "fee_paid": _fee_paid,
    "fee_lapsed": _fee_lapsed,
    "items_answered": _items_answered,
    "step_named": _step_named,
    "signature_fits": _signature_fits,
    "signed_off": _signed_off,
    "served_lawfully": _served_lawfully,
}
