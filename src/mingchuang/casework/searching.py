"""The search of the worklist: a number is found by its index, other words in what was asked.

What somebody asked stands in no index of ours, as it may name people; it is looked at in the database, in the
cases the reader may open and no others.
"""

import re
import unicodedata
from collections import defaultdict

from django.db.models import Q, QuerySet

from mingchuang.casework import registry
from mingchuang.casework.models import Case

MOST_KNOWN = 20_000
"""Up to so many hits are looked for once, not for counting and for listing again."""


def searched(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Those of `cases` that are meant by what was typed; `cases` must be what the reader may open.

    A number of ours, whole or its beginning, stands for the cases numbered so. Everything else is looked for
    in numbers, titles and the texts each kind names.
    """
    number = _number(typed)
    if number:
        return cases.filter(number__startswith=number)
    found = _holding(cases, typed.strip())
    known = list(found[: MOST_KNOWN + 1])
    return cases.filter(pk__in=known if len(known) <= MOST_KNOWN else found)


def _number(typed: str) -> str:
    """The number as it is stored, in whatever width and case it was typed; empty for other words."""
    number = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    prefixes = "|".join(re.escape(kind.number_prefix) for kind in registry.kinds())
    return number if re.fullmatch(rf"(?:{prefixes})\d{{4}}-\d*", number) else ""


def _holding(cases: QuerySet[Case], words: str) -> QuerySet[Case, int]:
    """Keys of the cases that hold the words, table by table, so that each is read once."""
    tables: dict[str, list[str]] = defaultdict(list)
    for name in ("number", "title", *(text for kind in registry.kinds() for text in kind.texts)):
        tables[name.rpartition("__")[0]].append(name)
    # PostgreSQL turns both sides to capitals for `icontains`, which takes most of the time.
    holds = "contains" if words.lower() == words.upper() else "icontains"
    keys = cases.order_by().values_list("pk", flat=True)
    parts = [
        keys.filter(Q.create([(f"{name}__{holds}", words) for name in names], connector=Q.OR))
        for names in tables.values()
    ]
    return parts[0].union(*parts[1:])
