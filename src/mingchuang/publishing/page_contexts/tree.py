"""The tree of columns, read once for a page: trails, branches, side menus, without a query for each."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.design.navigation import public_place
from mingchuang.base.design.shell import Crumb
from mingchuang.base.shared_reads import once
from mingchuang.publishing.models import Column
from mingchuang.publishing.models.columns import Block
from mingchuang.publishing.selectors import public


def column_address(column: Column) -> str:
    """Where readers find a column."""
    return once(
        ("column_address", column.slug, get_language()),
        lambda: reverse("publishing:column", args=[column.slug]),
    )


class Tree:
    """All columns, closed ones too, because what they held stays readable."""

    def __init__(self, columns: Iterable[Column]) -> None:
        """`columns` in sibling order, each annotated as `public.counted_columns` does."""
        found = list(columns)
        self.by_id = {column.pk: column for column in found}
        self.by_slug = {column.slug: column for column in found}
        self._children: dict[int | None, list[Column]] = {}
        for column in found:
            self._children.setdefault(column.parent_id, []).append(column)
        self.columns = [node for top in self.children(None) for node in self.branch(top)]

    @classmethod
    def load(cls, language: str) -> "Tree":
        """Read it: one query."""
        return once(
            ("tree", language),
            lambda: cls(column.in_language(language) for column in public.counted_columns(language)),
        )

    def children(self, column: Column | None) -> list[Column]:
        """The columns right below one, or the top ones for None."""
        return self._children.get(column.pk if column else None, [])

    def trail(self, column: Column) -> list[Column]:
        """From the top column down to this one."""
        steps = [column]
        while steps[0].parent_id is not None:
            steps.insert(0, self.by_id[steps[0].parent_id])
        return steps

    def branch(self, column: Column) -> list[Column]:
        """The column and everything below it."""
        found = [column]
        for child in self.children(column):
            found.extend(self.branch(child))
        return found

    def count(self, column: Column) -> int:
        """Listings in the column and below it."""
        return sum(node.own_count for node in self.branch(column))

    def has_held(self, column: Column) -> bool:
        """Whether the column or one below it holds texts or once held some."""
        return any(node.own_history for node in self.branch(column))

    def shown(self, columns: Iterable[Column]) -> list[Column]:
        """Those readers are led to: in use and not empty."""
        return [column for column in columns if column.is_open and self.count(column)]

    def crumbs(self, column: Column, *, with_self: bool = True) -> list[Crumb]:
        """The trail to a column; columns of the platform stand under 政府信息公开."""
        trail = self.trail(column)
        if not with_self:
            trail = trail[:-1]
        found = [Crumb(step.name, column_address(step)) for step in trail]
        platform = public_place("platform")
        if self.block(column) and platform:
            found.insert(0, Crumb(_("政府信息公开"), platform))
        return found

    def block(self, column: Column) -> str:
        """The block of the platform a column stands in, its own or that of a column above."""
        return next((step.block for step in reversed(self.trail(column)) if step.block), Block.NONE)

    def section(self, column: Column) -> str:
        """The main navigation entry a column belongs to."""
        platform = public_place("platform")
        if self.block(column) and platform:
            return platform
        return column_address(self.trail(column)[0])
