"""Many keys as one value: a list of numbers in a query has a parameter each, and databases limit those."""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import BigIntegerField, Func


class Keys(Func):
    """The keys as a table of one column, for `pk__in=Keys(found)`."""

    output_field = BigIntegerField()

    def __init__(self, keys: Collection[int]) -> None:
        super().__init__()
        self._keys = list(keys)

    def as_sql(self, *args: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT UNNEST(CAST(%s AS bigint[])))", (self._keys,)

    def as_sqlite(self, *args: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        return "(SELECT value FROM json_each(%s))", (json.dumps(self._keys),)
