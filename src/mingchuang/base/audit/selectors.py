"""Reading the audit trail."""

from datetime import date, timedelta

from django.db.models import Model, QuerySet
from django.utils.functional import cached_property

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit.models import AuditEvent, AuditSeal
from mingchuang.base.localtime import start_of_day
from mingchuang.rules.roles import Permission

LATEST = 5_000  # events; far more than are written while one transaction is open
COUNTED = 10_000
"""Events that are counted and turned through; older ones are reached by narrowing, or as a file."""


def events(
    reader: User,
    *,
    actor: int | None = None,
    action: str = "",
    target_type: str = "",
    target_id: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[AuditEvent]:
    """The trail, newest first, narrowed by what is given; `first` and `last` are days, both counted.

    Raises `Forbidden` unless `reader` may read the trail.
    """
    require(reader, Permission.READ_AUDIT)
    rows = AuditEvent.objects.select_related("actor", "seal")
    if actor is not None:
        rows = rows.filter(actor_id=actor)
    if action:
        rows = rows.filter(action=action)
    if target_type:
        rows = rows.filter(target_type=target_type)
    if target_id:
        rows = rows.filter(target_id=target_id)
    if first is not None:
        rows = rows.filter(at__gte=start_of_day(first))
    if last is not None:
        rows = rows.filter(at__lt=start_of_day(last + timedelta(days=1)))
    return rows.order_by("-id")


class Windows:
    """The trail a window at a time: ids first, which an index gives however far back, then their rows."""

    def __init__(self, found: QuerySet[AuditEvent]) -> None:
        self._found = found

    @cached_property
    def _counted(self) -> int:
        return self._found.values("pk")[: COUNTED + 1].count()

    def count(self) -> int:
        """How many events there are, COUNTED at most: counting a long trail takes longer than a page."""
        return min(self._counted, COUNTED)

    @property
    def goes_on(self) -> bool:
        """Whether there are more than are counted."""
        return self._counted > COUNTED

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, window: slice) -> list[AuditEvent]:
        return list(self._found.filter(pk__in=self._found.values("pk")[window]))


def acted(person: User, action: str, target: Model) -> bool:
    """Whether a person ever did this to the target: for rules that keep people apart."""
    done = AuditEvent.objects.filter(target_type=target._meta.label_lower, target_id=str(target.pk))
    return done.filter(actor=person, action=action).exists()


def target_types() -> list[str]:
    """Kinds of things that were ever acted on."""
    rows = AuditEvent.objects.exclude(target_type="").order_by("target_type")
    return list(rows.values_list("target_type", flat=True).distinct())


def sealing_state() -> tuple[int, int]:
    """How many events are sealed, and how many wait.

    Looked for among the newest only, and a little before the last sealed one, for transactions that ended
    late: an older gap is found by `mingchuang audit verify`, and counting through all events takes seconds.
    """
    seq, event = AuditSeal.objects.order_by("-seq").values_list("seq", "event_id").first() or (0, 0)
    waiting = AuditEvent.objects.filter(seal__isnull=True, pk__gt=event - LATEST)
    return seq, waiting.count()
