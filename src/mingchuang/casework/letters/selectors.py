"""Which letters a person may see, what they may do with one, and the wording in use."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import divisions_within
from mingchuang.base.files.models import StoredFile
from mingchuang.base.identity.models import ONLY_ROW, SiteIdentity
from mingchuang.casework import registry
from mingchuang.casework import selectors as cases
from mingchuang.casework.letters.models import Delivery, Letter, LetterState, Wording
from mingchuang.casework.models import Case
from mingchuang.rules.letters.content import LetterContent, digest, from_data
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import LETTERS, TO_OTHERS, LetterKind, LetterRule
from mingchuang.rules.roles import Permission

FILES = ("pdf", "docx", "signed")


def visible(reader: User) -> QuerySet[Letter]:
    """Letters of the cases `reader` may look at."""
    return Letter.objects.filter(case__in=cases.visible(reader))


def letters_of(case: Case) -> QuerySet[Letter]:
    """The letters of a case, newest first, with what a list shows. The caller has checked the case."""
    people = ("drafted_by", "approved_by", "issued_by", "voided_by")
    return case.letters.select_related(*people, "docx", "pdf", "signed").prefetch_related("deliveries")


def with_deliveries(case: Case) -> QuerySet[Letter]:
    """The letters of a case, newest first, without their texts: one row a delivery.

    `handed_way` and `handed_on` are of the delivery, empty where there is none. One statement, because every
    page of a case asks for it: with what the kind ties to a letter, and `office_code`, empty while the office
    cannot number.
    """
    tied = registry.find(case.kind).tied_to_letters
    rows = case.letters.select_related(*tied) if tied else case.letters.all()
    rows = rows.defer("content").order_by("-drafted_at", "-id", "deliveries__on", "deliveries__id")
    code = SiteIdentity.objects.filter(pk=ONLY_ROW).values("document_code")
    return rows.annotate(
        handed_way=F("deliveries__way"), handed_on=F("deliveries__on"), office_code=Subquery(code)
    )


_NOT_FOR_APPLICANTS = TO_OTHERS | {LetterKind.DELIVERY_RECORD}
"""Letters to third parties and other agencies, and the office's own record."""


def letters_to_applicant(case: Case) -> QuerySet[Letter]:
    """The letters of a case its applicant may download: issued, not voided, and addressed to them.

    All but the receipt are there once they have left: whoever reads a letter knows it, and periods begin.
    """
    left = Exists(Delivery.objects.filter(letter=OuterRef("pk")))
    issued = case.letters.filter(Q(kind=LetterKind.RECEIPT) | left, state=LetterState.ISSUED, erased_at=None)
    issued = issued.exclude(kind__in=_NOT_FOR_APPLICANTS)
    return issued.select_related("pdf", "signed").order_by("issued_at", "id")


def is_to_applicant(letter: Letter) -> bool:
    """Whether a letter is addressed to the applicant."""
    return letter.kind not in _NOT_FOR_APPLICANTS


def content_of(letter: Letter) -> LetterContent | None:
    """What the letter says; None once it was erased."""
    return from_data(letter.content) if letter.erased_at is None else None


def is_whole(letter: Letter) -> bool:
    """Whether the text still has the hash it was written with; an erased one has nothing to show."""
    return letter.erased_at is not None or digest(letter.content) == letter.digest


def rule_of(letter: Letter) -> LetterRule:
    """What is fixed for letters of this kind."""
    return LETTERS[LetterKind(letter.kind)]


def may_approve(person: User, letter: Letter) -> bool:
    """Whether a person may approve the letter: the permission where the case is, and not the drafter."""
    where = divisions_within(person, Permission.APPROVE_LETTER)
    held = where == "all" or (letter.case.division_id is not None and letter.case.division_id in where)
    return held and person.pk != letter.drafted_by_id


def may_work_on(person: User, letter: Letter) -> bool:
    """Whether a person may draft, issue, void and deliver letters of the case."""
    return cases.may_handle(person, letter.case)


def file_of(letter: Letter, name: str) -> StoredFile | None:
    """A file of the letter by its name ("pdf", "docx", "signed")."""
    return getattr(letter, name) if name in FILES else None


def ready_to_issue(letter: Letter) -> bool:
    """Whether the letter's state lets it be issued."""
    if letter.state == LetterState.APPROVED:
        return True
    return letter.state == LetterState.DRAFT and not rule_of(letter).approval


class LetterStep(StrEnum):
    """What a letter waits for."""

    APPROVE = "approve"
    ISSUE = "issue"
    DELIVER = "deliver"


STEP_LABELS = {
    LetterStep.APPROVE: _("核准"),
    LetterStep.ISSUE: _("编号印发"),
    LetterStep.DELIVER: _("送达"),
}


def next_step(letter: Letter, *, delivered: bool | None = None) -> LetterStep | None:
    """The next thing to do with a letter; None when it is out or void.

    Where `delivered` is not said, the prefetched deliveries are read.
    """
    if letter.erased_at is not None or letter.state == LetterState.VOIDED:
        return None
    if letter.state == LetterState.ISSUED:
        out = bool(letter.deliveries.all()) if delivered is None else delivered
        waits = rule_of(letter).delivered and not out
        return LetterStep.DELIVER if waits else None
    return LetterStep.ISSUE if ready_to_issue(letter) else LetterStep.APPROVE


def may_take(person: User, letter: Letter, step: LetterStep) -> bool:
    """Whether the next step is this person's to take."""
    return may_approve(person, letter) if step is LetterStep.APPROVE else may_work_on(person, letter)


def numbered(reader: User) -> QuerySet[Letter]:
    """Every letter `reader` may see that has a number, voided ones too: by series, newest number first."""
    found = visible(reader).filter(number__isnull=False)
    people = found.select_related("case", "issued_by", "voided_by").prefetch_related("deliveries")
    return people.order_by("series", "-year", "-serial")


def series_and_years(reader: User) -> tuple[list[str], list[int]]:
    """The series and the years in which numbers were given, for the filters of their register."""
    found = visible(reader).filter(number__isnull=False).order_by()
    years = {year for year in found.values_list("year", flat=True).distinct() if year is not None}
    return sorted(found.values_list("series", flat=True).distinct()), sorted(years, reverse=True)


def wording_of(kind: LetterKind) -> tuple[tuple[str, ...], Wording | None]:
    """The paragraphs in use for a kind and the version they come from; None: our own wording."""
    newest = versions_of(kind).first()
    return (tuple(newest.paragraphs), newest) if newest else (DEFAULT_WORDING[kind], None)


def versions_of(kind: LetterKind) -> QuerySet[Wording]:
    """Every version the office saved of a kind's wording, newest first."""
    return Wording.objects.filter(kind=kind).select_related("saved_by").order_by("-version")


@dataclass(frozen=True, slots=True)
class WordingRow:
    """One kind in the list of wording."""

    kind: LetterKind
    rule: LetterRule
    newest: Wording | None


def wording_rows() -> Sequence[WordingRow]:
    """Every kind with the version in use, in the order of the enumeration."""
    highest = dict(Wording.objects.order_by().values_list("kind").annotate(Max("version")))
    found = {
        row.kind: row
        for row in Wording.objects.filter(version__in=set(highest.values())).select_related("saved_by")
        if row.version == highest[row.kind]
    }
    return [WordingRow(kind, rule, found.get(kind.value)) for kind, rule in LETTERS.items()]
