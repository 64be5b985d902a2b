"""The acts a case page offers: which event, which form, which service, in which words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingchuang.casework import registry, services
from mingchuang.casework.forms import AssignForm, ForwardForm, ReasonForm, ReplyForm
from mingchuang.casework.models import Case
from mingchuang.rules.cases import CaseEventCode as E

Label = str | Promise


@dataclass(frozen=True)
class Action:
    """One act. `variant` is the look of its button; `done` is said once it has happened."""

    slug: str
    event: E
    label: Label
    done: Label
    service: Callable[..., Case]
    form: Callable[..., forms.Form] | None = None
    needs_case: bool = False
    variant: str = "secondary"

    def make_form(self, case: Case, data: Any = None) -> forms.Form | None:
        """The act's form, bound to `data` where given; None when the act asks nothing."""
        if self.form is None:
            return None
        extra: dict[str, Any] = {"case": case} if self.needs_case else {}
        return self.form(data, prefix=self.slug, **extra)


def _reason(hint: Label) -> Callable[..., forms.Form]:
    def make(*args: Any, **kwargs: Any) -> forms.Form:
        return ReasonForm(*args, hint=str(hint), **kwargs)

    return make


_INSIDE = _reason(_("只在内部可见。"))
_TOLD = _reason(_("来件人凭编号和查询码可以看到这段文字。不要写个人信息。"))

ACTIONS: Mapping[str, Action] = {
    action.slug: action
    for action in (
        Action(
            "take-on", E.TAKEN_ON, _("接办"), _("已接办，请在期限前答复"), services.take_on, variant="primary"
        ),
        Action("admit", E.ADMITTED, _("核对通过"), _("已转入待接办"), services.admit, variant="primary"),
        Action(
            "answer",
            E.ANSWERED,
            _("答复"),
            _("已答复，来件人现在可以看到"),
            services.answer,
            ReplyForm,
            variant="primary",
        ),
        Action(
            "close",
            E.CLOSED,
            _("按“不属于错误”办结"),
            _("已办结，来件人现在可以看到理由"),
            services.close,
            _TOLD,
        ),
        Action(
            "assign",
            E.ASSIGNED,
            _("指定经办人"),
            _("已指定经办人并通知本人"),
            services.assign,
            AssignForm,
            needs_case=True,
        ),
        Action(
            "forward",
            E.FORWARDED,
            _("转办其他处室"),
            _("已转办并通知该处室"),
            services.forward,
            ForwardForm,
            needs_case=True,
        ),
        Action(
            "discard",
            E.DISCARDED,
            _("作为无关来件办结"),
            _("已办结"),
            services.discard,
            _INSIDE,
            variant="danger",
        ),
        Action(
            "reopen",
            E.REOPENED,
            _("重新办理"),
            _("已重新办理，期限从今天起重新计算"),
            services.reopen,
            _INSIDE,
        ),
    )
}


def offered(case: Case) -> list[Action]:
    """The acts the case's state allows, in the order of the page."""
    events = set(registry.find(case.kind).table.offered(case.state))
    return [action for action in ACTIONS.values() if action.event in events]
