"""Reading files for search, beside the queue of quick jobs."""

from typing import Any

from django.utils import timezone

from mingchuang.base.jobs.registry import daily, handler
from mingchuang.base.search import files

AT_ONCE = 20


@handler("search.read_files", slow=True)
def read_files(payload: dict[str, Any]) -> None:
    """Read every file that was not read yet: queued with each upload, and nightly for what was missed."""
    while files.read_some(AT_ONCE, now=timezone.now()) == AT_ONCE:
        pass


daily("search.read_files", at="04:10")
