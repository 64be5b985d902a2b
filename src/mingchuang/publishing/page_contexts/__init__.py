"""What each public page says: from selectors and rules to the context of its template.

Importing this package registers the trunk's own pages; the chapters register theirs.
"""

from mingchuang.base.design.navigation import register_public_menu
from mingchuang.publishing import pages
from mingchuang.publishing.page_contexts import columns, detail, errors, listing

RELEASES = ("publishing.released", "publishing.withdrawn", "publishing.validity")

pages.register(pages.Page("item", "publishing/pages/item.html", detail.item_context, RELEASES))
pages.register(pages.Page("preview", "publishing/pages/item.html", detail.preview_context))
pages.register(pages.Page("column", "publishing/pages/column.html", columns.column_context, RELEASES))
pages.register(pages.Page("list", "publishing/pages/list.html", listing.list_context, RELEASES))
pages.register(pages.Page("not_found", "publishing/pages/not_found.html", errors.not_found_context))
pages.register(
    pages.Page("file_unavailable", "publishing/pages/not_found.html", errors.file_unavailable_context)
)
register_public_menu("columns", columns.menu)
