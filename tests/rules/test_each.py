"""The helper that looks at many rows in one test hides none of them."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.support.each import each


def test_every_row_that_fails_is_named_and_none_stops_the_others() -> None:
    seen = []

    @each("one", (1, 2, 3))
    @each(("word", "other"), [("a", "b"), ("c", "d")])
    def check(one: int, word: str, other: str) -> None:
        seen.append((one, word, other))
        assert (one, word) not in {(1, "c"), (3, "a")}, "wrong"
        if one == 2:
            raise ValueError("broken")

    with pytest.raises(AssertionError) as failure:
        check()
    assert len(seen) == 6
    told = str(failure.value)
    assert told.startswith("3 of 3 rows:")
    assert "1: AssertionError: 1 of 2 rows:\nc, d: AssertionError: wrong" in told
    assert "2: AssertionError: 2 of 2 rows:\na, b: ValueError: broken" in told


def test_nothing_to_look_at_is_a_mistake() -> None:
    @each("row", ())
    def check(row: object) -> None:
        raise AssertionError("never called")

    with pytest.raises(AssertionError, match="nothing to look at"):
        check()


def test_each_row_is_looked_at_inside_its_own_frame() -> None:
    frames = []

    @contextmanager
    def framed() -> Iterator[None]:
        frames.append("in")
        yield
        frames.append("out")

    @each("row", "ab", between=framed)
    def check(row: str) -> None:
        frames.append(row)

    check()
    assert frames == ["in", "a", "out", "in", "b", "out"]
