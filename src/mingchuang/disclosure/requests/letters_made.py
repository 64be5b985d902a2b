"""Which letters the events of a request have made, and how far each has come.

A letter that was voided counts as missing until it is drafted anew, so that nothing is served without it.
"""

from collections.abc import Sequence
from datetime import date

from mingchuang.casework.letters.models import Letter, LetterState
from mingchuang.casework.letters.panel import shown_letters
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.selectors import history
from mingchuang.disclosure.requests.models import Consultation, RequestLetter
from mingchuang.rules.letters.kinds import LETTERS, LetterKind
from mingchuang.rules.requests.facts import LetterFacts
from mingchuang.rules.requests.letters import is_reply
from mingchuang.rules.requests.states import RequestEvent


def rows_of(case: Case, event: str, *, consultation: Consultation | None = None) -> list[RequestLetter]:
    """The letters that the last event with this code made, voided ones included, the newest last."""
    made = RequestLetter.objects.filter(request_id=case.pk, event__event=event)
    if consultation is not None:
        made = made.filter(consultation=consultation)
    rows = list(made.select_related("letter__approved_by", "event").order_by("event__seq", "letter_id"))
    return [row for row in rows if row.event_id == rows[-1].event_id]


def shown_rows(case: Case, event: str) -> list[RequestLetter]:
    """Like `rows_of`, from the letters and the history that the page of the case reads anyway."""
    made_at = {one.pk: one.seq for one in history(case) if one.event == event}
    rows = [row for row in _tied(case) if row.event_id in made_at]
    rows.sort(key=lambda row: (made_at[row.event_id], row.letter_id))
    return [row for row in rows if row.event_id == rows[-1].event_id]


def _tied(case: Case) -> list[RequestLetter]:
    return [letter.of_request for letter in shown_letters(case) if hasattr(letter, "of_request")]


def live(rows: list[RequestLetter], kind: LetterKind) -> Letter | None:
    """The letter of a kind among the rows that is not voided."""
    found = [row.letter for row in rows if row.letter.kind == kind and row.letter.state != LetterState.VOIDED]
    return found[-1] if found else None


def notice_of(
    case: Case, event: str, kind: LetterKind, *, consultation: Consultation | None = None
) -> Letter | None:
    """The letter that the last such event made; None where there is none or it was voided."""
    return live(rows_of(case, event, consultation=consultation), kind)


def facts_of_letter(letter: Letter | None) -> LetterFacts | None:
    """What the guards look at of a letter."""
    if letter is None:
        return None
    issued_on = letter.issued_on if letter.state == LetterState.ISSUED else None
    return LetterFacts(LETTERS[LetterKind(letter.kind)].name, issued_on, sent_on(letter))


def sent_on(letter: Letter | None) -> date | None:
    """The day a letter left: its first delivery, where one is written down."""
    first = letter.deliveries.order_by("on", "id").first() if letter else None
    return first.on if first else None


def text_of(event: CaseEvent) -> str:
    """What a person wrote with an event; empty where nothing was or it was erased."""
    return event.text.text if hasattr(event, "text") else ""


def replies_of(case: Case, rows: Sequence[RequestLetter] | None = None) -> dict[LetterKind, Letter | None]:
    """The reply letters of the last decision by kind; None stands for one that was voided.

    `rows` are those of the decision where the caller has read them.
    """
    made = rows_of(case, RequestEvent.DECIDED) if rows is None else rows
    rows = [row for row in made if is_reply(row.letter.kind)]
    kinds = dict.fromkeys(LetterKind(row.letter.kind) for row in rows)
    return {kind: live(rows, kind) for kind in kinds}


def reply_facts(case: Case) -> tuple[LetterFacts, ...]:
    """The reply letters of the last decision for the guard of their service."""
    return tuple(
        facts_of_letter(letter) or LetterFacts(LETTERS[kind].name)
        for kind, letter in replies_of(case).items()
    )


def third_party_facts(case: Case) -> tuple[LetterFacts, ...]:
    """The letters of the last decision to third parties it overrules; a voided one is missing again."""
    kind = LetterKind.DISCLOSURE_DESPITE_OBJECTION
    rows = [row for row in rows_of(case, RequestEvent.DECIDED) if row.letter.kind == kind]
    parties = dict.fromkeys(row.consultation_id for row in rows)
    standing = [live([row for row in rows if row.consultation_id == party], kind) for party in parties]
    return tuple(facts_of_letter(letter) or LetterFacts(LETTERS[kind].name) for letter in standing)


_PROPOSED_AGAIN = frozenset(
    {
        RequestEvent.CORRECTION_PROPOSED,
        RequestEvent.REASONS_PROPOSED,
        RequestEvent.FEE_PROPOSED,
        RequestEvent.DELAY_PROPOSED,
    }
)
"""Acts that may be done again while their notice has not left: a later one takes the place of the first."""


def _acts(case: Case) -> dict[int, object]:
    """What stands for the act that made a letter, by the key of its event."""
    return {one.pk: one.event if one.event in _PROPOSED_AGAIN else one.pk for one in history(case)}


def redraftable(case: Case) -> list[RequestLetter]:
    """Voided letters in whose place nothing stands yet: the newest of each event, kind and party.

    Not an extension: its day may have moved, so it is proposed anew. Of what was proposed anew by another act
    only the last counts.
    """
    made = sorted(_tied(case), key=lambda row: row.letter_id)
    acts = _acts(case)
    newest = {(acts[row.event_id], row.letter.kind, row.consultation_id): row for row in made}
    return [
        row
        for row in newest.values()
        if row.letter.state == LetterState.VOIDED
        and row.letter.erased_at is None
        and row.letter.kind != LetterKind.EXTENSION_NOTICE
    ]
