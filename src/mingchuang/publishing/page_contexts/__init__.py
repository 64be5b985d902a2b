"""What each public page says: from selectors and rules to the context of its template.

Importing this package registers the trunk's own pages; the chapters register theirs.
"""

from django.utils.translation import get_language

from mingchuang.base.design.languages import CHINESE, PREFIX
from mingchuang.base.design.navigation import register_public_menu
from mingchuang.publishing import pages
from mingchuang.publishing.page_contexts import (
    baked,
    columns,
    detail,
    errors,
    feeds,
    listing,
    moved,
    preloading,
    translations,
)

pages.register(
    pages.Page(
        "item",
        "publishing/pages/item.html",
        detail.item_context,
        baked.item_path,
        baked.every_item,
        baked.items_affected,
        preload=preloading.preload_items,
    )
)
pages.register(
    pages.Page(
        "column",
        "publishing/pages/column.html",
        columns.column_context,
        baked.column_path,
        baked.every_column,
        baked.columns_affected,
    )
)
pages.register(pages.Page("preview", "publishing/pages/item.html", detail.preview_context))
pages.register(
    pages.Page("column_elsewhere", "publishing/pages/column_elsewhere.html", columns.column_elsewhere_context)
)
pages.register(pages.Page("no_edition", "publishing/pages/no_edition.html", translations.no_edition_context))
pages.register(pages.Page("list", "publishing/pages/list.html", listing.list_context))
for _key, _context in errors.PAGES.items():
    pages.register(
        pages.Page(_key, "publishing/pages/not_found.html", _context, errors.path_of(_key), baked.only_page)
    )
pages.register(
    pages.Page("file_unavailable", "publishing/pages/not_found.html", errors.file_unavailable_context)
)
pages.register(
    pages.Page(
        "redirects",
        "publishing/redirects.map",
        lambda _params, _as_of, language: {"redirects": moved.redirects(language)},
        lambda _params: f"{PREFIX[get_language() or CHINESE]}redirects.map",
        baked.only_page,
        content_type="text/plain; charset=utf-8",
    )
)
for _feed in feeds.PAGES:
    pages.register(_feed)
register_public_menu("columns", columns.menu)
