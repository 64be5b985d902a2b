"""The one row of the annual report in which a request is counted, whatever its items were answered."""

from collections.abc import Sequence

from mingchuang.rules.requests.decisions import OPEN, RULES_OF, Decision


def combined(items: Sequence[Decision]) -> Decision:
    """The one outcome of a request with these items: some open and some not make it PARTIAL.

    Where nothing was opened, the outcome that stands first on the form counts. Raises ValueError when empty.
    """
    if not items:
        raise ValueError("没有任何一项内容的答复")
    outcomes = set(items)
    if outcomes & OPEN:
        if outcomes <= {Decision.GRANT, Decision.GRANT_PUBLISHED}:
            return Decision.GRANT if Decision.GRANT in outcomes else Decision.GRANT_PUBLISHED
        return Decision.PARTIAL
    return next(code for code in Decision if code in outcomes)


def row_of(items: Sequence[Decision]) -> str:
    """The one report row a request with these items is counted in. Raises ValueError when empty."""
    return RULES_OF[combined(items)].report_row
