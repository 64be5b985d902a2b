"""The counts of the first screen; each leads to the list behind it, and only one's own are shown."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import Permissions
from mingchuang.casework import selectors as cases
from mingchuang.publishing.selectors import desk, editions
from mingchuang.publishing.selectors.rereading import open_released_findings
from mingchuang.rules.clocks import DUE_SOON_WORKDAYS
from mingchuang.rules.gates import Gate, reviewer_permission
from mingchuang.rules.roles import Permission
from mingchuang.rules.workdays import CoverageError, WorkCalendar


@dataclass(frozen=True, slots=True)
class Tile:
    """One count with its list; `kind` colours it when the count is not zero."""

    label: str
    count: int
    href: str
    kind: str
    note: str = ""


def tiles_for(
    user: User, held: Permissions, waiting: int, *, today: date, calendar: WorkCalendar
) -> list[Tile]:
    """Every count this person can act on, the pressing ones first; `waiting` texts wait for their reading."""
    return [
        *_writing(user, held, today, calendar),
        *_reviewing(held, waiting),
        *_releasing(user, held),
        *_translating(user, held),
        *_arrivals(user, held, today, calendar),
    ]


def _tile(label: str, count: int, href: str, kind: str, note: str = "") -> Tile:
    return Tile(label, count, href, kind if count else "done", note)


def _writing(user: User, held: Permissions, today: date, calendar: WorkCalendar) -> list[Tile]:
    if not held.allow(Permission.READ_WORK):
        return []
    items = reverse("publishing_items:list")
    late = desk.late_items(user, today).count()
    tiles = [_tile(_("超过公开期限"), late, f"{items}?late=on", "overdue")]
    try:
        soon = desk.due_items(user, today, calendar.add(today, DUE_SOON_WORKDAYS)).count()
        tiles.append(_tile(_("三个工作日内到期"), soon, f"{items}?state=new&sort=due", "soon"))
    except CoverageError:
        pass
    if held.allow(Permission.DRAFT_ITEM):
        returned = desk.returned_to(user).count()
        tiles.append(_tile(_("退回我修改"), returned, f"{items}?stage=returned", "soon"))
        copies = desk.unmerged_copies(user).count()
        if copies:
            tiles.append(_tile(_("等待合并的内容"), copies, f"{items}?mine=on", "soon"))
    return tiles


def _reviewing(held: Permissions, waiting: int) -> list[Tile]:
    if not any(held.allow(reviewer_permission(gate)) for gate in Gate):
        return []
    return [_tile(_("待我审核"), waiting, reverse("publishing_reviewing:queue"), "running")]


def _releasing(user: User, held: Permissions) -> list[Tile]:
    if not held.allow(Permission.RELEASE_ITEM):
        return []
    ready = desk.ready_to_release(user).count()
    findings = desk.open_findings(user).count()
    tiles = [_tile(_("待发布"), ready, reverse("publishing_releasing:queue"), "running")]
    if findings:
        tiles.append(
            _tile(
                _("未处理的检查发现"), findings, reverse("publishing_items:list") + "?stage=in_review", "soon"
            )
        )
    again = open_released_findings(user).count()
    if again:
        tiles.append(_tile(_("已公开信息需核对"), again, reverse("publishing_rereading:list"), "overdue"))
    return tiles


def _translating(user: User, held: Permissions) -> list[Tile]:
    """What waits for translation, and what is public in a language but behind its Chinese text."""
    table = reverse("publishing_editions:table")
    visible = editions.editions_visible_to(user)
    tiles: list[Tile] = []
    if held.allow(Permission.TRANSLATE_EDITION):
        mine = editions.unfinished().filter(pk__in=visible, translator=user).count()
        tiles.append(_tile(_("待翻译"), mine, reverse("publishing_editions:mine"), "running"))
    if held.allow(Permission.TRANSLATE_EDITION) or held.allow(Permission.READ_WORK):
        behind = editions.behind(visible).count()
        tiles.append(_tile(_("译文落后"), behind, f"{table}?standing=stale", "overdue"))
    return tiles


def _arrivals(user: User, held: Permissions, today: date, calendar: WorkCalendar) -> list[Tile]:
    if not held.allow(Permission.READ_CASE):
        return []
    worklist = reverse("casework:worklist")
    counts = cases.counts(user, today=today, calendar=calendar)
    return [
        _tile(_("没有人打开的来件"), counts["unopened"], f"{worklist}?scope=unassigned&state=open", "soon"),
        _tile(_("超期的来件"), counts["overdue"], f"{worklist}?due=overdue&state=open", "overdue"),
    ]
