"""What of this trunk can be found: released texts by everybody, work and cited documents at the desk."""

from mingchuang.base.search import sources
from mingchuang.publishing.search import cited, public, work


def register() -> None:
    """Tell the search engine what there is to find."""
    for source in (public.SOURCE, work.DRAFTS, work.VERSIONS, cited.SOURCE):
        sources.register(source)
