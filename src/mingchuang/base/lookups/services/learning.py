"""Learning each night which words the site knows: from public titles, and from what many people found."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

from django.db import transaction
from django.db.models import Count, Sum

from mingchuang.base.lookups.models import Fate, KnownWord, SearchCount
from mingchuang.rules.lookups import Found, kept_form, words_of

KEPT = 20_000
"""Words kept of a language."""

_ROOM = 200_000
"""Different words counted at once; beyond that those seen once are dropped, so that memory stays flat."""

OFTEN = 5
"""So many searches, on two days at least, before what somebody typed is suggested to others."""

DAYS_BACK = 90


def learn(language: str, titles: Iterable[str], *, today: date, names: Iterable[str] = ()) -> int:
    """Rewrite the known words of a language from `titles`, its public titles; how many are known now.

    `names` are known as wholes, however seldom titles hold them: issuers, terms of the term base.
    """
    weights = _counted(titles)
    searched = _searched_often(language, today)
    named = {kept_form(name) for name in islice(names, KEPT)} - {""}
    known = {word for word, _ in weights.most_common(KEPT)} | set(searched) | named
    rows = [
        KnownWord(
            language=language,
            words=word,
            length=len(word),
            weight=weights[word],
            searches=searched.get(word, 0),
        )
        for word in sorted(known)
    ]
    with transaction.atomic():
        KnownWord.objects.filter(language=language).delete()
        KnownWord.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _counted(titles: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word in _all_words(titles):
        counts[word] += 1
        if len(counts) > _ROOM:
            counts = Counter({word: n for word, n in counts.items() if n > 1})
    return counts


def _all_words(titles: Iterable[str]) -> Iterator[str]:
    for title in titles:
        yield from words_of(title)


def _searched_often(language: str, today: date) -> dict[str, int]:
    """Words many people searched and found something with, each with how often."""
    rows = (
        SearchCount.objects.filter(
            language=language, fate=Fate.KEPT, day__gt=today - timedelta(days=DAYS_BACK)
        )
        .exclude(found=Found.NONE)
        .values("words")
        .annotate(often=Sum("searches"), days=Count("day", distinct=True))
        .filter(often__gte=OFTEN, days__gte=2)
        .order_by("-often")[: KEPT // 10]
    )
    return {row["words"]: row["often"] for row in rows}
