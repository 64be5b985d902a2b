"""The search page: everything public, found by words and narrowed by column, year, issuer, standing, kind.

`address` reads the query of the address, `finding` asks the index (or the database while there is none),
`narrowing` shows what the hits can be narrowed to, `helping` what to try when little was found, `page` joins
them. `suggesting` answers while a reader types.
"""

from mingchuang.publishing.page_contexts.listing.page import list_context
from mingchuang.publishing.page_contexts.listing.suggesting import suggestions

__all__ = ["list_context", "suggestions"]
