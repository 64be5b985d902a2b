"""What reading released texts again has found, as far as a person may see the texts."""

from dataclasses import dataclass

from django.db.models import QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.publishing.models import PublicListing, ReleasedFinding
from mingchuang.publishing.selectors.desk import versions_visible_to

OPEN, KEPT, GONE = "open", "kept", "gone"


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """What a person narrows the list by; empty values do not narrow."""

    state: str = OPEN
    gate: str = ""
    severity: str = ""
    query: str = ""


def released_findings(user: User, wanted: FindingFilter) -> QuerySet[ReleasedFinding]:
    """Findings in released texts this person may see, blocking ones first, then the newest."""
    rows = ReleasedFinding.objects.filter(version__in=versions_visible_to(user)).select_related(
        "version__edition__item__division", "kept_by"
    )
    if wanted.state == OPEN:
        # A text corrected a minute ago is out at once, not when the next round closes its findings.
        public = PublicListing.objects.values("version_id")
        rows = rows.filter(gone_at=None, kept_at=None, version__in=public)
    elif wanted.state == KEPT:
        rows = rows.filter(gone_at=None).exclude(kept_at=None)
    elif wanted.state == GONE:
        rows = rows.exclude(gone_at=None)
    if wanted.gate:
        rows = rows.filter(gate=wanted.gate)
    if wanted.severity:
        rows = rows.filter(severity=wanted.severity)
    if wanted.query:
        rows = rows.filter(excerpt__contains=wanted.query) | rows.filter(
            version__title__contains=wanted.query
        )
    return rows.order_by("severity", "-found_at", "pk")


def open_released_findings(user: User) -> QuerySet[ReleasedFinding]:
    """Those nobody has dealt with yet."""
    return released_findings(user, FindingFilter())
