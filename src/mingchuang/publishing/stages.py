"""Where the writing of an item stands, seen from the desk: computed from draft and versions, never stored."""

from typing import Any

from django.db.models import (
    Case,
    CharField,
    FilteredRelation,
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
    """Items with `stage`, computed in the query; they must already join their Chinese edition as `zh`."""
    latest = Version.objects.filter(edition__item=OuterRef("pk"), edition__language=CHINESE)
    items = items.annotate(latest_state=Subquery(latest.order_by("-number").values("state")[:1]))
    return items.annotate(
        stage=Case(
            When(state=ItemState.DISCARDED, then=Value(Stage.SETTLED)),
            *(When(latest_state=state, then=Value(stage)) for state, stage in IN_FLOW.items()),
            When(zh__draft__locked=True, then=Value(Stage.SETTLED)),
            When(latest_state=VersionState.REJECTED, then=Value(Stage.RETURNED)),
            When(~Q(state=ItemState.NEW), then=Value(Stage.CORRECTING)),
            default=Value(Stage.WRITING),
            output_field=CharField(),
        )
    )


def at_stage(items: Any, stage: str) -> QuerySet[Item]:
    """Items at one stage; they must already join their Chinese edition as `zh`.

    Few are worked on at any time: those with an open draft, and those with a version in the flow. Only of
    these the stage is computed; all else is settled, and nobody need look up its newest version to say so.
    """
    open_drafts = Draft.objects.filter(locked=False).values("edition")
    in_flow = Version.objects.filter(state__in=list(IN_FLOW)).values("edition")
    if stage in IN_FLOW.values():
        return with_stage(items).filter(pk__in=_chinese_of(in_flow), stage=stage)
    if stage != Stage.SETTLED:
        return with_stage(items).filter(pk__in=_chinese_of(open_drafts), stage=stage)
    chinese = FilteredRelation("editions", condition=Q(editions__language=CHINESE))
    worked_on = Q(pk__in=_chinese_of(open_drafts)) | Q(pk__in=_chinese_of(in_flow))
    worked: Any = with_stage(Item.objects.annotate(zh=chinese).filter(worked_on))
    return items.exclude(pk__in=worked.exclude(stage=Stage.SETTLED).values("pk"))


def _chinese_of(editions: QuerySet[Any, Any]) -> QuerySet[Edition, Any]:
    return Edition.objects.filter(pk__in=editions, language=CHINESE).values("item")
