"""What a reader may have meant: known words that differ by a slip of the fingers.

Edits are counted on characters, so that one rule serves Chinese, Japanese, Korean and English: a wrong,
a missing, a doubled and a swapped character are one slip each. No pronunciation is guessed.
"""

from collections.abc import Iterable

_FROM_EIGHT, _FROM_TWO = 8, 2


def tolerance(words: str) -> int:
    """How many slips a word of this length may hold: none in one character, one in short words, then two."""
    length = len(words)
    if length < _FROM_TWO:
        return 0
    return 2 if length >= _FROM_EIGHT else 1


def distance(one: str, other: str, most: int) -> int:
    """Slips between two words, swapped neighbours counted as one; `most + 1` when there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, letter in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (char != letter))
            if i > 1 and j > 1 and char == other[j - 2] and one[i - 2] == letter:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def closest(words: str, known: Iterable[tuple[str, int]]) -> str:
    """The known word nearest to `words`, given with how often each occurs; "" when none is near enough.

    Nearer first, then the more frequent, then of the same length. A known word equal to `words` is no
    correction.
    """
    most = tolerance(words)
    best: tuple[int, int, int, str] | None = None
    for word, weight in known:
        slips = distance(words, word, most)
        if not 0 < slips <= most or (len(words) == _FROM_TWO and len(word) != _FROM_TWO):
            continue
        rank = (slips, -weight, abs(len(word) - len(words)), word)
        if best is None or rank < best:
            best = rank
    return best[3] if best else ""


def nearest_part(words: str, text: str) -> tuple[str, int]:
    """The part of a title nearest to `words`, and the slips between them; ("", 0) when none is near enough.

    For words of four characters and more: in shorter ones a part of some title is always near.
    """
    most = tolerance(words)
    if len(words) < 4 or not text:
        return "", 0
    # The cost of matching words[:i] so that it ends at text[:j], and where that match began.
    costs = [(0, j) for j in range(len(text) + 1)]
    for i, char in enumerate(words, 1):
        row = [(i, 0)]
        for j, letter in enumerate(text, 1):
            wrong = (costs[j - 1][0] + (char != letter), costs[j - 1][1])
            missing = (costs[j][0] + 1, costs[j][1])
            extra = (row[j - 1][0] + 1, row[j - 1][1])
            row.append(min(wrong, missing, extra, key=lambda cell: cell[0]))
        costs = row
    slips, _, end = min((cost, abs(end - begin - len(words)), end) for end, (cost, begin) in enumerate(costs))
    if not 0 < slips <= most:
        return "", 0
    return text[costs[end][1] : end].strip(), slips
