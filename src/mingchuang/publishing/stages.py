"""Where the writing of an item stands, seen from the desk: computed from draft and versions, never stored."""

from typing import Any

from django.db.models import Case, CharField, OuterRef, Q, QuerySet, Subquery, TextChoices, Value, When
from django.utils.translation import gettext_lazy as _

from mingchuang.publishing.models import Item, ItemState, Version, VersionState

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


def with_stage(items: Any) -> QuerySet[Item]:
    """Items with `stage`, computed in the query; they must already join their Chinese edition as `zh`."""
    latest = Version.objects.filter(edition__item=OuterRef("pk"), edition__language=CHINESE)
    items = items.annotate(latest_state=Subquery(latest.order_by("-number").values("state")[:1]))
    in_flow = {
        VersionState.IN_REVIEW: Stage.IN_REVIEW,
        VersionState.CLEARED: Stage.CLEARED,
        VersionState.SCHEDULED: Stage.SCHEDULED,
    }
    return items.annotate(
        stage=Case(
            When(state=ItemState.DISCARDED, then=Value(Stage.SETTLED)),
            *(When(latest_state=state, then=Value(stage)) for state, stage in in_flow.items()),
            When(zh__draft__locked=True, then=Value(Stage.SETTLED)),
            When(latest_state=VersionState.REJECTED, then=Value(Stage.RETURNED)),
            When(~Q(state=ItemState.NEW), then=Value(Stage.CORRECTING)),
            default=Value(Stage.WRITING),
            output_field=CharField(),
        )
    )
