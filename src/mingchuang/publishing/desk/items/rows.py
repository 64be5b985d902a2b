"""Rows of the list of items as the page and the exported file show them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.base.addresses import by_uid
from mingchuang.base.localtime import local_day
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Item, ItemState
from mingchuang.publishing.stages import ITEM_STATUS_KINDS, STATUS_KINDS, Stage
from mingchuang.rules.workdays import CoverageError, WorkCalendar


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the list. `item` carries the annotations of `selectors.work_list`."""

    item: Any
    address: str
    title: str
    kind: str
    stage: str
    stage_kind: str
    state: str
    state_kind: str
    due: date | None
    remaining: int | None
    clock: str
    clock_state: str


def kind_label(code: str) -> str:
    """The Chinese name of a kind; the code itself when no chapter registers it any more."""
    return dict(kinds.choices()).get(code, code)


def rows_of(items: Iterable[Item], today: date, calendar: WorkCalendar) -> Iterator[ItemRow]:
    """Items with their clocks as they stand today."""
    address = by_uid("publishing_items:record")
    # Words that many rows share are put into the language once.
    labels = dict(kinds.choices())
    stages, states = ({one.value: str(one.label) for one in names} for names in (Stage, ItemState))
    for item in items:
        row: Any = item
        remaining, words, state = _clock(row, today, calendar)
        yield ItemRow(
            item=row,
            address=address(row.uid),
            title=row.work_title or _("（未填写标题）"),
            kind=labels.get(row.kind, row.kind),
            stage=stages[row.stage],
            stage_kind=STATUS_KINDS[row.stage],
            state=states[row.state],
            state_kind=ITEM_STATUS_KINDS[row.state],
            due=row.publication_due_on,
            remaining=remaining,
            clock=words,
            clock_state=state,
        )


def _clock(item: Item, today: date, calendar: WorkCalendar) -> tuple[int | None, str, str]:
    """Working days left, words when the clock has ended, and the state of the `due` component."""
    due = item.publication_due_on
    if due is None or item.state == ItemState.DISCARDED:
        return None, "", ""
    if item.first_released_at is not None:
        on_time = local_day(item.first_released_at) <= due
        return None, _("按期公开") if on_time else _("逾期公开"), "done" if on_time else "missed"
    try:
        return calendar.between(today, due), "", "running"
    except CoverageError:
        return None, _("超出已公布的放假安排"), "unknown"


def export_head() -> list[str]:
    """The head of the exported table."""
    return [
        _("标题"), _("发文字号"), _("索引号"), _("种类"), _("栏目"), _("处室"), _("办理阶段"), _("公开状态"),
        _("公开期限"), _("首次发布"), _("最近修改"), _("修改人"), _("网址编号"),
    ]  # fmt: skip


def export_row(row: ItemRow) -> list[Any]:
    """One line of the exported table."""
    item = row.item
    return [
        row.title, item.work_number, item.index_number, row.kind, item.work_column, item.division.name,
        row.stage, row.state, row.due, item.first_released_at, item.changed_at, item.changed_by,
        str(item.uid),
    ]  # fmt: skip
