"""The letters of a case as a panel that any kind of case can include on its page.

The kind adds `letters_panel(case, reader)` to its panel's context and includes `letters/panel.html`.
"""

from typing import Any

from mingchuang.base.accounts.models import User
from mingchuang.casework.letters import selectors
from mingchuang.casework.models import Case


def letters_panel(case: Case, reader: User) -> dict[str, Any]:
    """What the panel shows: every letter with its rule and its state."""
    letters = selectors.letters_of(case)
    return {"letters": [{"letter": letter, "rule": selectors.rule_of(letter)} for letter in letters]}
