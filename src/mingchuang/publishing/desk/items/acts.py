"""What can be done with an item: a table of acts that the record page offers and the act page carries out.

Each row names its permission, when it makes sense, what will happen, what it asks, and the one service
that does it. The service checks everything again and has the last word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.publishing.desk.items import act_forms
from mingchuang.publishing.desk.items.situation import Situation
from mingchuang.publishing.models import Item, ItemState
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.services import drafts, submission, validity, withdrawal
from mingchuang.publishing.stages import Stage
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Permission

ONCE = "desk:"
"""Prefix of source keys that make a double click on the desk lead to one item."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for an act, on what, with what was typed, when."""

    user: User
    situation: Situation
    clean: dict[str, Any]
    form: Any
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `run` returns the item to go to and raises Refused with every reason.

    `was_done` tells by how the item stands that the act was done already, by a click before this one or by
    somebody else; `already` says so.
    """

    slug: str
    label: Any
    button: Any
    permission: Permission
    offered: Callable[[Situation], bool]
    consequences: Callable[[Situation], list[str]]
    run: Callable[[Asked], Item]
    done: Any
    form: type[BaseForm] = act_forms.NothingForm
    danger: bool = False
    asks_password: bool = False
    to_editor: bool = False
    was_done: Callable[[Situation], bool] = lambda s: False
    already: Any = ""


def _waiting(asked: Asked) -> int:
    if asked.situation.waiting is None:
        raise Refused.because("version_state", _("没有正在审核或等待发布的版本，可能刚被退回或者发布"))
    return asked.situation.waiting.pk


def _recall(asked: Asked) -> Item:
    submission.recall(asked.user, _waiting(asked), reason=asked.clean["reason"], now=asked.now)
    return asked.situation.item


def _correct(asked: Asked) -> Item:
    drafts.start_correction(asked.user, asked.situation.item.pk, now=asked.now)
    return asked.situation.item


def _discard_changes(asked: Asked) -> Item:
    drafts.discard_changes(asked.user, asked.situation.draft.pk, now=asked.now)
    return asked.situation.item


def _copy(asked: Asked) -> Item:
    once = asked.clean.get("once")
    key = f"{ONCE}{once}" if once else None
    made = writing.made_once(asked.user, key) if key else None
    if made is not None:
        return made
    division = asked.form.chosen_division
    return drafts.copy_item(asked.user, asked.situation.item.pk, division, now=asked.now, source_key=key)


def _discard(asked: Asked) -> Item:
    return drafts.discard_item(
        asked.user, asked.situation.item.pk, reason=asked.clean["reason"], now=asked.now
    )


def _withdraw(asked: Asked) -> Item:
    return withdrawal.withdraw(
        asked.user,
        asked.situation.item.pk,
        reason=asked.clean["reason"],
        public_note=asked.clean["public_note"],
        now=asked.now,
    )


def _validity(asked: Asked) -> Item:
    clean = asked.clean
    validity.record_validity(
        asked.user,
        asked.situation.item.pk,
        clean["kind"],
        clean["on"],
        clean["basis"],
        until=clean["until"],
        now=asked.now,
        today=asked.today,
    )
    return asked.situation.item


def _recalled(situation: Situation) -> list[str]:
    number = situation.waiting.number if situation.waiting else ""
    return [
        _("第%(number)s版停止审核，不会发布。") % {"number": number},
        _("已经作出的审核意见留作记录；修改后要重新送审，各关重新审核。"),
        _("稿件重新可以编辑。"),
    ]


def _withdrawn(situation: Situation) -> list[str]:
    return [
        _("公众立即看不到这条信息：列表、搜索、正文、附件和各语种的译文都会撤下。"),
        _("索引号 %(number)s 的网址保留，显示撤下说明。") % {"number": situation.item.index_number or ""},
        _("索引号不会再用于别的信息；以后可以更正后重新审核发布。"),
    ]


ACTS: tuple[Act, ...] = (
    Act(
        "recall",
        gettext_lazy("撤回修改"),
        gettext_lazy("撤回这一版"),
        Permission.SUBMIT_ITEM,
        lambda s: s.waiting is not None,
        _recalled,
        _recall,
        gettext_lazy("已撤回，可以修改了。"),
        form=act_forms.RecallForm,
        to_editor=True,
        was_done=lambda s: writing.was_recalled(s.draft),
        already=gettext_lazy("这一版先前已经撤回，这次没有重复办理；稿件可以修改。"),
    ),
    Act(
        "correct",
        gettext_lazy("发起更正"),
        gettext_lazy("开始更正"),
        Permission.DRAFT_ITEM,
        lambda s: s.stage == Stage.SETTLED and s.item.state in (ItemState.PUBLISHED, ItemState.WITHDRAWN),
        lambda s: [
            _("以公众看到的版本为底稿打开一份新稿；更正发布前，公众看到的不变。"),
            _("更正稿要写明更正说明，并重新通过各关审核。"),
        ],
        _correct,
        gettext_lazy("已打开更正稿。"),
        to_editor=True,
    ),
    Act(
        "discard-changes",
        gettext_lazy("放弃更正"),
        gettext_lazy("放弃这次更正"),
        Permission.DRAFT_ITEM,
        lambda s: s.draft.edition.released_version_id is not None and not s.draft.locked,
        lambda s: [
            _("稿件回到公众看到的版本并关闭；公众看到的不变。"),
            _("这次写的内容留在修改记录中，以后可以找回。"),
        ],
        _discard_changes,
        gettext_lazy("已放弃更正，写过的内容在修改记录中。"),
        danger=True,
        was_done=lambda s: writing.is_only_public(s.draft, s.waiting),
        already=gettext_lazy("现在没有打开的更正稿，没有需要放弃的；公众看到的不变。"),
    ),
    Act(
        "validity",
        gettext_lazy("登记效力变动"),
        gettext_lazy("登记效力变动"),
        Permission.RECORD_VALIDITY,
        lambda s: s.item.state == ItemState.PUBLISHED,
        lambda s: [
            _("页面标题上方和列表会按日期显示新的效力；原文仍可查阅。"),
            _("登记后不能删除，只能用新的登记改变效力。"),
        ],
        _validity,
        gettext_lazy("已登记效力变动。"),
        form=act_forms.ValidityForm,
    ),
    Act(
        "copy",
        gettext_lazy("复制为新信息"),
        gettext_lazy("复制"),
        Permission.DRAFT_ITEM,
        lambda s: True,
        lambda s: [
            _("新建一条草稿，内容和附件与本条相同。"),
            _("发文字号、审核结论、索引号不复制。"),
        ],
        _copy,
        gettext_lazy("已复制，这是新的草稿。"),
        form=act_forms.CopyForm,
        to_editor=True,
    ),
    Act(
        "discard",
        gettext_lazy("废弃"),
        gettext_lazy("废弃这条信息"),
        Permission.DRAFT_ITEM,
        lambda s: s.item.state == ItemState.NEW and s.waiting is None,
        lambda s: [
            _("这条信息不再办理，公开期限停止计算。"),
            _("草稿、版本和修改记录保留，可以复制为新信息。"),
        ],
        _discard,
        gettext_lazy("已废弃。"),
        form=act_forms.DiscardForm,
        danger=True,
        was_done=lambda s: s.item.state == ItemState.DISCARDED,
        already=gettext_lazy("这条信息先前已经废弃，这次没有重复办理；废弃原因以先前填写的为准。"),
    ),
    Act(
        "withdraw",
        gettext_lazy("撤下"),
        gettext_lazy("立即撤下"),
        Permission.WITHDRAW_ITEM,
        lambda s: s.item.state == ItemState.PUBLISHED,
        _withdrawn,
        _withdraw,
        gettext_lazy("公众已经看不到这条信息；各主机确认后显示“已撤下”。"),
        form=act_forms.WithdrawForm,
        danger=True,
        asks_password=True,
        was_done=lambda s: s.item.state in (ItemState.WITHDRAWING, ItemState.WITHDRAWN),
        already=gettext_lazy("这条信息先前已经撤下，这次没有重复办理；原因和撤下说明以先前填写的为准。"),
    ),
)
BY_SLUG: dict[str, Act] = {act.slug: act for act in ACTS}


def offered_to(user: User, situation: Situation) -> list[Act]:
    """Acts this person may do with the item now."""
    division = situation.item.division
    return [act for act in ACTS if may(user, act.permission, division) and act.offered(situation)]
