"""The term base as its pages list it."""

from datetime import date

from django.db.models import Q, QuerySet

from mingchuang.base.design.languages import CHINESE
from mingchuang.publishing.models import TermEntry


def terms_listed(
    *, query: str = "", language: str = "", in_use_on: date | None = None
) -> QuerySet[TermEntry]:
    """Entries narrowed by words of the term or a rendering, a language, and use on a day."""
    entries = TermEntry.objects.all()
    if language:
        entries = entries.filter(language=language)
    if in_use_on is not None:
        entries = entries.filter(Q(valid_to=None) | Q(valid_to__gte=in_use_on))
    if wanted := query.casefold().strip():
        # Lists of renderings are JSON, which the databases search differently: a term base is small.
        entries = entries.filter(pk__in=[entry.pk for entry in entries if wanted in _said(entry)])
    return entries.order_by("term", "language")


def names_of_terms(language: str) -> list[str]:
    """What the terms of the term base are called in a language: the Chinese terms, or what is required."""
    if language == CHINESE:
        return list(TermEntry.objects.order_by("term").values_list("term", flat=True).distinct())
    entries = TermEntry.objects.filter(language=language).order_by("term")
    return [name for required in entries.values_list("required", flat=True) for name in required]


def _said(entry: TermEntry) -> str:
    return "\n".join((entry.term, *entry.required, *entry.banned)).casefold()
