"""Pages of long lists at the desk: those too far back to be asked for are not offered."""

from typing import Any

from django.core.paginator import Page, Paginator

PAGE_ROWS = 30
LAST_PAGE = 30
"""Nobody turns further; what lies behind is reached by narrowing, by another order, or as a file."""


class OfferedPages(Paginator[Any]):
    """The pages of a list that are offered."""

    def __init__(self, rows: Any, page_rows: int | None = None) -> None:
        super().__init__(rows, page_rows or PAGE_ROWS)

    @property
    def num_pages(self) -> int:  # type: ignore[override]
        return min(super().num_pages, LAST_PAGE)


def cut_off(page: Page[Any]) -> bool:
    """Whether a page is the last one although the list goes on."""
    return page.number == LAST_PAGE and page.paginator.count > LAST_PAGE * page.paginator.per_page
