"""The gates of versions with what was decided at each, in one query for any number of versions."""

from typing import Any

from django.db.models import F, FilteredRelation, Prefetch, Q, prefetch_related_objects

from mingchuang.publishing.models import RequiredGate, Version


def with_gates() -> Prefetch[Any]:
    """What a query of versions prefetches for `gates_of`."""
    rows = RequiredGate.objects.annotate(
        signed=FilteredRelation("version__decisions", condition=Q(version__decisions__gate=F("gate"))),
        passed=F("signed__passed"),
        comment=F("signed__comment"),
        decided_at=F("signed__decided_at"),
        reviewer=F("signed__reviewer__display_name"),
    )
    return Prefetch("required_gates", rows, to_attr="known_gates")


def gates_of(version: Version) -> list[Any]:
    """The required gates of a version; `passed` is None where nobody has decided yet.

    Each carries `passed`, `comment`, `decided_at` and the name of the `reviewer`. Nothing is read again for
    a version that was read `with_gates`.
    """
    prefetch_related_objects([version], with_gates())
    known: list[Any] = version.known_gates  # type: ignore[attr-defined]
    return known
