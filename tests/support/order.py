"""The files that take longest are begun first: begun last, one of them leaves the other processors idle.

Workers get whole files in the order of the collection (`--no-loadscope-reorder`); by itself pytest-xdist
begins with the files of most tests, which are rarely those that take longest.
"""

from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

LONGEST = (
    "attacks/routes/test_followed_links.py",
    "cli/test_backup.py",
    "services/baking/test_baker.py",
    "services/web/test_demo_requests.py",
    "attacks/routes/test_access.py",
    "attacks/routes/test_answers.py",
    "cli/test_serve.py",
    "services/baking/test_page_or_tombstone.py",
    "pages/publishing/test_queries_do_not_grow.py",
    "pages/public/test_open_data.py",
    "pages/archives/test_archives.py",
    "services/requests/test_letters_that_have_left.py",
    "pages/languages/test_every_page.py",
    "services/baking/test_edition_withdrawal_on_disk.py",
    "pages/publishing/test_translating.py",
    "services/publishing/test_exchange.py",
    "services/publishing/test_search.py",
    "pages/standards/test_machine_formats.py",
    "pages/publishing/test_items_found_by_words.py",
    "services/baking/test_nginx.py",
    "attacks/routes/test_canary.py",
    "pages/languages/test_names_in_each_language.py",
    "pages/api/test_items.py",
    "services/requests/test_lettering.py",
    "cli/test_archive_site.py",
    "services/baking/test_nginx_own_answers.py",
    "services/baking/test_open_data.py",
    "services/jobs/test_killed_worker.py",
)
"""Below the folder of tests, as `pytest --durations=0` told them; the others take a few seconds at most."""


def longest_first(items: list[pytest.Item]) -> None:
    """Put the tests of these files before all others, in the order they are named here."""
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    gone = [str(path) for path in places if not path.exists()]
    if gone:
        raise pytest.UsageError(f"tests/support/order.py names files that are gone: {', '.join(gone)}")
    items.sort(key=lambda item: places.get(item.path, len(places)))
