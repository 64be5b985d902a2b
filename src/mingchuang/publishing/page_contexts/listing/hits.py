"""One hit as readers see it: title and passage with the words marked, what it is, how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.publishing import kinds
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.page_contexts.files import download_name
from mingchuang.publishing.page_contexts.listing.finding import Found
from mingchuang.publishing.page_contexts.rows import item_address, status_kind
from mingchuang.publishing.selectors import public
from mingchuang.rules import tokens
from mingchuang.rules.text_checks import plain_text
from mingchuang.rules.tokens import Piece
from mingchuang.rules.validity import Validity

PASSAGE = {"zh-hans": 110, "ja": 110, "ko": 130, "en": 220}
"""Characters of the passage shown of a text: about two lines."""


@dataclass(frozen=True, slots=True)
class FileHit:
    """An attachment that has the words."""

    name: str
    url: str
    passage: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that was found."""

    url: str
    title: Sequence[Piece]
    passage: Sequence[Piece]
    number: Sequence[Piece]
    day: date
    kind: str
    column: str
    issuer: str = ""
    status: str = ""
    status_kind: str = "valid"
    files: Sequence[FileHit] = field(default_factory=tuple)


def hits_of(found: Found, language: str, *, with_issuer: bool) -> list[Hit]:
    """The rows of a page as hits; two queries more when some of them were found by their attachments."""
    shown = [(row, _Marked.of(row, found, language)) for row in found.rows]
    unmarked = [row for row, marked in shown if found.words and not marked.any()]
    files = _files(unmarked, found, language)
    return [_hit(row, marked, files.get(row.pk, []), with_issuer) for row, marked in shown]


@dataclass(frozen=True, slots=True)
class _Marked:
    """What of a listing is shown with its words marked."""

    title: Sequence[Piece]
    number: Sequence[Piece]
    passage: Sequence[Piece]

    @classmethod
    def of(cls, row: PublicListing, found: Found, language: str) -> "_Marked":
        title, number = (_marked(text, found) for text in (row.title, row.document_number))
        return cls(title, number, _passage(row, found, language))

    def any(self) -> bool:
        """Whether the reader sees why the text was found without looking into its attachments."""
        return any(piece.hit for piece in (*self.title, *self.number, *self.passage))


def _hit(row: PublicListing, marked: _Marked, files: list[FileHit], with_issuer: bool) -> Hit:
    standing = Validity(row.validity)
    says = row.document_number or kinds.is_document(row.kind) or standing is not Validity.IN_FORCE
    return Hit(
        url=item_address(row.index_number),
        title=marked.title,
        passage=marked.passage,
        number=marked.number,
        day=row.shown_on,
        kind=_(kinds.get(row.kind).label),
        column=row.column_name,
        issuer=row.issuer if with_issuer else "",
        status=_(standing.label) if says else "",
        status_kind=status_kind(standing),
        files=files,
    )


def _marked(text: str, found: Found) -> Sequence[Piece]:
    return tokens.marked(text, found.words, loose=found.relaxed)


def _passage(row: PublicListing, found: Found, language: str) -> Sequence[Piece]:
    """The passage of the body with the most of the words, else of the abstract."""
    length = PASSAGE[language]
    if not found.words and row.abstract:
        return tokens.snippet(row.abstract, found.words, length=length)
    body = tokens.snippet(
        " ".join(plain_text(row.version.body).split()), found.words, length=length, loose=found.relaxed
    )
    if any(piece.hit for piece in body) or not row.abstract:
        return body
    return tokens.snippet(row.abstract, found.words, length=length, loose=found.relaxed)


def _files(rows: Sequence[PublicListing], found: Found, language: str) -> dict[int, list[FileHit]]:
    """For each listing the attachments that have the words in name or text."""
    hits: dict[int, list[FileHit]] = {}
    for listing, attachment, text in public.attachments_with_text(rows):
        name = download_name(attachment)
        passage = tokens.snippet(text, found.words, length=PASSAGE[language], loose=found.relaxed)
        named = any(piece.hit for piece in _marked(attachment.title, found))
        if named or any(piece.hit for piece in passage):
            url = reverse("publishing_files:attachment", args=[attachment.uid, name])
            hits.setdefault(listing.pk, []).append(FileHit(name, url, passage if text else ()))
    return hits
