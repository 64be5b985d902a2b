"""The drafted reply: what is asked, what is answered to each item, where it was looked for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.disclosure.requests.models import AskedItem
from mingchuang.disclosure.requests.services.answering import LONGEST
from mingchuang.rules.disclosure import DISCLOSURE_GROUNDS, GROUND_RULES, YIELDING, Ground
from mingchuang.rules.requests.decisions import REPLIES, RULES_OF, Answer, Decision, Need, judgements
from mingchuang.rules.requests.giving import LONGEST_TITLE
from mingchuang.rules.requests.opinions import Heard, Judgement

DETAILS = (
    "information",
    "annexes",
    "withheld",
    "link",
    "law",
    "responsible_body",
    "responsible_contact",
    "body_unknown",
    "earlier_reply",
    "earlier_reply_on",
    "counts",
    "counts_period",
    "basis",
    "required_by_law",
    *Judgement,
)
"""What an answer may hold besides ground and reason; which of them is needed follows from the outcome."""


FIELDS_OF: Mapping[Need, tuple[str, ...]] = {
    Need.INFORMATION: ("information",),
    Need.LINK: ("link",),
    Need.GROUND: ("ground",),
    Need.REASON: ("reason",),
    Need.RESPONSIBLE_BODY: ("responsible_body", "responsible_contact", "body_unknown"),
    Need.LAW: ("law",),
    Need.EARLIER_REPLY: ("earlier_reply", "earlier_reply_on"),
    Need.COUNTS: ("counts_period", "counts"),
    Need.BASIS: ("basis",),
}
YIELDING_GROUNDS = frozenset(ground for ground, rule in GROUND_RULES.items() if rule.strength in YIELDING)
"""Grounds that give way where a law, regulation or 规章 requires disclosure."""

_BESIDES = {
    Decision.GRANT: ("annexes",),
    Decision.PARTIAL: ("annexes", "withheld"),
    Decision.REFUSE_PUBLICATION: ("link",),
}
"""What an outcome may say besides what it must."""

_FORBIDDING = {"law": _("禁止公开的法律、行政法规，写到条款")}
_CALLED: Mapping[str, Mapping[str, Any]] = {
    Decision.DENY_LAW_FORBIDS: _FORBIDDING,
    Decision.PARTIAL: _FORBIDDING,
    Decision.REFUSE_PUBLICATION: {"link": _("可以获取该出版物的地方")},
}
"""What a field is called where it means something of its own for an outcome."""


def fields_for(decision: str, ground: str = "", heard: tuple[Heard, ...] = ()) -> frozenset[str]:
    """The fields that an outcome needs; none before it is chosen. A denial knows its ground by itself.

    What must be weighed is asked where the outcome goes against what was `heard` of the item.
    """
    if decision not in set(REPLIES):
        return frozenset()
    code = Decision(decision)
    own = RULES_OF[code].ground
    ground = own or ground
    needed = {name for need in RULES_OF[code].needs for name in FIELDS_OF.get(need, ())}
    if own is not None:
        needed.discard("ground")
    if ground == Ground.LAW_FORBIDS:
        needed.add("law")
    if ground in YIELDING_GROUNDS:
        needed.add("required_by_law")
    needed |= set(judgements(code, Answer(ground=ground, heard=heard)))
    return frozenset(needed | set(_BESIDES.get(code, ())))


def _weighing(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST, widget=widget)


class ItemsForm(HouseForm):
    """What is asked, one item a line."""

    descriptions = forms.CharField(
        label=_("申请的内容"),
        help_text=_("一行一项，每一项分别答复。已答复的项目文字不改，答复就保留。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(HouseForm):
    """The reply to one item: first its outcome, then what this outcome needs and nothing else.

    What it still lacks is told when the reply is sent to review.
    """

    decision = forms.ChoiceField(
        label=_("答复类型"),
        choices=[("", _("请选择")), *((code.value, RULES_OF[code].label) for code in REPLIES)],
    )
    ground = forms.ChoiceField(
        label=_("不予公开的依据"), choices=[("", _("请选择")), *DISCLOSURE_GROUNDS], required=False
    )
    reason = forms.CharField(
        label=_("理由"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
    information = forms.CharField(
        label=_("公开的内容"),
        help_text=_("写进答复书；获取的方式、途径按申请人所选的写。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    annexes = forms.CharField(
        label=_("附件"),
        help_text=_("随答复书提供的纸质等材料，一行写一份的名称。保存后上传的文件自动列入，不必再写。"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    withheld = forms.CharField(
        label=_("不予公开的部分"),
        help_text=_("如：名单中的身份证件号码。不填的，按所选依据写。"),
        required=False,
        max_length=500,
    )
    link = forms.CharField(label=_("已公开的确切网址或者地点"), required=False, max_length=500)
    law = forms.CharField(label=_("应当适用的法律、行政法规"), required=False, max_length=300)
    responsible_body = forms.CharField(label=_("负责公开的机关"), required=False, max_length=200)
    responsible_contact = forms.CharField(label=_("该机关的联系方式"), required=False, max_length=200)
    body_unknown = forms.BooleanField(label=_("不能确定负责公开的机关"), required=False)
    earlier_reply = forms.CharField(label=_("先前答复的文号"), required=False, max_length=100)
    earlier_reply_on = DayField(label=_("先前答复的日期"), required=False)
    counts_period = forms.CharField(
        label=_("申请的期间"),
        help_text=_("写进告知书，如：2026年1月1日至3月9日。"),
        required=False,
        max_length=100,
    )
    counts = forms.IntegerField(label=_("该申请人申请的件数"), required=False, min_value=1)
    basis = forms.CharField(label=_("其他依据"), required=False, max_length=300)
    required_by_law = forms.BooleanField(
        label=_("法律、法规、规章规定应当公开"),
        help_text=_("有这样的规定的请勾选：不能再以这一依据不予公开。"),
        required=False,
    )
    public_interest = _weighing(
        _("不公开会对公共利益造成的重大影响"),
        _("第三方不同意公开且理由合理；仍决定公开的，这段理由写进给第三方的告知书。"),
    )
    objection_answer = _weighing(
        _("不采纳第三方意见的理由"), _("第三方不同意公开但理由不合理；这段理由写进给第三方的告知书。")
    )
    weighing = _weighing(_("与共同制作机关意见不一致的理由"), _("只在内部可见；同意或者逾期未答复视为同意。"))

    def __init__(
        self, *args: Any, chosen: str, ground: str = "", heard: tuple[Heard, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"decision"} - fields_for(chosen, ground, heard):
            del self.fields[name]
        for name, label in _CALLED.get(chosen, {}).items():
            if name in self.fields:
                self.fields[name].label = label
        if chosen:
            self.fields["decision"].help_text = _("改选类型的，先保存，再填写该类型需要的内容。")

    @classmethod
    def of(cls, item: AskedItem, data: Any = None, *, heard: tuple[Heard, ...] = ()) -> "AnswerForm":
        """The form of an item, with the draft as it stands, or for the outcome that was sent."""
        prefix = f"item-{item.position}"
        chosen = item.decision if data is None else data.get(f"{prefix}-decision", "")
        ground = item.ground if data is None else data.get(f"{prefix}-ground", "")
        initial = {"decision": item.decision, "ground": item.ground, "reason": item.reason, **item.answer}
        return cls(data, initial=initial, prefix=prefix, chosen=chosen, ground=ground, heard=heard)

    def shown(self) -> list[dict[str, str]]:
        """What is drafted, field by field in words, for those who read or sign it and write nothing."""
        words = dict(DISCLOSURE_GROUNDS)
        return [
            {"label": str(field.label), "value": str(_("是") if value is True else words.get(value, value))}
            for name, field in self.fields.items()
            if name != "decision" and (value := self.initial.get(name)) not in ("", None, False)
        ]

    def given(self) -> dict[str, Any]:
        """What was typed, as the service takes it; days as ISO. A denial brings its own ground."""
        typed = dict(self.cleaned_data)
        answer = {name: typed.pop(name, None) for name in DETAILS}
        day = answer["earlier_reply_on"]
        answer["earlier_reply_on"] = day.isoformat() if day else None
        rule = RULES_OF.get(Decision(typed["decision"]))
        if rule is not None and rule.ground is not None:
            typed["ground"] = rule.ground.value
        return {**typed, "answer": answer}


class GivenForm(HouseForm):
    """A file that goes with the reply to an item."""

    title = forms.CharField(
        label=_("文件的名称"),
        help_text=_("写进答复书的附件说明，如：2025年因公出国经费决算表。"),
        max_length=LONGEST_TITLE,
    )
    file = forms.FileField(
        label=_("文件"),
        help_text=_("答复送达后，申请人凭编号和查询码在进度页下载。不能公开的内容请先遮盖。"),
    )


class SearchForm(HouseForm):
    """Where and with which words it was looked for."""

    item = forms.ModelChoiceField(
        AskedItem.objects.none(), label=_("针对哪一项"), empty_label=_("全部"), required=False
    )
    place = forms.CharField(
        label=_("检索范围"), help_text=_("例如公文系统、档案室、业务处室。"), max_length=300
    )
    words = forms.CharField(label=_("检索方式和用词"), max_length=300)
    result = forms.CharField(label=_("检索结果"), widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda row: f"{row.position}. {row.description[:40]}"
