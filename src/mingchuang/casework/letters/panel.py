"""The letters of a case as a panel that any kind of case can have on its page, and what waits for the reader.

A kind lists `LETTERS` among its panels and `letters_to_do` among its next links.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.shared_reads import once
from mingchuang.casework.letters import selectors
from mingchuang.casework.letters.models import Delivery, Letter, LetterState
from mingchuang.casework.letters.selectors import STEP_LABELS, LetterStep
from mingchuang.casework.models import Case
from mingchuang.casework.panels import NextLink, Panel


def letters_panel(case: Case, reader: User, _today: date | None = None) -> dict[str, Any]:
    """What the panel shows: every letter with its rule, its state and what it waits for.

    `letters_uncoded` says that the office cannot number its letters yet.
    """
    rows = _rows(case, reader)
    waiting = [row["letter"] for row in rows if row["step"] and row["letter"].state != LetterState.ISSUED]
    return {"letters": rows, "letters_uncoded": any(not letter.office_code for letter in waiting)}


def letters_to_do(case: Case, reader: User, _today: date) -> list[NextLink]:
    """The letters the reader can take a step with now, the oldest first."""
    return [
        NextLink(
            f"{row['step']}：{row['rule'].name}", reverse("letters:letter", args=[row["letter"].uid]) + "#do"
        )
        for row in reversed(_rows(case, reader))
        if row["mine"]
    ]


LETTERS = Panel("letters", _("文书"), "letters/panel.html", letters_panel)


def _rows(case: Case, reader: User) -> Sequence[dict[str, Any]]:
    return [_row(letter, reader) for letter in shown_letters(case)]


def shown_letters(case: Case) -> list[Letter]:
    """The letters of a case, newest first, each with its deliveries (`handed_over`); read once a page."""

    def read() -> list[Letter]:
        letters: dict[int, Letter] = {}
        for row in selectors.with_deliveries(case):
            letter = letters.setdefault(row.pk, row)
            letter.case = case
            letter.handed_over = [*getattr(letter, "handed_over", ()), *_handed_over(row)]  # type: ignore[attr-defined]
        return list(letters.values())

    return once(("letters of case", case.pk), read)


def _handed_over(row: Any) -> list[Delivery]:
    return [Delivery(way=row.handed_way, on=row.handed_on)] if row.handed_on else []


def _row(letter: Letter, reader: User) -> dict[str, Any]:
    deliveries = letter.handed_over  # type: ignore[attr-defined]
    step = selectors.next_step(letter, delivered=bool(deliveries))
    return {
        "letter": letter,
        "deliveries": deliveries,
        "rule": selectors.rule_of(letter),
        "step": STEP_LABELS[step] if step else "",
        "by_another": step is LetterStep.APPROVE,
        "mine": step is not None and selectors.may_take(reader, letter, step),
    }
