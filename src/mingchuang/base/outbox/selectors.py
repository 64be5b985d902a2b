"""Reading the outbox in order."""

from django.db.models import QuerySet

from mingchuang.base.outbox.models import OutboxPosition


def after(sequence: int) -> QuerySet[OutboxPosition]:
    """Events past `sequence`, in order; remember the last one's sequence to go on from there."""
    return OutboxPosition.objects.filter(sequence__gt=sequence).select_related("event").order_by("sequence")
