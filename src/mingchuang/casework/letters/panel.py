"""The letters of a case as a panel that any kind of case can include on its page.

The kind adds `letters_panel(case, reader)` to its panel's context and includes `letters/panel.html`.
"""

from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.base.identity.selectors import site_identity
from mingchuang.casework.letters import selectors
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.letters.selectors import STEP_LABELS, LetterStep
from mingchuang.casework.models import Case


def letters_panel(case: Case, reader: User) -> dict[str, Any]:
    """What the panel shows: every letter with its rule, its state and what it waits for.

    `letters_to_do` are those the reader can take on now; `letters_uncoded` says that the office cannot number
    its letters yet.
    """
    rows = [_row(letter, reader) for letter in selectors.letters_of(case).select_related("case")]
    return {
        "letters": rows,
        "letters_to_do": [row for row in reversed(rows) if row["mine"]],
        "letters_uncoded": bool(rows) and not site_identity().document_code,
    }


def _row(letter: Letter, reader: User) -> dict[str, Any]:
    step = selectors.next_step(letter)
    return {
        "letter": letter,
        "rule": selectors.rule_of(letter),
        "step": STEP_LABELS[step] if step else "",
        "by_another": step is LetterStep.APPROVE,
        "mine": step is not None and selectors.may_take(reader, letter, step),
    }
