"""What can be done with a translation: the same kind of table as for items, each row one service."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.publishing.authorship import may_write
from mingchuang.publishing.desk.editions.forms import TranslatorForm, WithdrawEditionForm
from mingchuang.publishing.desk.items import act_forms
from mingchuang.publishing.models import Draft, Edition, Version, VersionState
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.selectors.editions import is_public, withdrawal_of
from mingchuang.publishing.services import drafts, submission
from mingchuang.publishing.services.editions import starting, withdrawing
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

_WAITING = (VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Situation:
    """A translation as its page and its acts see it."""

    edition: Edition
    draft: Draft
    waiting: Version | None
    public: bool


def situation_of(edition: Edition) -> Situation:
    """Read what the page and the acts need about where a translation stands."""
    waiting = edition.versions.filter(state__in=_WAITING).order_by("-number").first()
    public = is_public(edition.item, edition.language)
    return Situation(edition, edition.draft, waiting, public)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for an act, on what, with what was typed, when."""

    user: User
    situation: Situation
    form: Any
    now: datetime

    @property
    def clean(self) -> dict[str, Any]:
        return self.form.cleaned_data


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `run` raises Refused with every reason; `allowed` says who may.

    `was_done` tells that it was done already, by a click before this one or by somebody else; `already`
    says so.
    """

    slug: str
    label: Any
    button: Any
    allowed: Callable[[User, Edition], bool]
    offered: Callable[[Situation], bool]
    consequences: Callable[[Situation], list[str]]
    run: Callable[[Asked], Any]
    done: Any
    form: Any = act_forms.NothingForm
    danger: bool = False
    asks_password: bool = False
    to_editor: bool = False
    was_done: Callable[[Situation], bool] = lambda s: False
    already: Any = ""


def _was_withdrawn(situation: Situation) -> bool:
    return not situation.public and withdrawal_of(situation.edition) is not None


def _recall(asked: Asked) -> None:
    if asked.situation.waiting is None:
        raise Refused.because("version_state", _("没有正在审核或等待发布的版本，可能刚被退回或者发布"))
    submission.recall(asked.user, asked.situation.waiting.pk, reason=asked.clean["reason"], now=asked.now)


def _update(asked: Asked) -> None:
    edition = asked.situation.edition
    drafts.start_correction(asked.user, edition.item_id, now=asked.now, language=edition.language)


def _discard(asked: Asked) -> None:
    drafts.discard_changes(asked.user, asked.situation.draft.pk, now=asked.now)


def _assign(asked: Asked) -> None:
    starting.assign_translator(asked.user, asked.situation.edition.pk, asked.form.person, now=asked.now)


def _withdraw(asked: Asked) -> None:
    withdrawing.withdraw_edition(
        asked.user,
        asked.situation.edition.pk,
        reason=asked.clean["reason"],
        public_note=asked.clean["public_note"],
        now=asked.now,
    )


def _may_assign(user: User, edition: Edition) -> bool:
    return starting.may_ask_for(user, edition.item, edition.language)


def _may_withdraw(user: User, edition: Edition) -> bool:
    return may(user, Permission.WITHDRAW_ITEM, edition.item.division)


ACTS: tuple[Act, ...] = (
    Act(
        "recall",
        gettext_lazy("撤回修改"),
        gettext_lazy("撤回这一版"),
        may_write,
        lambda s: s.waiting is not None,
        lambda s: [
            _("这一版停止审核，不会发布；译文重新可以编辑。"),
            _("已经作出的审核意见留作记录；修改后各关重新审核。"),
        ],
        _recall,
        gettext_lazy("已撤回，可以修改了。"),
        form=act_forms.RecallForm,
        to_editor=True,
        was_done=lambda s: writing.was_recalled(s.draft),
        already=gettext_lazy("这一版先前已经撤回，这次没有重复办理；译文可以修改。"),
    ),
    Act(
        "update",
        gettext_lazy("更新译文"),
        gettext_lazy("开始更新"),
        may_write,
        lambda s: s.draft.locked and s.waiting is None and s.edition.released_version_id is not None,
        lambda s: [
            _("以读者看到的译文为底稿打开一份新稿；新译文发布前，读者看到的不变。"),
            _("要写明更新说明，并重新通过各关审核。"),
        ],
        _update,
        gettext_lazy("已打开译文。"),
        to_editor=True,
    ),
    Act(
        "discard-changes",
        gettext_lazy("放弃更新"),
        gettext_lazy("放弃这次更新"),
        may_write,
        lambda s: not s.draft.locked and s.edition.released_version_id is not None,
        lambda s: [
            _("稿件回到发布过的译文并关闭；读者看到的不变。"),
            _("这次写的内容留在修改记录中，以后可以找回。"),
        ],
        _discard,
        gettext_lazy("已放弃更新，写过的内容在修改记录中。"),
        danger=True,
        was_done=lambda s: writing.is_only_public(s.draft, s.waiting),
        already=gettext_lazy("现在没有打开的新译文，没有需要放弃的；读者看到的不变。"),
    ),
    Act(
        "assign",
        gettext_lazy("改派翻译"),
        gettext_lazy("改派"),
        _may_assign,
        lambda s: True,
        lambda s: [_("新的翻译会收到消息；写过这份译文的人仍然不能审核它。")],
        _assign,
        gettext_lazy("已改派。"),
        form=TranslatorForm,
    ),
    Act(
        "withdraw",
        gettext_lazy("撤下这个语种"),
        gettext_lazy("立即撤下"),
        _may_withdraw,
        lambda s: s.public,
        lambda s: [
            _("读者立即看不到这个语种的页面；中文版和其他语种不受影响。"),
            _("原网址显示撤下说明，并指向中文版。"),
        ],
        _withdraw,
        gettext_lazy("公众已经看不到这个语种；各主机确认后显示“已撤下”。"),
        form=WithdrawEditionForm,
        danger=True,
        asks_password=True,
        was_done=_was_withdrawn,
        already=gettext_lazy("这个语种先前已经撤下，这次没有重复办理；原因和撤下说明以先前填写的为准。"),
    ),
)
BY_SLUG: dict[str, Act] = {act.slug: act for act in ACTS}


def offered_to(user: User, situation: Situation) -> list[Act]:
    """Acts this person may do with the translation now."""
    return [act for act in ACTS if act.offered(situation) and act.allowed(user, situation.edition)]
