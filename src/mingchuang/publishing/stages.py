"""Where the writing of an item stands, seen from the desk: computed from draft and versions, never stored."""

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextChoices,
    Value,
    When,
)
from django.utils.translation import gettext_lazy as _

from mingchuang.publishing.models import Draft, Edition, Item, ItemState, Version, VersionState

CHINESE = "zh-hans"


class Stage(TextChoices):
    """What happens to the working version of an item."""

    WRITING = "writing", _("起草中")
    RETURNED = "returned", _("已退回，待修改")
    IN_REVIEW = "in_review", _("审核中")
    CLEARED = "cleared", _("待发布")
    SCHEDULED = "scheduled", _("定时发布")
    CORRECTING = "correcting", _("更正中")
    SETTLED = "settled", _("无在办版本")


STATUS_KINDS: dict[str, str] = {
    Stage.WRITING: "running",
    Stage.RETURNED: "overdue",
    Stage.IN_REVIEW: "running",
    Stage.CLEARED: "soon",
    Stage.SCHEDULED: "soon",
    Stage.CORRECTING: "running",
    Stage.SETTLED: "stopped",
}
"""The sign and colour each stage is shown with."""

ITEM_STATUS_KINDS: dict[str, str] = {
    ItemState.NEW: "running",
    ItemState.PUBLISHED: "done",
    ItemState.WITHDRAWING: "soon",
    ItemState.WITHDRAWN: "withdrawn",
    ItemState.DISCARDED: "stopped",
}


IN_FLOW: dict[str, Stage] = {
    VersionState.IN_REVIEW: Stage.IN_REVIEW,
    VersionState.CLEARED: Stage.CLEARED,
    VersionState.SCHEDULED: Stage.SCHEDULED,
}
"""The stages of submitted texts, by the state of their version."""


def with_stage(items: Any) -> QuerySet[Item]:
    """Items with `stage`, computed in the query."""
    latest = Version.objects.filter(edition__item=OuterRef("pk"), edition__language=CHINESE)
    items = items.annotate(latest_state=Subquery(latest.order_by("-number").values("state")[:1]))
    return items.annotate(
        stage=Case(
            When(state=ItemState.DISCARDED, then=Value(Stage.SETTLED)),
            *(When(latest_state=state, then=Value(stage)) for state, stage in IN_FLOW.items()),
            When(chinese_draft__locked=True, then=Value(Stage.SETTLED)),
            When(latest_state=VersionState.REJECTED, then=Value(Stage.RETURNED)),
            When(~Q(state=ItemState.NEW), then=Value(Stage.CORRECTING)),
            default=Value(Stage.WRITING),
            output_field=CharField(),
        )
    )


def at_stage(items: Any, stage: str) -> QuerySet[Item]:
    """Items at one stage."""
    if stage == Stage.SETTLED:
        return items.exclude(pk__in=unsettled().values("pk"))
    return with_stage(items).filter(pk__in=_in_flow() if stage in IN_FLOW.values() else _open(), stage=stage)


def unsettled() -> QuerySet[Item]:
    """Items at any stage but settled. Few are worked on at any time, and nobody need look up the newest
    version of all others to say so.
    """
    return Item.objects.filter(Q(pk__in=_open()) | Q(pk__in=_in_flow())).exclude(state=ItemState.DISCARDED)


def _open() -> QuerySet[Edition, Any]:
    return _chinese(Draft.objects.filter(locked=False).values("edition"))


class _IsInFlow(Func):
    """Whether a state is one of `IN_FLOW`, written out as in the index of the few versions that are.

    As parameters the states would hide from SQLite that this index has them all.
    """

    template = "%(expressions)s IN ('in_review', 'cleared', 'scheduled')"
    output_field = BooleanField()


def _in_flow() -> QuerySet[Edition, Any]:
    newer = Version.objects.filter(edition=OuterRef("edition"), number__gt=OuterRef("number"))
    return _chinese(Version.objects.filter(_IsInFlow(F("state")), ~Exists(newer)).values("edition"))


def _chinese(editions: QuerySet[Any, Any]) -> QuerySet[Edition, Any]:
    """The items of those of some editions that are Chinese."""
    return Edition.objects.filter(pk__in=editions, language=CHINESE).values("item")
