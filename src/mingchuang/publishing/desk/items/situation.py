"""Where an item stands for the person who looks at it: draft, version, stage, clock, next act and who."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import holders, people_with
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design import dates
from mingchuang.base.localtime import local_day
from mingchuang.publishing.models import Draft, Item, ItemState, Version
from mingchuang.publishing.selectors import writing
from mingchuang.publishing.selectors.editions import WAITING
from mingchuang.publishing.selectors.gates import gates_of
from mingchuang.publishing.services.review import editors_of
from mingchuang.publishing.stages import ITEM_STATUS_KINDS, STATUS_KINDS, Stage
from mingchuang.rules import clocks
from mingchuang.rules.gates import GATE_LABELS, Gate, reviewer_permission
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import CoverageError

NAMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Situation:
    """An item as its record page and its acts see it."""

    item: Item
    draft: Draft
    waiting: Version | None
    stage: Stage

    @property
    def stage_kind(self) -> str:
        return STATUS_KINDS[self.stage]

    @property
    def state_kind(self) -> str:
        return ITEM_STATUS_KINDS[self.item.state]


def situation_of(item: Item) -> Situation:
    """Read everything the record and the acts need about where an item stands."""
    staged: Any = item
    return Situation(item, writing.draft_of(item), writing.waiting_version(item), Stage(staged.stage))


def situation_among(item: Item, draft: Draft, versions: Iterable[Version]) -> Situation:
    """The same where the draft and the versions, newest first, were read already."""
    staged: Any = item
    waiting = next((version for version in versions if version.state in WAITING), None)
    return Situation(item, draft, waiting, Stage(staged.stage))


@dataclass(frozen=True, slots=True)
class PublicationClock:
    """C1 as the page shows it; `note` says why there is none."""

    deadline: clocks.Deadline | None
    standing: clocks.Standing | None
    note: str = ""


def publication_clock(situation: Situation, today: date) -> PublicationClock:
    """The twenty working days from formation to publication, with the day-by-day trace."""
    item = situation.item
    released = situation.draft.edition.released_version
    formed_on = (released or situation.draft).formed_on
    if item.original_published_on is not None:
        return PublicationClock(None, None, _("由旧站迁移，原发布日期见下，公开期限不评估。"))
    if item.state == ItemState.DISCARDED:
        return PublicationClock(None, None, _("已废弃，不再计算。"))
    if formed_on is None:
        return PublicationClock(None, None, _("填写成文日期后开始计算。"))
    calendar = current_calendar()
    try:
        deadline = clocks.active_publication(formed_on, calendar)
    except CoverageError:
        return PublicationClock(None, None, _("超出已公布的放假安排，放假通知录入后计算。"))
    done_on = local_day(item.first_released_at) if item.first_released_at else None
    return PublicationClock(deadline, clocks.standing(deadline, today, calendar, done_on=done_on))


@dataclass(frozen=True, slots=True)
class NextAct:
    """What has to happen next, and who can do it."""

    what: str
    who: str = ""


def next_acts(situation: Situation) -> list[NextAct]:
    """The next acts on an item with the people who may do them."""
    version, stage = situation.waiting, situation.stage
    if stage == Stage.IN_REVIEW and version is not None:
        return _gate_acts(version)
    if stage == Stage.CLEARED:
        return [NextAct(_("发布"), _names(people_with(Permission.RELEASE_ITEM)))]
    if stage == Stage.SCHEDULED and version is not None and version.scheduled_for:
        moment = dates.published(version.scheduled_for)
        return [NextAct(_("%(moment)s自动发布") % {"moment": moment}, _("系统"))]
    if stage in (Stage.WRITING, Stage.RETURNED, Stage.CORRECTING):
        what = _("按审核意见修改后重新送审") if stage == Stage.RETURNED else _("写完后送审")
        return [NextAct(what, _writers(situation.draft))]
    if situation.item.state == ItemState.WITHDRAWING:
        return [NextAct(_("各服务主机确认已停止显示"), _("系统"))]
    return []


def _gate_acts(version: Version) -> list[NextAct]:
    unsigned = {row.gate for row in gates_of(version) if row.passed is None}
    gates = [gate for gate in Gate if gate.value in unsigned]
    people = holders([reviewer_permission(gate) for gate in gates], language=version.edition.language)
    editors = editors_of(version)
    acts: list[NextAct] = []
    for gate in gates:
        who = _names(person for person in people[reviewer_permission(gate)] if person.pk not in editors)
        label = GATE_LABELS[gate]
        what = label if label.endswith(_("审查")) else _("%(gate)s审核") % {"gate": label}
        acts.append(NextAct(what, who))
    return acts


def _writers(draft: Draft) -> str:
    people = {row.user for row in draft.editors.select_related("user")} | {draft.updated_by}
    return _names(sorted(people, key=lambda person: person.pk))


def _names(people: Iterable[User]) -> str:
    names = [person.display_name for person in people]
    if not names:
        return _("没有可以办理的人，请联系系统管理员")
    shown = "、".join(names[:NAMES_SHOWN])
    return (
        shown
        if len(names) <= NAMES_SHOWN
        else _("%(names)s等%(count)s人")
        % {
            "names": shown,
            "count": len(names),
        }
    )
