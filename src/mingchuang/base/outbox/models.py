"""What happened, for those who must be told of it: an append-only list in the order it became visible."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.base.triggers import services as triggers


class OutboxEvent(models.Model):
    """One thing that happened, written in the transaction in which it happened."""

    uid = models.UUIDField(_("标识"), default=new_uid, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=100)
    subject_uid = models.CharField(_("对象标识"), max_length=64, db_index=True)
    data = models.JSONField(_("内容"), default=dict)
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("待发事件")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_uid}"


class OutboxPosition(models.Model):
    """The place of an event in the order readers follow, given after the event was committed.

    Keys are handed out before commit: on PostgreSQL key 5 may become visible before key 4, and a reader
    that remembers "up to 5" would never see 4. Positions are given only to what is already visible.
    """

    sequence = models.BigIntegerField(_("顺序号"), primary_key=True)
    event = models.OneToOneField(OutboxEvent, on_delete=models.PROTECT, related_name="position")

    class Meta:
        verbose_name = _("待发事件顺序")

    def __str__(self) -> str:
        return str(self.sequence)


triggers.declare(*triggers.append_only("outbox_outboxevent"), *triggers.append_only("outbox_outboxposition"))
