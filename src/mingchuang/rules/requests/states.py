"""The words of a request's life: where it can stand, what can happen to it, as code and in Chinese."""

from collections.abc import Mapping
from enum import StrEnum


class RequestState(StrEnum):
    """Where a request stands. Extensions, suspensions, assignment are attributes, not states."""

    UNCHECKED = "unchecked"  # came without proof of work: a person looks whether it is a request
    SUBMITTED = "submitted"  # arrived, not yet confirmed by both sides: no reply clock runs
    RECEIVED = "received"
    CORRECTION = "correction"
    REASON_ASKED = "reason_asked"
    CONSULTING = "consulting"
    FEE_PENDING = "fee_pending"
    IN_REVIEW = "in_review"  # frozen for the internal sign-off
    DECIDED = "decided"
    SERVED = "served"
    DISPUTED = "disputed"
    DISPUTED_NO_CORRECTION = "disputed_no_correction"  # over a request closed without any reply
    DISPUTED_UNPAID = "disputed_unpaid"
    CLOSED_NO_CORRECTION = "closed_no_correction"
    CLOSED_UNPAID = "closed_unpaid"
    CLOSED_WITHDRAWN = "closed_withdrawn"
    DISCARDED = "discarded"  # advertising, empty, machine-made; never a request


_S = RequestState

STATE_LABELS: Mapping[str, str] = {
    _S.UNCHECKED: "待核对",
    _S.SUBMITTED: "待确认",
    _S.RECEIVED: "办理中",
    _S.CORRECTION: "待补正",
    _S.REASON_ASKED: "待申请人说明理由",
    _S.CONSULTING: "征求意见中",
    _S.FEE_PENDING: "待缴费",
    _S.IN_REVIEW: "审签中",
    _S.DECIDED: "已决定，待送达",
    _S.SERVED: "已送达",
    _S.DISPUTED: "复议或者诉讼中",
    _S.DISPUTED_NO_CORRECTION: "复议或者诉讼中（逾期不补正）",
    _S.DISPUTED_UNPAID: "复议或者诉讼中（逾期不缴费）",
    _S.CLOSED_NO_CORRECTION: "已办结（逾期不补正）",
    _S.CLOSED_UNPAID: "已办结（逾期不缴费）",
    _S.CLOSED_WITHDRAWN: "已办结（申请人撤回）",
    _S.DISCARDED: "已办结（无关来件）",
}

CLOSED: frozenset[str] = frozenset(
    {_S.SERVED, _S.CLOSED_NO_CORRECTION, _S.CLOSED_UNPAID, _S.CLOSED_WITHDRAWN, _S.DISCARDED}
)
"""States in which nothing is left to do."""


class RequestEvent(StrEnum):
    """What can happen to a request."""

    SUBMITTED = "submitted"  # online, fax, e-mail, ordinary post: counts once both sides confirm
    SUBMITTED_UNPROVEN = "submitted_unproven"
    REGISTERED = "registered"  # counter and signed post: received at once
    ADMITTED = "admitted"
    DISCARDED = "discarded"
    CONFIRMED = "confirmed"
    TAKEN_ON = "taken_on"
    ASSIGNED = "assigned"
    FORWARDED = "forwarded"
    DIVISION_PERIOD_SET = "division_period_set"
    CORRECTION_PROPOSED = "correction_proposed"  # every notice is drafted first; it counts once it left
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_NOTICE_RECEIVED = "correction_notice_received"
    CORRECTED = "corrected"
    CORRECTION_LAPSED = "correction_lapsed"
    REASONS_PROPOSED = "reasons_proposed"
    REASON_ASKED = "reason_asked"
    REASON_NOTICE_RECEIVED = "reason_notice_received"
    REASON_GIVEN = "reason_given"
    DELAY_PROPOSED = "delay_proposed"
    DELAYED = "delayed"
    CONSULTATION_PROPOSED = "consultation_proposed"
    CONSULTATION_SENT = "consultation_sent"
    CONSULTATION_RECEIVED = "consultation_received"  # the party got the letter: its own clock starts
    CONSULTATION_ANSWERED = "consultation_answered"  # one of several ended, others still run
    CONSULTATION_ENDED = "consultation_ended"  # the last one ended
    EXTENSION_PROPOSED = "extension_proposed"  # its notice is drafted; telling the applicant extends
    EXTENDED = "extended"
    FEE_PROPOSED = "fee_proposed"
    FEE_ASKED = "fee_asked"
    FEE_NOTICE_RECEIVED = "fee_notice_received"
    FEE_PAID = "fee_paid"
    FEE_LAPSED = "fee_lapsed"
    SUBMITTED_FOR_REVIEW = "submitted_for_review"
    REVIEWED = "reviewed"
    RETURNED = "returned"
    DECIDED = "decided"
    SERVED = "served"
    WITHDRAWN = "withdrawn"
    DISPUTE_FILED = "dispute_filed"
    DISPUTE_ANSWERED = "dispute_answered"  # our reply to the review organ or defence to the court
    ONE_DISPUTE_CLOSED = "one_dispute_closed"  # another is still open
    DISPUTE_CLOSED = "dispute_closed"
    REVIEW_EXTENDED = "review_extended"  # the review organ moved its own last day
    REVIEW_SUSPENDED = "review_suspended"  # the review organ laid the review aside
    REVIEW_RESUMED = "review_resumed"
    CLOSING_TOLD = "closing_told"  # the notice that nothing more is done was handed over or posted
    REPLY_RECEIVED = "reply_received"  # the receipt of a posted reply or notice is back
    REOPENED = "reopened"  # a review decision or judgment orders a new reply
    COMMENTED = "commented"
    HELP_GIVEN = "help_given"  # to somebody who reads, sees or hears with difficulty (Art. 43)
    QUERY_CODE_RENEWED = "query_code_renewed"  # after a check of identity; the code before it is dead
    LINKED = "linked"  # a person noted that an earlier request asks for much the same
    UNLINKED = "unlinked"
    TURNED_ACTIVE = "turned_active"  # the reply became the draft of a published text (Art. 44)
    ERASED = "erased"


_E = RequestEvent

EVENT_LABELS: Mapping[str, str] = {
    _E.SUBMITTED: "提交申请",
    _E.SUBMITTED_UNPROVEN: "提交申请（待核对）",
    _E.REGISTERED: "登记申请",
    _E.ADMITTED: "核对通过",
    _E.DISCARDED: "作为无关来件办结",
    _E.CONFIRMED: "双方确认收到",
    _E.TAKEN_ON: "接办",
    _E.ASSIGNED: "指定经办人",
    _E.FORWARDED: "转办",
    _E.DIVISION_PERIOD_SET: "调整承办期限",
    _E.CORRECTION_PROPOSED: "拟告知补正",
    _E.CORRECTION_ASKED: "告知补正",
    _E.CORRECTION_NOTICE_RECEIVED: "登记补正告知书送达",
    _E.CORRECTED: "收到补正",
    _E.CORRECTION_LAPSED: "按逾期不补正办结",
    _E.REASONS_PROPOSED: "拟要求说明理由",
    _E.REASON_ASKED: "要求说明理由",
    _E.REASON_NOTICE_RECEIVED: "登记说明理由告知书送达",
    _E.REASON_GIVEN: "收到说明的理由",
    _E.DELAY_PROPOSED: "拟确定延迟答复的期限",
    _E.DELAYED: "确定延迟答复的合理期限",
    _E.CONSULTATION_PROPOSED: "拟征求意见",
    _E.CONSULTATION_SENT: "发出征求意见书",
    _E.CONSULTATION_RECEIVED: "登记征求意见书送达",
    _E.CONSULTATION_ANSWERED: "登记一项征求意见的结果",
    _E.CONSULTATION_ENDED: "结束征求意见",
    _E.EXTENSION_PROPOSED: "拟延长答复期限",
    _E.EXTENDED: "延长答复期限",
    _E.FEE_PROPOSED: "拟收信息处理费",
    _E.FEE_ASKED: "发出收费通知",
    _E.FEE_NOTICE_RECEIVED: "登记收费通知送达",
    _E.FEE_PAID: "登记缴费",
    _E.FEE_LAPSED: "按逾期不缴费办结",
    _E.SUBMITTED_FOR_REVIEW: "送审",
    _E.REVIEWED: "签署审核意见",
    _E.RETURNED: "退回修改",
    _E.DECIDED: "作出答复决定",
    _E.SERVED: "送达答复",
    _E.WITHDRAWN: "撤回申请",
    _E.DISPUTE_FILED: "登记复议或者诉讼",
    _E.DISPUTE_ANSWERED: "提交复议答复或者诉讼答辩",
    _E.ONE_DISPUTE_CLOSED: "登记一项复议或者诉讼的结果",
    _E.DISPUTE_CLOSED: "登记复议或者诉讼结果",
    _E.REVIEW_EXTENDED: "登记复议机关延长决定期限",
    _E.REVIEW_SUSPENDED: "登记复议中止",
    _E.REVIEW_RESUMED: "登记复议恢复审理",
    _E.CLOSING_TOLD: "送达不再处理告知书",
    _E.REPLY_RECEIVED: "登记申请人收到邮寄的文书",
    _E.REOPENED: "依复议决定或者判决重新办理",
    _E.COMMENTED: "内部留言",
    _E.HELP_GIVEN: "提供帮助",
    _E.QUERY_CODE_RENEWED: "补发查询码",
    _E.LINKED: "关联较早的相似申请",
    _E.UNLINKED: "解除与较早申请的关联",
    _E.TURNED_ACTIVE: "转为主动公开",
    _E.ERASED: "删除个人信息",
}
