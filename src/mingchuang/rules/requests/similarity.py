"""Which earlier requests ask for much the same, and when one may be linked to another.

Similarity only points: whether a request is a repetition (Art. 36 (6)) is decided by a person, and a link
changes nothing by itself.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingchuang.rules.refusals import Reason
from mingchuang.rules.tokens import tokens

LEAST = 0.35
"""Below this cosine two texts share little more than the words of every request."""
MOST = 5


@dataclass(frozen=True, slots=True)
class Match:
    """An earlier request and how much alike the texts are, 0 to 1."""

    key: int
    score: float


def similar(
    asked: str, earlier: Sequence[tuple[int, str]], *, least: float = LEAST, most: int = MOST
) -> list[Match]:
    """The texts most like `asked`, the closest first: cosine of their pairs of characters.

    A pair counts the less the more of the texts have it, so that 政府信息公开 makes nothing similar.
    """
    own = Counter(tokens(asked))
    others = [(key, Counter(tokens(text))) for key, text in earlier]
    spread = Counter(pair for _, counts in others for pair in counts)
    weights = {pair: math.log((1 + len(others)) / (1 + count)) + 1 for pair, count in spread.items()}
    # A pair that only the new request has weighs like one that a single earlier request has.
    rare = math.log((1 + len(others)) / 2) + 1
    own_weights = {pair: count * weights.get(pair, rare) for pair, count in own.items()}
    found = (Match(key, _cosine(own_weights, counts, weights)) for key, counts in others)
    close = [match for match in found if match.score >= least]
    return sorted(close, key=lambda match: (-match.score, -match.key))[:most]


def _cosine(own: dict[str, float], counts: Counter[str], weights: dict[str, float]) -> float:
    shared = own.keys() & counts.keys()
    if not shared:
        return 0.0
    product = sum(own[pair] * counts[pair] * weights[pair] for pair in shared)
    return product / (_length(own.values()) * _length(counts[pair] * weights[pair] for pair in counts))


def _length(values: Iterable[float]) -> float:
    return math.sqrt(sum(value * value for value in values))


def link_refusals(*, is_earlier: bool, is_linked: bool) -> list[Reason]:
    """Why a request may not be linked to another."""
    reasons = []
    if not is_earlier:
        reasons.append(Reason("not_earlier", "只能关联本申请之前收到的其他申请"))
    if is_linked:
        reasons.append(Reason("already_linked", "已经关联这件申请"))
    return reasons


def unlink_refusals(*, is_linked: bool) -> list[Reason]:
    """Why a link may not be taken back."""
    return [] if is_linked else [Reason("not_linked", "没有关联这件申请")]
