"""The counts of the first screen; each leads to the list behind it, and only one's own are shown."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.selectors import Permissions
from mingchuang.base.counting import counted
from mingchuang.casework import selectors as cases
from mingchuang.disclosure.annual_report import deadlines
from mingchuang.disclosure.requests.services import helping, retaining, suggesting, telling
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


@dataclass(frozen=True, slots=True)
class _Asked:
    """A tile whose count is still to be asked for, or known; some show only when there is something.

    `exactly` counts where that takes more than one query can say; it is asked only where `rows` has any.
    """

    label: str
    rows: QuerySet[Any] | int
    href: str
    kind: str
    always: bool = True
    exactly: Callable[[], int] | None = None


def tiles_for(
    user: User, held: Permissions, waiting: int, *, today: date, calendar: WorkCalendar
) -> list[Tile]:
    """Every count this person can act on, the pressing ones first; `waiting` texts wait for their reading.

    All are counted in one query.
    """
    wanted = [
        *_writing(user, held, today, calendar),
        *_reviewing(held, waiting),
        *_releasing(user, held),
        *_translating(user, held),
        *_arrivals(user, held, today),
        *_reports(user, held, today),
    ]
    queries = {f"tile{n}": row.rows for n, row in enumerate(wanted) if isinstance(row.rows, QuerySet)}
    counts = counted(User.objects.filter(pk=user.pk), queries)
    tiles: list[Tile] = []
    for n, row in enumerate(wanted):
        count = row.rows if isinstance(row.rows, int) else counts[f"tile{n}"]
        if count and row.exactly:
            count = row.exactly()
        if count or row.always:
            tiles.append(Tile(row.label, count, row.href, row.kind if count else "done"))
    return tiles


def _writing(user: User, held: Permissions, today: date, calendar: WorkCalendar) -> Iterator[_Asked]:
    if not held.allow(Permission.READ_WORK):
        return
    items = reverse("publishing_items:list")
    yield _Asked(_("超过公开期限"), desk.late_items(user, today), f"{items}?late=on", "overdue")
    try:
        until = calendar.add(today, DUE_SOON_WORKDAYS)
    except CoverageError:
        pass
    else:
        soon = desk.due_items(user, today, until)
        yield _Asked(_("三个工作日内到期"), soon, f"{items}?state=new&sort=due", "soon")
    if held.allow(Permission.DRAFT_ITEM):
        yield _Asked(_("退回我修改"), desk.returned_to(user), f"{items}?stage=returned", "soon")
        copies = desk.unmerged_copies(user)
        yield _Asked(_("等待合并的内容"), copies, f"{items}?mine=on", "soon", always=False)


def _reviewing(held: Permissions, waiting: int) -> Iterator[_Asked]:
    if any(held.allow(reviewer_permission(gate)) for gate in Gate):
        yield _Asked(_("待我审核"), waiting, reverse("publishing_reviewing:queue"), "running")


def _releasing(user: User, held: Permissions) -> Iterator[_Asked]:
    if not held.allow(Permission.RELEASE_ITEM):
        return
    yield _Asked(_("待发布"), desk.ready_to_release(user), reverse("publishing_releasing:queue"), "running")
    in_review = reverse("publishing_items:list") + "?stage=in_review"
    yield _Asked(_("未处理的检查发现"), desk.open_findings(user), in_review, "soon", always=False)
    again = open_released_findings(user)
    reread = reverse("publishing_rereading:list")
    yield _Asked(_("已公开信息需核对"), again, reread, "overdue", always=False)


def _translating(user: User, held: Permissions) -> Iterator[_Asked]:
    """What waits for translation, and what is public in a language but behind its Chinese text."""
    table = reverse("publishing_editions:table")
    if held.allow(Permission.TRANSLATE_EDITION):
        mine = editions.seen_by(user, editions.unfinished().filter(translator=user))
        yield _Asked(_("待翻译"), mine, reverse("publishing_editions:mine"), "running")
    if held.allow(Permission.TRANSLATE_EDITION) or held.allow(Permission.READ_WORK):
        yield _Asked(_("译文落后"), editions.behind_seen_by(user), f"{table}?standing=stale", "overdue")


def _arrivals(user: User, held: Permissions, today: date) -> Iterator[_Asked]:
    if not held.allow(Permission.READ_CASE):
        return
    worklist, seen = reverse("casework:worklist"), cases.visible(user)
    unopened = f"{worklist}?scope=unassigned&state=open"
    yield _Asked(_("没有人打开的来件"), cases.unopened(seen), unopened, "soon")
    late = cases.overdue(seen, today)
    yield _Asked(_("超期的来件"), late, f"{worklist}?due=overdue&state=open", "overdue")
    erasing = retaining.falling_due(user, today)
    soon = reverse("requests_desk:retention")
    yield _Asked(_("即将删除个人信息"), erasing, soon, "soon", always=False)
    yield _Asked(
        _("建议主动公开"),
        suggesting.suggested_rows(user),
        reverse("requests_desk:suggested"),
        "soon",
        always=False,
        exactly=lambda: suggesting.count_suggestions(user),
    )
    wanted = reverse("requests_desk:help-wanted")
    yield _Asked(_("等待帮助的申请人"), helping.waiting(user), wanted, "soon", always=False)
    yield _Asked(
        _("没有发出的通知"),
        telling.failing_rows(user),
        reverse("requests_desk:untold"),
        "overdue",
        always=False,
    )


def _reports(user: User, held: Permissions, today: date) -> Iterator[_Asked]:
    """Last year's annual report, from the new year on until it is handed in and published."""
    if not (held.allow(Permission.KEEP_REPORTS) or held.allow(Permission.SIGN_REPORTS)):
        return
    kind = "overdue" if today > deadlines.last_day(today.year - 1) else "soon"
    reports = reverse("annual_report:list")
    yield _Asked(_("年度报告待报送、公布"), deadlines.awaited_by(user, today), reports, kind, always=False)
