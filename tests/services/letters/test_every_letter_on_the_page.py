"""Every kind of letter stands on its page as GB/T 9704 demands, measured in the PDF that is issued."""

import pytest

from mingchuang.rules.letters.kinds import LetterKind
from scripts.letter_pages import Row, rows, sample
from tests.support.each import each

A_FEW = (LetterKind.RECEIPT, LetterKind.REPLY_PARTIAL, LetterKind.FEE_NOTICE, LetterKind.DELIVERY_RECORD)
"""Without a remedy, with review first, with remedies of its own, and none of a request's own letters."""


def misplaced(kind: LetterKind) -> list[Row]:
    found = rows(sample(kind))
    assert len(found) > 30
    return [row for row in found if not row.fits]


@each("kind", A_FEW)
def test_a_few_kinds_stand_where_the_standard_says(kind: LetterKind) -> None:
    assert misplaced(kind) == []


@pytest.mark.slow
@each("kind", LetterKind)
def test_every_kind_stands_where_the_standard_says(kind: LetterKind) -> None:
    assert misplaced(kind) == []
