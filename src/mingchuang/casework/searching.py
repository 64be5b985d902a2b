"""The search of the worklist: a number is found by its index, other words in what was asked.

What somebody asked stands in no index of ours, as it may name people; it is looked at in the database, in the
cases the reader may open and no others.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import ForeignObjectRel, Model, Q, QuerySet

from mingchuang.base.keys import Keys
from mingchuang.casework import registry
from mingchuang.casework.models import Case

MOST_KNOWN = 20_000
"""Up to so many hits are looked for once, not for counting and for listing again."""

FEW = 5_000
"""Texts of so many cases are looked up one by one; beyond it, reading all texts there are takes less."""


def searched(cases: QuerySet[Case], typed: str) -> QuerySet[Case]:
    """Those of `cases` that are meant by what was typed; `cases` must be what the reader may open.

    A number of ours, whole or its beginning, stands for the cases numbered so. Everything else is looked for
    in numbers, titles and the texts each kind names.
    """
    number = _number(typed)
    if number:
        return cases.filter(number__startswith=number)
    few = cases.order_by()[: FEW + 1].count() <= FEW
    words = typed.strip()
    found = cases.filter(pk__in=_among(cases, words) if few else _anywhere(words))
    known = list(found.order_by().values_list("pk", flat=True)[: MOST_KNOWN + 1])
    return cases.filter(pk__in=Keys(known)) if len(known) <= MOST_KNOWN else found


def _number(typed: str) -> str:
    """The number as it is stored, in whatever width and case it was typed; empty for other words."""
    number = "".join(unicodedata.normalize("NFKC", typed).split()).upper()
    prefixes = "|".join(re.escape(kind.number_prefix) for kind in registry.kinds())
    return number if re.fullmatch(rf"(?:{prefixes})\d{{4}}-\d*", number) else ""


def _among(cases: QuerySet[Case], words: str) -> QuerySet[Case, int]:
    """Keys of those of some cases that hold the words, looked up case by case."""
    keys = cases.order_by().values_list("pk", flat=True)
    first, *others = [keys.filter(_hold(words, columns, way)) for way, columns in _texts().items()]
    return first.union(*others)


def _anywhere(words: str) -> QuerySet[Any]:
    """Keys of all cases that hold the words, whoever may open them; each table is read from end to end."""
    parts: list[QuerySet[Any]] = []
    for way, columns in _texts().items():
        model, case = _table(way)
        rows = model._default_manager.filter(_hold(words, columns)).order_by()
        parts.append(rows.values_list(case, flat=True))
    return parts[0].union(*parts[1:])


def _texts() -> dict[tuple[str, ...], list[str]]:
    """By the way that leads from a case to a table, its columns that are searched."""
    tables: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in ("number", "title", *(text for kind in registry.kinds() for text in kind.texts)):
        *way, column = name.split("__")
        tables[tuple(way)].append(column)
    return tables


def _hold(words: str, columns: Iterable[str], way: Sequence[str] = ()) -> Q:
    # PostgreSQL turns both sides to capitals for `icontains`, which takes most of the time.
    lookup = "contains" if words.lower() == words.upper() else "icontains"
    return Q.create([("__".join([*way, one, lookup]), words) for one in columns], connector=Q.OR)


def _table(way: Sequence[str]) -> tuple[type[Model], str]:
    """The table at the end of a way that begins at a case, and what of it names the case."""
    model: type[Model] = Case
    back: list[str] = []
    for name in way:
        relation = model._meta.get_field(name)
        assert isinstance(relation, ForeignObjectRel)  # noqa: S101 - texts hang on cases
        model = relation.related_model
        back.insert(0, relation.field.name)
    return model, "__".join(back) or "pk"
