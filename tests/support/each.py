"""One test for many rows that cost next to nothing each.

`pytest.mark.parametrize` makes a test of every row: set up, taken down, collected by each worker. For
thousands of rows that takes many times longer than looking at them. Written in its place, `each` looks at
every row in one test and names all rows that failed, with what was wrong of each.
"""

import functools
import inspect
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest

Check = Callable[..., None]


def _named(value: Any) -> str:
    return getattr(value, "__name__", None) or str(value)


def each(
    names: str | tuple[str, ...],
    rows: Iterable[Any],
    *,
    between: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> Callable[[Check], Check]:
    """Call the decorated test with every row in turn; names and rows as `parametrize` takes them.

    Each call happens inside `between()`, for tests that must undo what one row did before the next.
    Fixtures are made once for all rows.
    """
    keys = tuple(name.strip() for name in names.split(",")) if isinstance(names, str) else names
    table = [row if len(keys) > 1 else (row,) for row in rows]

    def decorate(check: Check) -> Check:
        signature = inspect.signature(check)

        @functools.wraps(check)
        def test(*args: Any, **fixtures: Any) -> None:
            assert table, "there is nothing to look at"
            wrong = []
            for row in table:
                try:
                    with between():
                        check(*args, **fixtures, **dict(zip(keys, row, strict=True)))
                except (Exception, pytest.fail.Exception) as problem:
                    wrong.append(f"{', '.join(map(_named, row))}: {type(problem).__name__}: {problem}")
            assert not wrong, f"{len(wrong)} of {len(table)} rows:\n" + "\n".join(wrong)

        rest = [parameter for name, parameter in signature.parameters.items() if name not in keys]
        test.__signature__ = signature.replace(parameters=rest)  # type: ignore[attr-defined]
        return test

    return decorate
