"""What a clerk copies from a request that came over the counter, by post, fax or e-mail.

Nothing but channel, type and days is demanded: what the application lacks is a matter of the correction.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.forms import HouseForm
from mingchuang.base.design.widgets import DayField
from mingchuang.disclosure.requests.services.application import LONGEST
from mingchuang.disclosure.requests.services.filing import Arrival
from mingchuang.disclosure.requests.services.uploading import ACCEPTED, ACCEPTED_TYPES
from mingchuang.rules.requests.application import (
    APPLICANT_TYPE_LABELS,
    IDENTITY_LABELS,
    ROUTE_LABELS,
    WAY_LABELS,
)
from mingchuang.rules.requests.receiving import CHANNEL_LABELS, Channel

_CHOOSE: tuple[str, Any] = ("", _("请选择"))


def _text(name: str, label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST[name])


def _choice(label: Any, labels: Any, *, required: bool = False) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[_CHOOSE, *labels.items()], required=required)


class RegisterForm(HouseForm):
    """One request on paper, by fax or by e-mail."""

    channel = _choice(
        _("提交渠道"),
        {code: label for code, label in CHANNEL_LABELS.items() if code is not Channel.ONLINE},
        required=True,
    )
    submitted_on = DayField(
        label=_("提交日期"), help_text=_("当面提交的填当天；邮寄的填寄出日期。"), required=False
    )
    arrived_on = DayField(
        label=_("到达日期"), help_text=_("签收或者收到的日期；当面提交的不填。"), required=False
    )
    confirmed_on = DayField(
        label=_("与申请人确认的日期"),
        help_text=_("平常信函、传真、电子邮件从这一天起算；还没有确认的不填，确认后再登记。"),
        required=False,
    )
    applicant_type = _choice(_("申请人类型"), APPLICANT_TYPE_LABELS, required=True)
    name = _text("name", _("姓名或者名称"))
    identity = _choice(_("证件类型"), IDENTITY_LABELS)
    id_number = _text("id_number", _("证件号码"))
    contact_person = _text("contact_person", _("联系人姓名"))
    phone = _text("phone", _("电话"))
    email = _text("email", _("电子邮箱"))
    address = _text("address", _("通信地址"))
    by_agent = forms.BooleanField(label=_("由代理人提交"), required=False)
    agent_name = _text("agent_name", _("代理人姓名"))
    document_name = _text("document_name", _("信息的名称"))
    document_number = _text("document_number", _("文号"))
    features = forms.CharField(
        label=_("便于查询的其他特征"),
        required=False,
        max_length=LONGEST["features"],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    way = _choice(_("获取信息的方式"), WAY_LABELS)
    route = _choice(_("获取信息的途径"), ROUTE_LABELS)
    scan = forms.FileField(
        label=_("来件扫描件"),
        help_text=_("%(kinds)s，连同身份证明一起扫描；加密保存。") % {"kinds": ACCEPTED},
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED_TYPES}),
    )
    receipt = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)
    """The mark of one filled-in form: sent twice, it registers one request."""
    filled_by_staff = forms.BooleanField(label=_("申请人口头提出，由工作人员代为填写"), required=False)
    needs_help = forms.BooleanField(label=_("存在阅读困难或者视听障碍，需要帮助"), required=False)

    def arrival(self) -> Arrival:
        """How and when it came."""
        days = {name: self.cleaned_data[name] for name in ("submitted_on", "arrived_on", "confirmed_on")}
        return Arrival(Channel(self.cleaned_data["channel"]), **days)
