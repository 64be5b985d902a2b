"""The kinds of letters: title, basis, what each must say, which remedy block it carries.

Sections 6 and 7 of the disclosure specification as a table. A missing row would be a letter nobody may
issue, so a test holds the table to the enumeration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingchuang.rules.letters.placeholders import Placeholder as P
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.source import DISCLOSURE_REGULATION, Rule, Source, Tag, disclosure_regulation

RULES = (
    Rule(
        "letters.third_parties",
        "征求意见的文书不写申请人的身份，也不照抄申请人自己写的内容",
        Source("政府信息公开规格", "6 文书 N05", Tag.CONVENTION),
    ),
    Rule(
        "letters.reasons",
        "不予公开的，告知申请人不予公开并说明理由；各类答复按第三十六条逐项写明",
        disclosure_regulation("第三十六条"),
    ),
    Rule(
        "letters.once",
        "需要补正的，一次性告知作出补正的事项和合理的补正期限",
        disclosure_regulation("第三十条"),
    ),
    Rule(
        "letters.titles",
        "文书名称参照地方文书样式，没有全国统一文本",
        Source("宿政办函〔2021〕21号", "文书清单", Tag.SECONDARY),
    ),
    Rule(
        "letters.approval",
        "答复书、告知书由起草人以外的人核准后才能印发；回执、征求意见情况告知和送达回证不必核准",
        Source("政府信息公开规格", "6 文书", Tag.CONVENTION),
    ),
)


class LetterKind(StrEnum):
    """Every kind of letter. A reply to a decision is called `reply_` and the code of the decision."""

    RECEIPT = "receipt"
    CORRECTION_NOTICE = "correction_notice"
    REASON_INQUIRY = "reason_inquiry"
    EXTENSION_NOTICE = "extension_notice"
    THIRD_PARTY_INQUIRY = "third_party_inquiry"
    CONSULTATION_NOTICE = "consultation_notice"
    CO_MAKER_INQUIRY = "co_maker_inquiry"
    OTHER_AGENCY_INQUIRY = "other_agency_inquiry"
    DISCLOSURE_DESPITE_OBJECTION = "disclosure_despite_objection"
    REPLY_GRANT_PUBLISHED = "reply_grant_published"
    REPLY_GRANT = "reply_grant"
    REPLY_PARTIAL = "reply_partial"
    REPLY_DENY_STATE_SECRET = "reply_deny_state_secret"  # noqa: S105 - the name of a letter
    REPLY_DENY_LAW_FORBIDS = "reply_deny_law_forbids"
    REPLY_DENY_SAFETY = "reply_deny_safety"
    REPLY_DENY_THIRD_PARTY = "reply_deny_third_party"
    REPLY_DENY_INTERNAL = "reply_deny_internal"
    REPLY_DENY_PROCESS = "reply_deny_process"
    REPLY_DENY_ENFORCEMENT_FILE = "reply_deny_enforcement_file"
    REPLY_DENY_SPECIAL = "reply_deny_special"
    REPLY_UNABLE_NOT_EXIST = "reply_unable_not_exist"
    REPLY_UNABLE_NOT_OURS = "reply_unable_not_ours"
    REPLY_UNABLE_NEED_CREATE = "reply_unable_need_create"
    REPLY_UNABLE_UNCLEAR = "reply_unable_unclear"
    REPLY_REFUSE_PETITION = "reply_refuse_petition"
    REPLY_REFUSE_REPEAT = "reply_refuse_repeat"
    REPLY_REFUSE_PUBLICATION = "reply_refuse_publication"
    REPLY_REFUSE_EXCESSIVE = "reply_refuse_excessive"
    REPLY_REFUSE_RECONFIRM = "reply_refuse_reconfirm"
    DELAY_NOTICE = "delay_notice"
    FEE_NOTICE = "fee_notice"
    NO_LONGER_HANDLED = "no_longer_handled"
    RECORD_CORRECTION = "record_correction"
    DELIVERY_RECORD = "delivery_record"


class Series(StrEnum):
    """Series of numbers; the value stands in the number after the office's code word."""

    RECEIPTS = "公开回"
    NOTICES = "公开告"
    INQUIRIES = "公开函"
    REPLIES = "公开答"
    FEES = "公开费"
    DELIVERIES = "公开送"


@dataclass(frozen=True, slots=True)
class LetterRule:
    """What is fixed for one kind.

    `label` is its code in the specification, `name` what the desk calls it, `title` what is printed on it,
    `basis` the articles it rests on (empty where they differ from case to case: whoever drafts names
    them), `required` the placeholders its wording must hold. `approval` says
    that somebody other than the drafter must approve it before it is issued; `delivered` that its delivery is
    to be written down.
    """

    label: str
    name: str
    title: str
    basis: str
    required: frozenset[P]
    remedy: Remedy = Remedy.NONE
    series: Series = Series.NOTICES
    approval: bool = True
    delivered: bool = True

    @property
    def states_reason(self) -> bool:
        """Whether the letter says why."""
        return P.REASON in self.required


def _article(words: str) -> str:
    return f"《中华人民共和国{DISCLOSURE_REGULATION}》{words}"


_K = LetterKind
_CASE = frozenset({P.NUMBER, P.RECEIVED_ON, P.ASKED, P.BASIS})
_FEE_RULES = f"{_article('第四十二条')}和《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第六条"

_PROCEDURE: Mapping[LetterKind, LetterRule] = {
    _K.RECEIPT: LetterRule(
        "N01",
        "登记回执",
        "政府信息公开申请登记回执",
        _article("第三十一条"),
        _CASE | {P.CHANNEL, P.DUE_ON, P.QUERY_CODE},
        series=Series.RECEIPTS,
        approval=False,
        delivered=False,
    ),
    _K.CORRECTION_NOTICE: LetterRule(
        "N02",
        "补正告知书",
        "政府信息公开申请补正告知书",
        _article("第三十条"),
        _CASE | {P.CORRECTION_ITEMS, P.CORRECTION_GUIDANCE, P.CORRECTION_DUE_ON},
    ),
    _K.REASON_INQUIRY: LetterRule(
        "N03",
        "说明理由告知书",
        "政府信息公开申请说明理由告知书",
        _article("第三十五条"),
        _CASE | {P.EXCESS, P.EXPLAIN, P.EXPLAIN_DUE_ON},
    ),
    _K.EXTENSION_NOTICE: LetterRule(
        "N04",
        "延长答复期限告知书",
        "政府信息公开延长答复期限告知书",
        _article("第三十三条第二款"),
        _CASE | {P.REASON, P.APPROVED_BY, P.NEW_DUE_ON},
    ),
    _K.THIRD_PARTY_INQUIRY: LetterRule(
        "N05",
        "征求意见书（第三方）",
        "政府信息公开征求意见书",
        _article("第三十二条"),
        frozenset({P.BASIS, P.INFORMATION, P.ANSWER_WAY}),
        series=Series.INQUIRIES,
    ),
    _K.CONSULTATION_NOTICE: LetterRule(
        "N06",
        "征求意见情况告知书（申请人）",
        "政府信息公开征求意见情况告知书",
        _article("第三十三条第三款"),
        _CASE,
        approval=False,
    ),
    _K.CO_MAKER_INQUIRY: LetterRule(
        "N07",
        "征求意见函（共同制作机关）",
        "关于征求政府信息公开意见的函",
        _article("第三十四条"),
        frozenset({P.BASIS, P.INFORMATION, P.ANSWER_WAY}),
        series=Series.INQUIRIES,
    ),
    _K.OTHER_AGENCY_INQUIRY: LetterRule(
        "N07",
        "征求意见函（其他机关）",
        "关于征求政府信息公开意见的函",
        _article("第十一条、第三十三条第三款"),
        frozenset({P.BASIS, P.INFORMATION, P.ANSWER_WAY}),
        series=Series.INQUIRIES,
    ),
    _K.DISCLOSURE_DESPITE_OBJECTION: LetterRule(
        "N08",
        "决定公开告知书（第三方）",
        "政府信息公开决定告知书",
        _article("第三十二条"),
        frozenset({P.BASIS, P.DISCLOSED, P.REASON}),
        Remedy.CHOICE,
    ),
    _K.DELAY_NOTICE: LetterRule(
        "N21",
        "延迟答复告知书",
        "政府信息公开延迟答复告知书",
        _article("第三十五条"),
        _CASE | {P.REASON, P.NEW_DUE_ON},
    ),
    _K.FEE_NOTICE: LetterRule(
        "N22",
        "信息处理费收费通知书",
        "政府信息公开信息处理费收费通知书",
        _FEE_RULES,
        _CASE | {P.TARIFF, P.CALCULATION, P.AMOUNT, P.PAY_WAY, P.PAY_DUE_ON},
        Remedy.FEE,
        Series.FEES,
    ),
    _K.NO_LONGER_HANDLED: LetterRule(
        "N23",
        "不再处理告知书",
        "政府信息公开申请不再处理告知书",
        "",
        _CASE | {P.LAPSE},
        Remedy.CHOICE,
    ),
    _K.RECORD_CORRECTION: LetterRule(
        "N24",
        "更正答复、转送告知书",
        "政府信息更正申请答复书",
        _article("第四十一条"),
        _CASE | {P.RESULT},
        Remedy.CHOICE,
        Series.REPLIES,
    ),
    _K.DELIVERY_RECORD: LetterRule(
        "N25",
        "送达回证",
        "送达回证",
        "国办公开办函〔2016〕235号",
        frozenset(
            {
                P.BASIS,
                P.DOCUMENT,
                P.DOCUMENT_NUMBER,
                P.DELIVERY_WAY,
                P.DELIVERED_ON,
                P.RECIPIENT,
                P.RECEIPT_OF_DELIVERY,
            }
        ),
        series=Series.DELIVERIES,
        approval=False,
        delivered=False,
    ),
}


def _reply(
    label: str,
    name: str,
    title: str,
    articles: str,
    *needs: P,
    remedy: Remedy = Remedy.CHOICE,
) -> LetterRule:
    basis = _article(articles) if articles else ""
    return LetterRule(label, name, title, basis, _CASE | set(needs), remedy, Series.REPLIES)


_GRANT, _DENY = "政府信息公开答复书", "政府信息不予公开答复书"
_UNABLE, _REFUSE = "政府信息无法提供答复书", "政府信息公开申请不予处理告知书"
_FIRST = Remedy.REVIEW_FIRST

_REPLIES: Mapping[LetterKind, LetterRule] = {
    _K.REPLY_GRANT_PUBLISHED: _reply("N09", "答复：已主动公开", _GRANT, "第三十六条第（一）项", P.HOW_TO_GET),
    _K.REPLY_GRANT: _reply(
        "N10", "答复：予以公开", _GRANT, "第三十六条第（二）项", P.DISCLOSED, P.HOW_TO_GET
    ),
    _K.REPLY_PARTIAL: _reply(
        "N11",
        "答复：部分公开",
        "政府信息部分公开答复书",
        "第三十六条第（三）项、第三十七条",
        P.DISCLOSED,
        P.HOW_TO_GET,
        P.WITHHELD,
        P.REASON,
        remedy=_FIRST,
    ),
    _K.REPLY_DENY_STATE_SECRET: _reply(
        "N12", "答复：国家秘密，不予公开", _DENY, "第十四条、第三十六条第（三）项", P.REASON, remedy=_FIRST
    ),
    _K.REPLY_DENY_LAW_FORBIDS: _reply(
        "N12",
        "答复：法律法规禁止公开",
        _DENY,
        "第十四条、第三十六条第（三）项",
        P.LAW,
        P.REASON,
        remedy=_FIRST,
    ),
    _K.REPLY_DENY_SAFETY: _reply(
        "N12", "答复：危及“三安全一稳定”", _DENY, "第十四条、第三十六条第（三）项", P.REASON, remedy=_FIRST
    ),
    _K.REPLY_DENY_THIRD_PARTY: _reply(
        "N12", "答复：保护第三方合法权益", _DENY, "第十五条、第三十六条第（三）项", P.REASON, remedy=_FIRST
    ),
    _K.REPLY_DENY_INTERNAL: _reply(
        "N12", "答复：内部事务信息", _DENY, "第十六条第一款、第三十六条第（三）项", P.REASON, remedy=_FIRST
    ),
    _K.REPLY_DENY_PROCESS: _reply(
        "N12", "答复：过程性信息", _DENY, "第十六条第二款、第三十六条第（三）项", P.REASON, remedy=_FIRST
    ),
    _K.REPLY_DENY_ENFORCEMENT_FILE: _reply(
        "N12", "答复：行政执法案卷", _DENY, "第十六条第二款、第三十六条第（三）项", P.REASON, remedy=_FIRST
    ),
    _K.REPLY_DENY_SPECIAL: _reply(
        "N12", "答复：依特别规定办理", _GRANT, "第三十六条第（七）项", P.LAW, P.REASON
    ),
    _K.REPLY_UNABLE_NOT_EXIST: _reply(
        "N13", "答复：信息不存在", _UNABLE, "第三十六条第（四）项", P.SEARCH, P.REASON
    ),
    _K.REPLY_UNABLE_NOT_OURS: _reply(
        "N14", "答复：非本机关负责公开", _UNABLE, "第三十六条第（五）项", P.REASON, P.RESPONSIBLE_BODY
    ),
    _K.REPLY_UNABLE_NEED_CREATE: _reply("N15", "答复：需要加工、分析", _UNABLE, "第三十八条", P.REASON),
    _K.REPLY_UNABLE_UNCLEAR: _reply("N16", "答复：补正后仍不明确", _UNABLE, "第三十条", P.REASON),
    _K.REPLY_REFUSE_PETITION: _reply("N17", "告知：信访、投诉、举报", _REFUSE, "第三十九条第一款", P.REASON),
    _K.REPLY_REFUSE_REPEAT: _reply(
        "N18",
        "告知：重复申请",
        _REFUSE,
        "第三十六条第（六）项",
        P.EARLIER_NUMBER,
        P.EARLIER_ON,
        P.REASON,
    ),
    _K.REPLY_REFUSE_PUBLICATION: _reply(
        "N19", "告知：公开出版物", _REFUSE, "第三十九条第二款", P.HOW_TO_GET, P.REASON
    ),
    _K.REPLY_REFUSE_EXCESSIVE: _reply("N20", "告知：大量反复申请", _REFUSE, "第三十五条", P.EXCESS, P.REASON),
    _K.REPLY_REFUSE_RECONFIRM: _reply("N20", "告知：要求确认或者重新出具", _REFUSE, "", P.REASON),
}

LETTERS: Mapping[LetterKind, LetterRule] = {kind: {**_PROCEDURE, **_REPLIES}[kind] for kind in LetterKind}
"""The rule of every kind, in the order of the enumeration."""


def reply_to(decision: str) -> LetterKind:
    """The letter for a decision by its code (`GRANT`, `DENY_PROCESS`; case is ignored).

    Raises ValueError for a decision that is told in no letter of its own.
    """
    code = decision.lower()
    if code in ("closed_no_correction", "closed_unpaid"):
        return LetterKind.NO_LONGER_HANDLED
    return LetterKind(f"reply_{code}")


TO_OTHERS: frozenset[LetterKind] = frozenset(
    {
        _K.THIRD_PARTY_INQUIRY,
        _K.CO_MAKER_INQUIRY,
        _K.OTHER_AGENCY_INQUIRY,
        _K.DISCLOSURE_DESPITE_OBJECTION,
    }
)
"""Letters to those who are consulted: none of them learns who asks."""

OF_APPLICANT: frozenset[P] = frozenset({P.ASKED, P.EXCESS, P.QUERY_CODE, P.EXPLAIN})
"""Placeholders filled with what the applicant wrote or is told."""
