"""The feed: that something changed, not what it is now; readers load that themselves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.feed.expressions import CurrentTransaction


class Change(models.Model):
    """One thing changed. Written in the transaction of the change; pruned when every reader has passed it."""

    transaction = models.BigIntegerField(_("事务号"), db_default=CurrentTransaction())
    topic = models.CharField(_("主题"), max_length=60)
    key = models.CharField(_("对象"), max_length=100)
    data = models.JSONField(_("内容"), default=dict)
    recorded_at = models.DateTimeField(_("记录时间"))

    class Meta:
        verbose_name = _("变更")
        verbose_name_plural = _("变更")
        indexes = [models.Index(fields=["transaction", "id"], name="feed_order")]

    def __str__(self) -> str:
        return f"{self.topic} {self.key}"


class Reader(models.Model):
    """Somebody who follows the feed on a host, and how far they have come."""

    name = models.CharField(_("名称"), max_length=120, primary_key=True)
    transaction = models.BigIntegerField(_("事务号"), default=0)
    change = models.BigIntegerField(_("变更号"), default=0)
    moved_at = models.DateTimeField(_("更新时间"))

    class Meta:
        verbose_name = _("变更读者")
        verbose_name_plural = _("变更读者")

    def __str__(self) -> str:
        return self.name


class Horizon(models.Model):
    """The last change that was pruned: who stands before it has missed something. One row."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    transaction = models.BigIntegerField(_("事务号"))
    change = models.BigIntegerField(_("变更号"))

    class Meta:
        verbose_name = _("变更起点")
        verbose_name_plural = _("变更起点")

    def __str__(self) -> str:
        return f"{self.transaction}:{self.change}"
