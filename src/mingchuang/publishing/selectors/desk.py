"""What the people of the office may see of the work."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import may
from mingchuang.base.accounts.selectors import permissions_of
from mingchuang.publishing.models import (
    CheckFinding,
    Draft,
    Edition,
    GateDecision,
    Item,
    ItemState,
    PublicationEvent,
    RequiredGate,
    UnmergedCopy,
    Version,
    VersionState,
)
from mingchuang.publishing.stages import CHINESE
from mingchuang.rules.gates import Gate, reviewer_permission
from mingchuang.rules.roles import Permission

ONCE_PUBLIC = {ItemState.PUBLISHED, ItemState.WITHDRAWING, ItemState.WITHDRAWN}


def items_visible_to(user: User) -> QuerySet[Item]:
    """Items a person may see at the desk: their divisions' work, what they review, what they translate."""
    held = permissions_of(user)
    where = held.divisions(Permission.READ_WORK)
    items = Item.objects.select_related("division", "created_by")
    if where == "all":
        return items
    condition = Q(division_id__in=where)
    # First by state, which says it of nearly every item: what else is asked is asked of the rest only.
    if states := states_seen_by(user):
        condition |= Q(state__in=states)
    if _reviews(user):
        condition |= Q(Exists(Version.objects.filter(edition__item=OuterRef("pk"))))
    if spoken := held.languages(Permission.TRANSLATE_EDITION):
        condition |= Q(Exists(Edition.objects.filter(item=OuterRef("pk"), language__in=spoken)))
    return items.filter(condition)


def states_seen_by(user: User) -> list[str]:
    """The states in which a person sees every item, whichever division wrote it.

    Reviewers see what was ever submitted, as was everything that was public once; translators what is public.
    """
    if sees_all(user):
        return list(ItemState.values)
    seen: set[str] = set(ONCE_PUBLIC) if _reviews(user) else set()
    if permissions_of(user).languages(Permission.TRANSLATE_EDITION):
        seen.add(ItemState.PUBLISHED)
    return sorted(seen)


def _reviews(user: User) -> bool:
    held = permissions_of(user)
    return any(held.allow(reviewer_permission(gate)) for gate in Gate)


def sees_all(user: User) -> bool:
    """Whether `items_visible_to` leaves out nothing, so that a query need not ask it about every item."""
    return permissions_of(user).divisions(Permission.READ_WORK) == "all"


def with_work(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with what a list row shows, in a fixed number of queries."""
    return items.prefetch_related(
        Prefetch(
            "editions",
            Edition.objects.select_related("draft__column", "released_version__column").prefetch_related(
                Prefetch("versions", Version.objects.order_by("-number"))
            ),
        )
    )


def drafts_visible_to(user: User) -> QuerySet[Draft]:
    """Drafts a person may see: of divisions whose work they may read, in languages they translate into."""
    held = permissions_of(user)
    where = held.divisions(Permission.READ_WORK)
    drafts = Draft.objects.select_related("edition__item__division", "column", "updated_by")
    if where == "all":
        return drafts
    spoken = held.languages(Permission.TRANSLATE_EDITION)
    return drafts.filter(Q(edition__item__division_id__in=where) | Q(edition__language__in=spoken))


def may_read_draft(user: User, draft: Draft) -> bool:
    """Whether a draft is among `drafts_visible_to`, told without asking the database."""
    held = permissions_of(user)
    edition = draft.edition
    where = held.divisions(Permission.READ_WORK)
    if where == "all" or edition.item.division_id in where:
        return True
    return edition.language in held.languages(Permission.TRANSLATE_EDITION)


def versions_visible_to(user: User) -> QuerySet[Version]:
    """Versions of the items a person may see."""
    rows = Version.objects.select_related(
        "edition__item__division", "column", "submitted_by", "based_on", "source_version"
    )
    return rows if sees_all(user) else rows.filter(edition__item__in=items_visible_to(user))


@dataclass(frozen=True, slots=True)
class Waiting:
    """One version waiting at one gate for this person."""

    version: Version
    gate: Gate


def waiting_for(user: User, *, limit: int = 500) -> list[Waiting]:
    """Versions this person could sign now, each with the gate, oldest first.

    Left out: what they edited, what they already signed at another gate, what somebody rejected.
    """
    held = permissions_of(user)
    gates = [gate for gate in Gate if held.allow(reviewer_permission(gate))]
    if not gates:
        return []
    signed = GateDecision.objects.filter(version=OuterRef("version"), gate=OuterRef("gate"))
    mine = GateDecision.objects.filter(version=OuterRef("version"), reviewer=user)
    rows = (
        RequiredGate.objects.filter(
            gate__in=[gate.value for gate in gates], version__state=VersionState.IN_REVIEW
        )
        .exclude(version__editors__user=user)
        .exclude(Exists(signed))
        .exclude(Exists(mine))
        .select_related("version__edition__item__division", "version__submitted_by", "version__column")
        .order_by("version__submitted_at", "version_id", "gate")[:limit]
    )
    return [
        Waiting(row.version, Gate(row.gate))
        for row in rows
        if held.allow(reviewer_permission(Gate(row.gate)), language=row.version.edition.language)
    ]


def ready_to_release(user: User) -> QuerySet[Version]:
    """Versions that have passed every gate and wait for release or their time."""
    if not may(user, Permission.RELEASE_ITEM):
        return Version.objects.none()
    return (
        Version.objects.filter(state__in=[VersionState.CLEARED, VersionState.SCHEDULED])
        .select_related("edition__item__division", "column", "scheduled_by", "review_result")
        .order_by("scheduled_for", "submitted_at")
    )


def late_items(user: User, today: date) -> QuerySet[Item]:
    """Items not yet public whose twenty working days have run out before `today`."""
    return items_visible_to(user).filter(state=ItemState.NEW, publication_due_on__lt=today)


def returned_to(user: User) -> QuerySet[Draft]:
    """Open drafts of this person whose last version was returned at a gate."""
    # Asked draft by draft: few are open, and as a list SQLite would read every version there is.
    rejected = Version.objects.filter(edition=OuterRef("edition"), state=VersionState.REJECTED)
    # The open ones as a list: SQLite would begin with all that the person's division ever wrote.
    open_drafts = Draft.objects.filter(locked=False).values("pk")
    return (
        drafts_visible_to(user)
        .filter(pk__in=open_drafts)
        .filter(Q(edition__item__created_by=user, edition__language=CHINESE) | Q(edition__translator=user))
        .filter(Exists(rejected))
        .exclude(edition__item__state=ItemState.DISCARDED)
    )


def unmerged_copies(user: User) -> QuerySet[UnmergedCopy]:
    """Texts saved side by side that wait to be merged, in drafts this person may see."""
    visible = drafts_visible_to(user).filter(pk=OuterRef("draft_id"))
    return UnmergedCopy.objects.filter(Exists(visible), settled_at=None).select_related(
        "draft__edition__item", "saved_by"
    )


def open_findings(user: User) -> QuerySet[CheckFinding]:
    """Findings that stand open on versions this person may see."""
    visible = versions_visible_to(user).filter(pk=OuterRef("version_id"))
    return CheckFinding.objects.filter(Exists(visible), disposed_at=None)


def due_items(user: User, today: date, until: date) -> QuerySet[Item]:
    """Items not yet public whose last day falls between `today` and `until`, both included."""
    return items_visible_to(user).filter(
        state=ItemState.NEW, publication_due_on__gte=today, publication_due_on__lte=until
    )


def with_titles(items: QuerySet[Item]) -> QuerySet[Item]:
    """Items with the title of their Chinese draft as `draft_title`, nearest due date first."""
    return items.annotate(draft_title=F("chinese_draft__title")).order_by("publication_due_on", "pk")


NEWEST_EVENTS = 1000
"""How far back `recent_events` looks: a division that published nothing for years would read every event."""


def recent_events(user: User, *, limit: int) -> QuerySet[PublicationEvent]:
    """What was released, corrected or withdrawn lately among what this person may see, newest first."""
    # The days alone first: joined at once, SQLite begins with the divisions and reads every event there is.
    newest = PublicationEvent.objects.order_by("-at", "-id")
    if not sees_all(user):
        lately = newest.values("pk")[:NEWEST_EVENTS]
        newest = newest.filter(pk__in=lately).filter(
            Exists(items_visible_to(user).filter(pk=OuterRef("item_id")))
        )
    return (
        PublicationEvent.objects.filter(pk__in=newest.values("pk")[:limit])
        .select_related("item__division", "actor", "version__edition")
        .annotate(title=F("item__chinese_draft__title"))
        .order_by("-at", "-id")
    )
