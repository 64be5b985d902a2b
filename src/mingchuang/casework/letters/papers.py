"""The letters of a case for its archive package: what each says, its files, and how it was handed over."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from mingchuang.base.files.models import StoredFile
from mingchuang.base.files.services import open_original
from mingchuang.casework.letters import selectors
from mingchuang.casework.letters.models import Delivery, Letter
from mingchuang.casework.models import Case
from mingchuang.casework.packages import Paper, canonical


def letter_papers(case: Case) -> Iterator[Paper]:
    """Every letter, the oldest first. An erased one keeps its number, its days and the hash of its text."""
    letters = list(selectors.letters_of(case).order_by("drafted_at", "id"))
    yield Paper("letters.json", canonical([_letter(letter) for letter in letters]))
    for place, letter in enumerate(letters, start=1):
        for name in selectors.FILES:
            file = selectors.file_of(letter, name)
            if file is not None:
                yield _content(file, f"letter{place:02d}-{name}")
        for delivery in letter.deliveries.all():
            if delivery.proof is not None:
                yield _content(delivery.proof, f"letter{place:02d}-delivery{delivery.pk}")


def _content(file: StoredFile, stem: str) -> Paper:
    with open_original(file) as opened:
        return Paper(stem + PurePosixPath(file.original_name).suffix, opened.read())


def _letter(letter: Letter) -> dict[str, Any]:
    moments = ("drafted_at", "approved_at", "issued_at", "issued_on", "voided_at", "erased_at")
    people = ("drafted_by", "approved_by", "issued_by", "voided_by")
    return {
        "uid": str(letter.uid),
        "kind": letter.kind,
        "name": selectors.rule_of(letter).name,
        "state": letter.state,
        "number": letter.number,
        "content": letter.content,
        "digest": letter.digest,
        "void_reason": letter.void_reason,
        "deliveries": [_delivery(delivery) for delivery in letter.deliveries.all()],
        **{name: _written(getattr(letter, name)) for name in moments},
        **{name: person.display_name if (person := getattr(letter, name)) else "" for name in people},
    }


def _delivery(delivery: Delivery) -> dict[str, Any]:
    return {
        "way": delivery.way,
        "on": delivery.on.isoformat(),
        "recipient": delivery.recipient,
        "mail_number": delivery.mail_number,
        "recorded_by": delivery.recorded_by.display_name,
        "erased_at": _written(delivery.erased_at),
    }


def _written(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
