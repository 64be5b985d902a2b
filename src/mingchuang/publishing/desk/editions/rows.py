"""Rows of the pages about translations, as the page and the exported file show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import RoleAssignment, User
from mingchuang.base.addresses import by_uid
from mingchuang.publishing.models import Edition, Item
from mingchuang.publishing.selectors import editions
from mingchuang.publishing.selectors.editions import LanguageState
from mingchuang.publishing.services.editions.starting import may_ask_for
from mingchuang.rules.editions import FOREIGN, LANGUAGE_LABELS, STANDING_LABELS, Standing

STANDING_KINDS: dict[Standing, str] = {
    Standing.MISSING: "stopped",
    Standing.WRITING: "running",
    Standing.RETURNED: "overdue",
    Standing.IN_REVIEW: "running",
    Standing.CLEARED: "soon",
    Standing.PUBLIC: "done",
    Standing.STALE: "overdue",
    Standing.WITHDRAWING: "soon",
    Standing.WITHDRAWN: "withdrawn",
}
"""The sign and colour each state is shown with."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One language of a row; `address` leads to the translation, or to asking for one if the reader may."""

    state: LanguageState
    address: str = ""

    @property
    def kind(self) -> str:
        return STANDING_KINDS[self.state.standing]

    @property
    def delay(self) -> str:
        """How many hours behind, in words; empty where nobody was asked or it left the public."""
        left = (Standing.MISSING, Standing.WITHDRAWING, Standing.WITHDRAWN)
        if self.state.hours is None or self.state.standing in left:
            return ""
        hours = {"hours": self.state.hours}
        if self.state.standing is Standing.PUBLIC:
            return _("晚于中文%(hours)s小时发布") % hours
        return _("已落后%(hours)s小时") % hours

    @property
    def working(self) -> str:
        """What happens to the next text of a public translation."""
        if self.state.working is None:
            return ""
        return _("更新：%(state)s") % {"state": STANDING_LABELS[self.state.working]}


@dataclass(frozen=True, slots=True)
class TableRow:
    """One item of the table. `item` carries the annotations of `selectors.edition_table`."""

    item: Any
    address: str
    cells: list[Cell]


def table_rows(items: Iterable[Item], reader: User, now: datetime) -> list[TableRow]:
    """Items with their languages as they stand now, leading where this reader may go."""
    record, cells = by_uid("publishing_items:record"), _cells(reader, now)
    return [TableRow(item, record(item.uid), cells(item)) for item in items]


def cells_of(item: Item, reader: User, now: datetime) -> list[Cell]:
    """The foreign languages of one item, read with its `edition_rows`, the missing ones too."""
    return _cells(reader, now)(item)


def _cells(reader: User, now: datetime) -> Callable[[Item], list[Cell]]:
    edition = by_uid("publishing_editions:edition")
    start = {language: by_uid("publishing_editions:start", language) for language in FOREIGN}

    def address(item: Item, state: LanguageState) -> str:
        if state.uid:
            return edition(state.uid)
        return start[state.language](item.uid) if may_ask_for(reader, item, state.language) else ""

    def cells(item: Item) -> list[Cell]:
        return [Cell(state, address(item, state)) for state in editions.states_of(item, now=now)]

    return cells


def export_head() -> list[str]:
    """The head of the exported table."""
    head = [_("标题"), _("索引号"), _("栏目"), _("处室"), _("中文发布时间")]
    for language in FOREIGN:
        label = LANGUAGE_LABELS[language]
        head += [label, f"{label}{_('落后小时')}", f"{label}{_('翻译')}"]
    return head


def export_row(row: TableRow) -> list[Any]:
    """One line of the exported table."""
    item = row.item
    line: list[Any] = [
        item.chinese_title, item.index_number, item.column_name, item.division.name, item.released_on,
    ]  # fmt: skip
    for cell in row.cells:
        hours = cell.state.hours if cell.delay else None
        line += [cell.state.label, hours, cell.state.translator]
    return line


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One translation in somebody's hands."""

    edition: Edition
    title: str
    language: str
    cell: Cell


def work_rows(work: Iterable[Edition], now: datetime) -> list[WorkRow]:
    """A translator's list with titles and states, in a fixed number of queries."""
    mine = list(work)
    items = editions.with_editions(Item.objects.filter(pk__in=[edition.item_id for edition in mine]))
    states = {state.uid: state for item in items for state in editions.states_of(item, now=now) if state.uid}
    return [
        WorkRow(
            edition,
            edition.draft.source_version.title if edition.draft.source_version else "",
            LANGUAGE_LABELS[edition.language],
            Cell(states[edition.uid]),
        )
        for edition in mine
    ]


@dataclass(slots=True)
class PeopleRow:
    """One person with the roles they hold in each language."""

    person: User
    by_language: dict[str, list[str]] = field(default_factory=lambda: {code: [] for code in FOREIGN})

    @property
    def cells(self) -> list[str]:
        return ["、".join(self.by_language[code]) for code in FOREIGN]


def people_rows(roles: Iterable[RoleAssignment]) -> list[PeopleRow]:
    """Roles held for a language, one line a person."""
    rows: dict[int, PeopleRow] = {}
    for role in roles:
        row = rows.setdefault(role.user_id, PeopleRow(role.user))
        row.by_language[role.language].append(role.get_role_display())
    return sorted(rows.values(), key=lambda row: row.person.display_name)
