"""Reading what was searched, which words are known, and which mean the same."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from mingchuang.base.lookups.models import LANGUAGES, Fate, KnownWord, SearchCount, SynonymGroup
from mingchuang.rules.lookups import Found, closest, kept_form, tolerance

CANDIDATES = 3000
"""Known words compared with one that may be mistyped."""


@dataclass(frozen=True, slots=True)
class Period:
    """Which counts a report is about: days, both included, and a language ("": all)."""

    first: date
    last: date
    language: str = ""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """The period of the same length right before it."""
        return Period(self.first - timedelta(days=self.days), self.first - timedelta(days=1), self.language)


@dataclass(frozen=True, slots=True)
class SearchedWords:
    """Words with how often they were searched in a period, and in the one before."""

    words: str
    language: str
    searches: int
    before: int

    @property
    def language_label(self) -> str:
        return dict(LANGUAGES)[self.language]


@dataclass(frozen=True, slots=True)
class Totals:
    """All searches of a period: how many, without a result, and without kept words."""

    searches: int
    not_found: int
    withheld: int
    crowded: int


def counts_in(period: Period) -> QuerySet[SearchCount]:
    """The day's rows of a period."""
    rows = SearchCount.objects.filter(day__gte=period.first, day__lte=period.last)
    return rows.filter(language=period.language) if period.language else rows


def totals(period: Period) -> Totals:
    """Sums over a period, in one query."""
    sums = counts_in(period).aggregate(
        every=Sum("searches"),
        not_found=Sum("searches", filter=Q(found=Found.NONE)),
        withheld=Sum("searches", filter=Q(fate=Fate.WITHHELD)),
        crowded=Sum("searches", filter=Q(fate=Fate.CROWDED)),
    )
    every, *parts = (value or 0 for value in sums.values())
    return Totals(every, *parts)


def most_searched(
    period: Period, *, not_found: bool = False, least: int = 2, limit: int = 50
) -> list[SearchedWords]:
    """The words searched most in a period, or those that found nothing, each with the period before.

    Words searched fewer than `least` times are left out.
    """
    rows = counts_in(period).filter(fate=Fate.KEPT)
    earlier = counts_in(period.before).filter(fate=Fate.KEPT)
    if not_found:
        rows, earlier = rows.filter(found=Found.NONE), earlier.filter(found=Found.NONE)
    summed = (
        rows.values("words", "language")
        .annotate(n=Sum("searches"))
        .filter(n__gte=least)
        .order_by("-n", "words")[:limit]
    )
    top = list(summed)
    then = {
        (row["words"], row["language"]): row["n"]
        for row in earlier.filter(words__in=[row["words"] for row in top])
        .values("words", "language")
        .annotate(n=Sum("searches"))
    }
    return [
        SearchedWords(row["words"], row["language"], row["n"], then.get((row["words"], row["language"]), 0))
        for row in top
    ]


def by_month(period: Period) -> list[tuple[date, int, int]]:
    """Searches of each month of a period, and those without a result, oldest first."""
    rows = (
        counts_in(period)
        .annotate(month=TruncMonth("day"))
        .values("month")
        .annotate(n=Sum("searches"), none=Sum("searches", filter=Q(found=Found.NONE)))
        .order_by("month")
    )
    return [(row["month"], row["n"], row["none"] or 0) for row in rows]


def by_language(period: Period) -> list[tuple[str, int, int]]:
    """Searches in each language, and those without a result, the most first."""
    rows = (
        counts_in(period)
        .values("language")
        .annotate(n=Sum("searches"), none=Sum("searches", filter=Q(found=Found.NONE)))
        .order_by("-n")
    )
    return [(row["language"], row["n"], row["none"] or 0) for row in rows]


def often_searched(beginning: str, language: str, *, limit: int = 4) -> list[str]:
    """Words many people found something with, that begin so; the most searched first."""
    start = kept_form(beginning)
    if not start:
        return []
    rows = KnownWord.objects.filter(language=language, searches__gt=0, words__startswith=start)
    return list(rows.order_by("-searches", "words").values_list("words", flat=True)[:limit])


def correction(word: str, language: str) -> str:
    """The known word that somebody may have meant by one nobody knows; "" when none is near."""
    wanted = kept_form(word)
    slips = tolerance(wanted)
    if not slips:
        return ""
    shape = Q(words__startswith=wanted[0]) | Q(words__endswith=wanted[-1])
    near = KnownWord.objects.filter(
        language=language, length__gte=len(wanted) - slips, length__lte=len(wanted) + slips
    )
    rows = near.filter(shape).order_by("-weight").values_list("words", "weight", "searches")[:CANDIDATES]
    return closest(wanted, [(known, weight + searches) for known, weight, searches in rows])


def synonyms_of(words: Iterable[str], language: str) -> dict[str, list[str]]:
    """For each of the searched words that has synonyms in use: the others of its group."""
    wanted = {kept_form(word): word for word in words}
    found: dict[str, list[str]] = {}
    for group in SynonymGroup.objects.filter(language=language, in_use=True):
        for form in wanted.keys() & set(group.words):
            found[wanted[form]] = [word for word in group.words if word != form]
    return found


def synonym_groups(*, query: str = "", language: str = "", everything: bool = False) -> list[SynonymGroup]:
    """Groups for the desk, narrowed by a word they hold."""
    rows = SynonymGroup.objects.all()
    if language:
        rows = rows.filter(language=language)
    if not everything:
        rows = rows.filter(in_use=True)
    wanted = kept_form(query)
    return [group for group in rows if not wanted or any(wanted in word for word in group.words)]


def names_of_groups(ids: set[str]) -> dict[str, str]:
    """What groups are called in the audit trail."""
    rows = SynonymGroup.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {str(group.pk): str(group) for group in rows}
