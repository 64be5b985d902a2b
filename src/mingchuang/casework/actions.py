"""The acts a case page offers: which event, which form, which service, in which words.

Each kind lists its own; those that fit any kind stand here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.casework import registry, services
from mingchuang.casework.forms import AssignForm, DivisionPeriodForm, ForwardForm, ReasonForm
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import may_handle
from mingchuang.rules.cases import CaseEventCode as E

Label = str | Promise


def _always(_person: User, _case: Case, _today: date) -> bool:
    return True


def _is_anothers(person: User, case: Case, _today: date) -> bool:
    return case.assignee_id != person.pk


def _is_in_a_division(_person: User, case: Case, _today: date) -> bool:
    return case.division_id is not None


@dataclass(frozen=True)
class Action:
    """One act. `variant` is the look of its button; `done` is said once it has happened.

    `may` says whether a person is offered it; the service decides again. `fits` says whether there is
    anything to do by it today; it hides an act from the page and refuses nothing. `files` says that its form
    takes uploads.
    """

    slug: str
    event: str
    label: Label
    done: Label
    service: Callable[..., Case]
    form: Callable[..., forms.Form] | None = None
    needs_case: bool = False
    variant: str = "secondary"
    may: Callable[[User, Case], bool] = may_handle
    fits: Callable[[User, Case, date], bool] = _always
    files: bool = False

    @property
    def asks(self) -> bool:
        """Whether the act has a form; templates cannot ask for the form itself, for they would call it."""
        return self.form is not None

    def make_form(self, case: Case, data: Any = None, files: Any = None) -> forms.Form | None:
        """The act's form, bound to what was sent where given; None when the act asks nothing."""
        if self.form is None:
            return None
        extra: dict[str, Any] = {"case": case} if self.needs_case else {}
        if self.files:
            extra["files"] = files
        return self.form(data, prefix=self.slug, **extra)


def because(hint: Label) -> Callable[..., forms.Form]:
    """A form for a reason, with a word on who reads it."""

    def make(*args: Any, **kwargs: Any) -> forms.Form:
        return ReasonForm(*args, hint=str(hint), **kwargs)

    return make


INSIDE = _("只在内部可见。")
TOLD = _("来件人凭编号和查询码可以看到这段文字。不要写个人信息。")

TAKE_ON = Action(
    "take-on",
    E.TAKEN_ON,
    _("接办"),
    _("已接办，请在期限前答复"),
    services.take_on,
    variant="primary",
    fits=_is_anothers,
)
ADMIT = Action("admit", E.ADMITTED, _("核对通过"), _("已转入待接办"), services.admit, variant="primary")
ASSIGN = Action(
    "assign",
    E.ASSIGNED,
    _("指定经办人"),
    _("已指定经办人并通知本人"),
    services.assign,
    AssignForm,
    needs_case=True,
)
FORWARD = Action(
    "forward",
    E.FORWARDED,
    _("转办其他处室"),
    _("已转办并通知该处室"),
    services.forward,
    ForwardForm,
    needs_case=True,
)
DIVISION_PERIOD = Action(
    "division-period",
    E.DIVISION_PERIOD_SET,
    _("调整承办期限"),
    _("已调整承办期限"),
    services.set_division_period,
    DivisionPeriodForm,
    fits=_is_in_a_division,
)
DISCARD = Action(
    "discard",
    E.DISCARDED,
    _("作为无关来件办结"),
    _("已办结"),
    services.discard,
    because(INSIDE),
    variant="danger",
)
REOPEN = Action(
    "reopen",
    E.REOPENED,
    _("重新办理"),
    _("已重新办理，期限从今天起重新计算"),
    services.reopen,
    because(INSIDE),
)


COMMENT = Action("comment", E.COMMENTED, _("写内部意见"), _("已记下"), services.comment, because(INSIDE))


def offered(case: Case, reader: User, today: date) -> list[Action]:
    """The acts the case's state allows, there is reason for today, and the reader may carry out, in order."""
    kind = registry.find(case.kind)
    events = set(kind.table.offered(case.state))
    return [
        action
        for action in kind.actions
        if action.event in events and action.may(reader, case) and action.fits(reader, case, today)
    ]


def find(case: Case, slug: str) -> Action | None:
    """The act of the case's kind with that slug, whatever its state."""
    return next((action for action in registry.find(case.kind).actions if action.slug == slug), None)
