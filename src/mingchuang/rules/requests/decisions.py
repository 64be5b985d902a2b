"""The replies an office may give, each with its article, what it must say, its report row and its remedy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingchuang.rules.disclosure import ATTRIBUTE_GROUNDS, GROUND_RULES, YIELDING, Ground, is_empty
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests import inquiries, opinions
from mingchuang.rules.requests.opinions import Heard, Judgement
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.source import DISCLOSURE_REGULATION, REPORT_FORM, Rule, Source, Tag


class Decision(StrEnum):
    """Outcomes of one asked item; the last three close a whole request without a reply."""

    GRANT_PUBLISHED = "grant_published"
    GRANT = "grant"
    PARTIAL = "partial"
    DENY_STATE_SECRET = "deny_state_secret"  # noqa: S105 - an outcome, not a password
    DENY_LAW_FORBIDS = "deny_law_forbids"
    DENY_SAFETY = "deny_safety"
    DENY_THIRD_PARTY = "deny_third_party"
    DENY_INTERNAL = "deny_internal"
    DENY_PROCESS = "deny_process"
    DENY_ENFORCEMENT_FILE = "deny_enforcement_file"
    DENY_SPECIAL = "deny_special"
    UNABLE_NOT_EXIST = "unable_not_exist"
    UNABLE_NOT_OURS = "unable_not_ours"
    UNABLE_NEED_CREATE = "unable_need_create"
    UNABLE_UNCLEAR = "unable_unclear"
    REFUSE_PETITION = "refuse_petition"
    REFUSE_REPEAT = "refuse_repeat"
    REFUSE_PUBLICATION = "refuse_publication"
    REFUSE_EXCESSIVE = "refuse_excessive"
    REFUSE_RECONFIRM = "refuse_reconfirm"
    CLOSED_NO_CORRECTION = "closed_no_correction"
    CLOSED_UNPAID = "closed_unpaid"
    CLOSED_OTHER = "closed_other"


class Need(StrEnum):
    """What a reply must contain or rest on."""

    INFORMATION = "information"  # the information itself, or way, route and time of getting it
    LINK = "link"  # the exact place where it was published
    GROUND = "ground"
    REASON = "reason"
    SEARCH_LOG = "search_log"
    RESPONSIBLE_BODY = "responsible_body"  # or the statement that it cannot be determined
    LAW = "law"  # the law or 行政法规 that governs the inquiry, or forbids disclosure
    CORRECTION = "correction"  # a correction was asked and came back unclear
    EARLIER_REPLY = "earlier_reply"
    COUNTS = "counts"  # how many requests, in which time
    REASONS_ASKED = "reasons_asked"
    BASIS = "basis"  # where no verified article carries the reply, the office names what it rests on


NO_LONGER_HANDLED = "NO_LONGER_HANDLED"  # the letter that tells the applicant that nothing more happens


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """One outcome. `letter` is the name of its `LetterKind`, empty where no letter goes out.

    `report_row` is the key of its row in table 3 of the annual report.
    """

    code: Decision
    label: str
    source: Source
    needs: frozenset[Need]
    report_row: str
    remedy: Remedy
    letter: str
    ground: Ground | None = None

    @property
    def articles(self) -> str:
        """The articles of the Regulation, as the basis of a letter names them; empty where it has none."""
        return self.source.article if self.source.document == DISCLOSURE_REGULATION else ""


_REG = DISCLOSURE_REGULATION
_N, _R, _D = Need, Remedy, Decision


def _reg(article: str) -> Source:
    return Source(_REG, article, Tag.PRIMARY)


def _rule(
    code: Decision,
    label: str,
    source: Source,
    needs: tuple[Need, ...],
    report_row: str,
    *,
    remedy: Remedy = Remedy.CHOICE,
    letter: str | None = None,
    ground: Ground | None = None,
) -> DecisionRule:
    name = f"REPLY_{code.name}" if letter is None else letter
    return DecisionRule(code, label, source, frozenset(needs), report_row, remedy, name, ground)


def _denial(ground: Ground, row: int) -> DecisionRule:
    grounds = GROUND_RULES[ground]
    needs = (_N.GROUND, _N.LAW, _N.REASON) if ground is Ground.LAW_FORBIDS else (_N.GROUND, _N.REASON)
    return _rule(
        Decision[f"DENY_{ground.name}"],
        f"不予公开（{grounds.term}）",
        _reg(f"{grounds.article}、第三十六条第三项"),
        needs,
        f"refuse_{row}",
        remedy=_R.REVIEW_FIRST,
        ground=ground,
    )


_TABLE = (
    _rule(_D.GRANT_PUBLISHED, "已主动公开", _reg("第三十六条第一项"), (_N.LINK,), "granted"),
    _rule(_D.GRANT, "予以公开", _reg("第三十六条第二项"), (_N.INFORMATION,), "granted"),
    _rule(
        _D.PARTIAL,
        "部分公开",
        _reg("第三十七条"),
        (_N.INFORMATION, _N.GROUND, _N.REASON),
        "partial",
        remedy=_R.REVIEW_FIRST,
    ),
    *(_denial(ground, number) for number, ground in enumerate(ATTRIBUTE_GROUNDS, start=1)),
    _rule(_D.DENY_SPECIAL, "依照特别规定办理", _reg("第三十六条第七项"), (_N.LAW, _N.REASON), "refuse_8"),
    _rule(
        _D.UNABLE_NOT_EXIST,
        "信息不存在",
        _reg("第三十六条第四项"),
        (_N.SEARCH_LOG, _N.REASON),
        "unable_1",
    ),
    _rule(
        _D.UNABLE_NOT_OURS,
        "非本机关负责公开",
        _reg("第三十六条第五项"),
        (_N.REASON, _N.RESPONSIBLE_BODY),
        "unable_1",
    ),
    _rule(_D.UNABLE_NEED_CREATE, "需要加工、分析、另行制作", _reg("第三十八条"), (_N.REASON,), "unable_2"),
    _rule(
        _D.UNABLE_UNCLEAR,
        "补正后申请内容仍不明确",
        _reg("第三十条"),
        (_N.CORRECTION, _N.REASON),
        "unable_3",
    ),
    _rule(_D.REFUSE_PETITION, "信访、投诉、举报", _reg("第三十九条第一款"), (_N.REASON,), "nohandle_1"),
    _rule(
        _D.REFUSE_REPEAT,
        "重复申请",
        _reg("第三十六条第六项"),
        (_N.EARLIER_REPLY, _N.REASON),
        "nohandle_2",
    ),
    _rule(_D.REFUSE_PUBLICATION, "要求提供公开出版物", _reg("第三十九条第二款"), (_N.REASON,), "nohandle_3"),
    _rule(
        _D.REFUSE_EXCESSIVE,
        "无正当理由大量反复申请",
        _reg("第三十五条"),
        (_N.REASONS_ASKED, _N.COUNTS, _N.REASON),
        "nohandle_4",
    ),
    _rule(
        _D.REFUSE_RECONFIRM,
        "要求确认或者重新出具已获取信息",
        Source(REPORT_FORM, "表三（五）5（条款依据未核实）", Tag.UNVERIFIED),
        (_N.BASIS, _N.REASON),
        "nohandle_5",
    ),
    _rule(_D.CLOSED_NO_CORRECTION, "逾期不补正", _reg("第三十条"), (), "other_1", letter=NO_LONGER_HANDLED),
    _rule(_D.CLOSED_UNPAID, "逾期未缴费", _reg("第四十二条"), (), "other_2", letter=NO_LONGER_HANDLED),
    _rule(
        _D.CLOSED_OTHER,
        "其他（如申请人撤回）",
        Source(REPORT_FORM, "表三（六）3", Tag.SECONDARY),
        (),
        "other_3",
        remedy=_R.NONE,
        letter="",
    ),
)

RULES_OF: Mapping[Decision, DecisionRule] = {rule.code: rule for rule in _TABLE}

REPLIES: tuple[Decision, ...] = tuple(code for code in Decision if not code.name.startswith("CLOSED_"))
"""Outcomes a person may choose for an asked item."""

OPEN: frozenset[Decision] = frozenset({_D.GRANT_PUBLISHED, _D.GRANT, _D.PARTIAL})
"""Outcomes by which the applicant gets something."""

GIVING: frozenset[Decision] = OPEN - {_D.GRANT_PUBLISHED}
"""Outcomes by which something is disclosed that was not open before."""

_BLOCKS = {
    "granted": "（一）",
    "partial": "（二）",
    "refuse": "（三）",
    "unable": "（四）",
    "nohandle": "（五）",
    "other": "（六）",
}


def _place(row: str) -> str:
    """Where a row stands on the form: （三）6."""
    block, _, number = row.partition("_")
    return _BLOCKS[block] + number


RULES = (
    *(
        Rule(f"decisions.{rule.code}", f"{rule.label}：年度报告表三{_place(rule.report_row)}", rule.source)
        for rule in _TABLE
    ),
    Rule(
        "decisions.row_published",
        "已主动公开的答复计入“予以公开”",
        Source(REPORT_FORM, "表三（一）", Tag.UNVERIFIED),
    ),
    Rule(
        "decisions.row_not_held",
        "信息不存在、非本机关负责公开的答复计入“本机关不掌握相关政府信息”",
        Source(REPORT_FORM, "表三（四）1", Tag.DERIVED),
    ),
    Rule(
        "decisions.one_row",
        "一件申请包含多项内容的：有的公开、有的不公开的，只计“部分公开”；都没有公开的，计入表中排在最前的一行",
        Source(REPORT_FORM, "表三（二）；多项均未公开的为约定", Tag.CONVENTION),
    ),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reply to one item says and rests on. Texts are as typed, `annexes` one a line.

    `search_log` is the number of recorded searches, `counts` how many requests the applicant made in
    `counts_period`; `withheld` the part of a partial reply that stays closed; `earlier_reply` the
    number of the reply it repeats. `required_by_law`: a law, regulation or 规章 requires disclosure.
    `body_unknown`: the responsible body cannot be determined. `inquiry`: how far asking for reasons has
    come. `heard`: what those asked about the item said; the three texts after it: why not all are followed.
    """

    information: str = ""
    annexes: str = ""
    withheld: str = ""
    link: str = ""
    ground: str = ""
    reason: str = ""
    search_log: int = 0
    responsible_body: str = ""
    responsible_contact: str = ""
    body_unknown: bool = False
    law: str = ""
    basis: str = ""
    corrected: bool = False
    inquiry: inquiries.Inquiry = inquiries.NONE
    earlier_reply: str = ""
    earlier_reply_on: date | None = None
    counts: int = 0
    counts_period: str = ""
    required_by_law: bool = False
    heard: tuple[Heard, ...] = ()
    public_interest: str = ""
    objection_answer: str = ""
    weighing: str = ""


def refusals(code: str, answer: Answer) -> list[Reason]:
    """Everything that keeps an item from being answered so; empty when it may be."""
    if code not in set(REPLIES):
        return [Reason("decision_missing", "请为该项内容选择答复类型", "decision")]
    rule = RULES_OF[Decision(code)]
    reasons: list[Reason] = []
    for need in Need:
        if need in rule.needs:
            reasons += _CHECKS[need](answer)
    if code == Decision.PARTIAL and answer.ground == Ground.LAW_FORBIDS:
        reasons += _CHECKS[Need.LAW](answer)
    weighed = {judgement: getattr(answer, judgement) for judgement in Judgement}
    opens, ground = code in GIVING, withheld_for(code, answer)
    against = opinions.refusals(answer.heard, opens=opens, ground=ground, weighed=weighed)
    return [*reasons, *_ground_reasons(rule, answer), *against]


def withheld_for(code: str, answer: Answer) -> str:
    """The ground on which something is withheld by this outcome; empty where nothing is."""
    if code not in set(Decision) or Need.GROUND not in RULES_OF[Decision(code)].needs:
        return ""
    return answer.ground


def judgements(code: str, answer: Answer) -> tuple[Judgement, ...]:
    """What this outcome must explain, given what was heard of the item."""
    return opinions.judgements(answer.heard, opens=code in GIVING, ground=withheld_for(code, answer))


def _ground_reasons(rule: DecisionRule, answer: Answer) -> list[Reason]:
    if Need.GROUND not in rule.needs or answer.ground not in set(ATTRIBUTE_GROUNDS):
        return []
    ground = Ground(answer.ground)
    grounds = GROUND_RULES[ground]
    reasons: list[Reason] = []
    if rule.ground is not None and ground is not rule.ground:
        message = f"“{rule.label}”的依据应为{GROUND_RULES[rule.ground].article}，与所选“{grounds.term}”不一致"
        reasons.append(Reason("ground_of_another_reply", message, "ground"))
    if answer.required_by_law and grounds.strength in YIELDING:
        message = f"法律、法规、规章规定应当公开的，不能以“{grounds.term}”为由不予公开"
        reasons.append(Reason("disclosure_required", message, "ground"))
    return reasons


Check = Callable[[Answer], list[Reason]]


def _text(field: str, code: str, ask: str) -> Check:
    def check(answer: Answer) -> list[Reason]:
        return [Reason(code, ask, field)] if is_empty(getattr(answer, field)) else []

    return check


def _fact(field: str, code: str, ask: str) -> Check:
    def check(answer: Answer) -> list[Reason]:
        return [] if getattr(answer, field) else [Reason(code, ask, field)]

    return check


def _ground(answer: Answer) -> list[Reason]:
    if answer.ground in set(ATTRIBUTE_GROUNDS):
        return []
    return [Reason("ground_missing", "不予公开须选择依据（条例第十四条至第十六条）", "ground")]


def _responsible_body(answer: Answer) -> list[Reason]:
    if answer.body_unknown:
        return []
    ask = "能够确定负责公开的机关的，请写明"
    return [
        *_text("responsible_body", "responsible_body_missing", f"{ask}其名称")(answer),
        *_text("responsible_contact", "responsible_contact_missing", f"{ask}其联系方式")(answer),
    ]


def _earlier_reply(answer: Answer) -> list[Reason]:
    return [
        *_text("earlier_reply", "earlier_reply_missing", "请写明先前答复的文号")(answer),
        *_fact("earlier_reply_on", "earlier_reply_day_missing", "请写明先前答复的日期")(answer),
    ]


def _law(answer: Answer) -> list[Reason]:
    what = "禁止公开的" if answer.ground == Ground.LAW_FORBIDS else "应当适用的"
    return _text("law", "law_missing", f"请写明{what}法律或者行政法规")(answer)


def _counts(answer: Answer) -> list[Reason]:
    return [
        *_fact("counts", "counts_missing", "请写明申请人申请的件数")(answer),
        *_text("counts_period", "counts_period_missing", "请写明这些申请是在哪段期间提出的")(answer),
    ]


_CHECKS: Mapping[Need, Check] = {
    Need.INFORMATION: _text(
        "information", "information_missing", "请附上公开的信息，或者写明获取的方式、途径和时间"
    ),
    Need.LINK: _text("link", "link_missing", "请写明获取该信息的确切网址或者地点"),
    Need.GROUND: _ground,
    Need.REASON: _text("reason", "reason_missing", "请说明理由"),
    Need.SEARCH_LOG: _fact(
        "search_log", "search_not_recorded", "答复信息不存在前，须先检索并登记在哪里、用什么词查找"
    ),
    Need.RESPONSIBLE_BODY: _responsible_body,
    Need.LAW: _law,
    Need.CORRECTION: _fact(
        "corrected", "correction_not_asked", "尚未告知补正并收到补正，不能以补正后仍不明确答复"
    ),
    Need.EARLIER_REPLY: _earlier_reply,
    Need.COUNTS: _counts,
    Need.REASONS_ASKED: lambda answer: inquiries.refusals(answer.inquiry),
    Need.BASIS: _text("basis", "basis_missing", "请写明所依据的规定"),
}
