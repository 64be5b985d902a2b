"""Columns with everything above them, read once for a batch of documents."""

from mingchuang.publishing.models import Column


class Branches:
    """For a column the address names of itself and of what it stands below."""

    def __init__(self) -> None:
        rows = Column.objects.without_tree_fields().values_list("pk", "slug", "parent_id")
        self._rows = {pk: (slug, parent) for pk, slug, parent in rows}

    def slugs(self, column_id: int | None) -> list[str]:
        """The column's own first; none without a column."""
        found: list[str] = []
        while column_id in self._rows and len(found) <= len(self._rows):
            slug, column_id = self._rows[column_id]
            found.append(slug)
        return found
