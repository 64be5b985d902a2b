"""Which act makes which letter, and what it says: the table between the events of a request and its letters.

What the case and the office know by themselves (number, days, office) is added when the letter is drafted.
The remedy is never chosen by a person: it belongs to the kind of letter, and that follows from the decision.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from mingchuang.rules.disclosure import ATTRIBUTE_GROUNDS, GROUND_RULES, Ground, is_empty
from mingchuang.rules.letters.content import chinese_day, last_day
from mingchuang.rules.letters.delivery import LETTER_235
from mingchuang.rules.letters.kinds import LETTERS, LetterKind, reply_to
from mingchuang.rules.letters.placeholders import Placeholder as P
from mingchuang.rules.requests import periods
from mingchuang.rules.requests.decisions import Answer, Decision
from mingchuang.rules.requests.fees import FEE_RULES_NUMBER, Fee, Tariff
from mingchuang.rules.requests.late_corrections import told_of_the_period
from mingchuang.rules.requests.opinions import Party
from mingchuang.rules.requests.receiving import AT_ONCE, CHANNEL_LABELS, Channel
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.source import (
    DISCLOSURE_REGULATION,
    FEE_RULES,
    Rule,
    Source,
    Tag,
    disclosure_regulation,
)

RULES = (
    Rule(
        "requests.letter_per_outcome",
        "一件申请包含多项内容的，答复类型相同的各项合写一份答复书，答复类型不同的分别答复，救济途径因此不会混写",
        Source(DISCLOSURE_REGULATION, "第三十六条（文书份数为约定）", Tag.CONVENTION),
    ),
    Rule(
        "requests.query_code_apart",
        "登记回执写明登记编号，不写查询码：本机关只存查询码的校验值，查询码在提交时或者登记时另行告知",
        Source(DISCLOSURE_REGULATION, "第四十五条（登记回执的内容为约定）", Tag.CONVENTION),
    ),
    Rule(
        "requests.reply_served_when_issued",
        "答复文书全部核准、印发以后才能送达，送达日期不早于印发日期",
        Source(LETTER_235, "送达（先后为约定）", Tag.CONVENTION),
    ),
    Rule(
        "requests.withheld_article",
        "部分公开的答复书在第三十六条第（三）项、第三十七条之外，写明不予公开部分所依据的条款",
        disclosure_regulation("第十四条至第十六条、第三十七条"),
    ),
)

_LAW = f"《中华人民共和国{DISCLOSURE_REGULATION}》"
_CORRECTION_GUIDANCE = (
    "可以写明所需信息的名称、文号、形成的大致时间、涉及的事项或者其他便于查询的特征；"
    "可以书面提交，也可以凭登记编号和查询码在本机关门户网站补正"
)
_TARIFF_TEXTS = {
    Tariff.ITEMS: "按件计收：同一申请人一个自然月内累计，10件以下免收；11至30件，每件100元；"
    "31件以上以10件为一档，每增加一档，单价提高100元",
    Tariff.PAGES: "按量计收：30页以下免收；31至100页，每页10元；101至200页，每页20元；201页以上，每页40元",
}
_TARIFF_ARTICLES = {Tariff.ITEMS: "第四条", Tariff.PAGES: "第五条"}


@dataclass(frozen=True, slots=True)
class Written:
    """What an act says in a letter.

    `basis` is empty where the kind has its own. `positions` are the asked items a reply is about,
    `annexes` the names of what goes with it.
    """

    kind: LetterKind
    values: Mapping[str, str] = field(default_factory=dict)
    basis: str = ""
    positions: tuple[int, ...] = ()
    annexes: tuple[str, ...] = ()

    @property
    def remedy(self) -> Remedy:
        """The block the letter carries."""
        return LETTERS[self.kind].remedy

    @property
    def act(self) -> str:
        """What the letter calls itself where it tells of remedies: as its title does."""
        return "本告知" if LETTERS[self.kind].title.endswith("告知书") else "本答复"


def is_reply(kind: str) -> bool:
    """Whether a letter of this kind answers a request; these are served before it is done."""
    return kind.startswith("reply_")


def _tidy(text: str) -> str:
    """What was typed, without the full stop that the wording sets itself."""
    return text.strip().rstrip("。；;，, ")


# --- notices ------------------------------------------------------------------------------------


def receipt(channel: str, due_on: date | None) -> Written:
    """The receipt of a request that counts as received. No calendar yet for the last day: it is said so."""
    at_once = channel in AT_ONCE
    told = "查询码由本机关在登记时另行告知" if at_once else "查询码已在您（单位）提交申请或者登记时告知"
    values: dict[str, str] = {
        P.CHANNEL: CHANNEL_LABELS[Channel(channel)] if channel in set(Channel) else channel,
        P.QUERY_CODE: told,
    }
    if due_on is None:
        values[P.DUE_ON] = f"收到申请次日起第{periods.REPLY_WORKDAYS}个工作日"
    return Written(LetterKind.RECEIPT, values)


def correction_notice(items: Sequence[str], workdays: int, *, late: bool = False) -> Written:
    """Everything to correct, at once; the period runs from the day the applicant gets the notice.

    `late`: it is told after the seventh working day, so that the reply clock goes on as it was.
    """
    return Written(
        LetterKind.CORRECTION_NOTICE,
        {
            P.CORRECTION_ITEMS: _listed(items),
            P.CORRECTION_GUIDANCE: correction_guidance(late=late),
            P.CORRECTION_DUE_ON: f"{workdays}个工作日",
        },
    )


def correction_guidance(*, late: bool) -> str:
    """How to correct, and what becomes of the reply period."""
    return f"{_CORRECTION_GUIDANCE}。{told_of_the_period(late=late)}"


def _listed(items: Sequence[str]) -> str:
    tidy = [_tidy(item) for item in items if _tidy(item)]
    if len(tidy) <= 1:
        return "".join(f"{item}。" for item in tidy)
    ends = ["；"] * (len(tidy) - 1) + ["。"]
    return "\n".join(
        f"{place}.{item}{end}" for place, (item, end) in enumerate(zip(tidy, ends, strict=True), 1)
    )


def reason_inquiry(excess: str, explain: str, workdays: int) -> Written:
    """Why so much is asked; the period runs from the day the applicant gets the inquiry."""
    values: dict[str, str] = {P.EXCESS: _tidy(excess), P.EXPLAIN: _tidy(explain)}
    values[P.EXPLAIN_DUE_ON] = f"收到本告知书次日起第{workdays}个工作日"
    return Written(LetterKind.REASON_INQUIRY, values)


def extension_notice(reason: str, new_due_on: date, *, provisional: bool = False) -> Written:
    """The one extension, with the day on which the reply is due then.

    `provisional`: it rests on days off that are not published yet.
    """
    return Written(
        LetterKind.EXTENSION_NOTICE,
        {
            P.REASON: _tidy(reason),
            P.NEW_DUE_ON: last_day(new_due_on, provisional=provisional),
            P.APPROVED_BY: "本机关政府信息公开工作机构负责人",
        },
    )


_INQUIRIES = {
    Party.THIRD_PARTY: LetterKind.THIRD_PARTY_INQUIRY,
    Party.CO_MAKER: LetterKind.CO_MAKER_INQUIRY,
    Party.OTHER_AGENCY: LetterKind.OTHER_AGENCY_INQUIRY,
}


def inquiry(party_kind: str, information: str, answer_way: str) -> Written | None:
    """The letter to one consulted party; None where it is of no known kind."""
    kind = _INQUIRIES.get(Party(party_kind)) if party_kind in set(Party) else None
    if kind is None:
        return None
    return Written(kind, {P.INFORMATION: _tidy(information), P.ANSWER_WAY: answer_way})


@dataclass(frozen=True, slots=True)
class Overruled:
    """One item that is disclosed although a third party objected: what is told, and why."""

    information: str
    reasonable: bool | None
    public_interest: str = ""
    objection_answer: str = ""

    @property
    def reason(self) -> str:
        """A good objection yields to the public interest alone; another is answered."""
        if self.reasonable is False:
            return f"你单位（您）提出的理由不成立：{_tidy(self.objection_answer)}"
        return f"{_tidy(self.public_interest)}，不公开可能对公共利益造成重大影响"


def despite_objection(items: Sequence[Overruled]) -> Written:
    """Tells a third party what is disclosed against its word, and why (Art. 32)."""
    told = {P.DISCLOSED: (item.information for item in items), P.REASON: (item.reason for item in items)}
    joined: dict[str, str] = {
        name: "；".join(dict.fromkeys(map(_tidy, texts))) for name, texts in told.items()
    }
    return Written(LetterKind.DISCLOSURE_DESPITE_OBJECTION, joined)


def consultation_notice() -> Written:
    """Tells the applicant that others are asked and that the time does not count."""
    return Written(LetterKind.CONSULTATION_NOTICE)


def delay_notice(reason: str, until: date) -> Written:
    """The reasonable day on which much is answered."""
    return Written(LetterKind.DELAY_NOTICE, {P.REASON: _tidy(reason), P.NEW_DUE_ON: chinese_day(until)})


def fee_notice(fee: Fee, already: int, pay_way: str) -> Written:
    """What is to be paid, exactly, and how it was found."""
    before = f"您（单位）本月此前已申请{already}件；" if already and fee.tariff is Tariff.ITEMS else ""
    article = _TARIFF_ARTICLES[fee.tariff]
    return Written(
        LetterKind.FEE_NOTICE,
        {
            P.TARIFF: f"《{FEE_RULES}》（{FEE_RULES_NUMBER}）{article}，{_TARIFF_TEXTS[fee.tariff]}",
            P.CALCULATION: before + "；".join(fee.steps()),
            P.AMOUNT: f"{fee.amount}元",
            P.PAY_WAY: _tidy(pay_way),
            P.PAY_DUE_ON: f"{periods.PAYMENT_WORKDAYS}个工作日",
        },
    )


def not_corrected(told_on: date, due_on: date) -> Written:
    """Nothing was corrected within the period: the request is no longer handled (Art. 30)."""
    lapse = (
        f"本机关于{chinese_day(told_on)}向您（单位）送达补正告知书，补正期限至{chinese_day(due_on)}届满，"
        "您（单位）没有提交补正材料"
    )
    return Written(LetterKind.NO_LONGER_HANDLED, {P.LAPSE: lapse}, f"{_LAW}第三十条")


def not_paid(told_on: date, due_on: date) -> Written:
    """The fee was not paid within the period."""
    lapse = (
        f"本机关于{chinese_day(told_on)}向您（单位）送达信息处理费收费通知书，"
        f"缴费期限至{chinese_day(due_on)}届满，您（单位）没有缴纳"
    )
    return Written(LetterKind.NO_LONGER_HANDLED, {P.LAPSE: lapse}, LETTERS[LetterKind.FEE_NOTICE].basis)


def record_corrected(record: str, corrected_to: str, day: date) -> Written:
    """A record about the applicant was wrong and is right now (Art. 41)."""
    return _record_answer(
        f"您（单位）提供的证据能够证明“{_tidy(record)}”的记录不准确，本机关已于{chinese_day(day)}予以更正，"
        f"更正后的内容：{_tidy(corrected_to)}"
    )


def record_not_corrected(record: str, reason: str) -> Written:
    """The record stays as it is, and why."""
    return _record_answer(f"本机关对“{_tidy(record)}”的记录不予更正。理由：{_tidy(reason)}")


def record_passed_on(record: str, agency: str, contact: str, day: date | None) -> Written:
    """Another body may correct it: sent there on that day, or (None) the applicant is pointed there."""
    at = f"（联系方式：{_tidy(contact)}）" if _tidy(contact) else ""
    body = f"{_tidy(agency)}{at}"
    before = f"“{_tidy(record)}”的记录不属于本机关职能范围，"
    if day is None:
        return _record_answer(f"{before}请您（单位）向有权更正的机关{body}提出")
    return _record_answer(f"{before}本机关已于{chinese_day(day)}将您（单位）的申请转送有权更正的机关{body}")


def _record_answer(result: str) -> Written:
    return Written(LetterKind.RECORD_CORRECTION, {P.RESULT: result})


# --- replies ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decided:
    """One asked item as it was decided; `searches` tell where and how it was looked for."""

    position: int
    description: str
    decision: str
    answer: Answer
    searches: tuple[str, ...] = ()


def replies(items: Sequence[Decided], how_to_get: str) -> tuple[Written, ...]:
    """The reply letters of a decision: one for each outcome, in the order of the items.

    `how_to_get` says how what is given reaches the applicant. Items without an outcome make none.
    """
    groups: dict[tuple[str, str], list[Decided]] = {}
    for item in items:
        if item.decision in set(Decision):
            groups.setdefault((item.decision, _own_basis(item)), []).append(item)
    return tuple(_reply(group, how_to_get) for group in groups.values())


def _own_basis(item: Decided) -> str:
    """The basis where the kind's own does not say it all."""
    answer = item.answer
    if item.decision == Decision.PARTIAL and answer.ground in set(ATTRIBUTE_GROUNDS):
        return f"{_LAW}{GROUND_RULES[Ground(answer.ground)].article}、第三十六条第（三）项、第三十七条"
    if item.decision == Decision.REFUSE_RECONFIRM:
        return _tidy(answer.basis)
    return ""


def _reply(group: Sequence[Decided], how_to_get: str) -> Written:
    kind = reply_to(group[0].decision)
    values: dict[str, str] = {P.ASKED: _each(group, [item.description for item in group])}
    for name in LETTERS[kind].required & _SAID.keys():
        values[name] = _each(group, [_SAID[name](item, how_to_get) for item in group])
    annexes = [line.strip() for item in group for line in item.answer.annexes.splitlines()]
    return Written(
        kind,
        values,
        _own_basis(group[0]),
        positions=tuple(item.position for item in group),
        annexes=tuple(dict.fromkeys(filter(None, annexes))),
    )


def _each(group: Sequence[Decided], texts: Sequence[str]) -> str:
    """What is said of each item; once where it is the same for all."""
    said = [_tidy(text) for text in texts]
    if len(set(said)) == 1:
        return said[0]
    lines = zip(group, said, strict=True)
    return "；".join(f"第{item.position}项：{text}" for item, text in lines if text)


def _how(item: Decided, how_to_get: str) -> str:
    answer = item.answer
    match item.decision:
        case Decision.GRANT_PUBLISHED:
            return answer.link
        case Decision.REFUSE_PUBLICATION:
            return answer.link or answer.information or "向出版、发行该出版物的单位查询"
        case _:
            return how_to_get


def _withheld(item: Decided, _how_to_get: str) -> str:
    answer = item.answer
    law = f"（适用的规定为{_tidy(answer.law)}）" if answer.law and answer.ground == Ground.LAW_FORBIDS else ""
    if not is_empty(answer.withheld) or answer.ground not in set(ATTRIBUTE_GROUNDS):
        return f"{_tidy(answer.withheld)}{law}"
    return f"所申请信息中属于“{GROUND_RULES[Ground(answer.ground)].term}”的内容{law}"


def _responsible(item: Decided, _how_to_get: str) -> str:
    answer = item.answer
    if answer.body_unknown:
        return "本机关不能确定负责公开该信息的行政机关"
    contact = _tidy(answer.responsible_contact)
    return f"{_tidy(answer.responsible_body)}（联系方式：{contact}）" if contact else answer.responsible_body


def _excess(item: Decided, _how_to_get: str) -> str:
    answer = item.answer
    when = f"{_tidy(answer.counts_period)}，" if _tidy(answer.counts_period) else ""
    return f"{when}您（单位）提出政府信息公开申请共{answer.counts}件" if answer.counts else ""


def _earlier_on(item: Decided, _how_to_get: str) -> str:
    day = item.answer.earlier_reply_on
    return chinese_day(day) if day else ""


_SAID: Mapping[str, Callable[[Decided, str], str]] = {
    P.REASON: lambda item, _how_to_get: item.answer.reason,
    P.DISCLOSED: lambda item, _how_to_get: item.answer.information,
    P.HOW_TO_GET: _how,
    P.WITHHELD: _withheld,
    P.SEARCH: lambda item, _how_to_get: "；".join(_tidy(search) for search in item.searches),
    P.RESPONSIBLE_BODY: _responsible,
    P.LAW: lambda item, _how_to_get: item.answer.law,
    P.EARLIER_NUMBER: lambda item, _how_to_get: item.answer.earlier_reply,
    P.EARLIER_ON: _earlier_on,
    P.EXCESS: _excess,
}
