"""The hosts that bake the public site, and what each has confirmed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.publishing.models.content import Item, Language


class BakeHost(models.Model):
    """A host with a baked site. It registers itself, gives a sign of life, and says how far it is."""

    name = models.CharField(_("主机"), max_length=100, unique=True)
    seen_at = models.DateTimeField(_("最近报告"))
    baked_at = models.DateTimeField(_("最近生成"), null=True)
    waiting = models.PositiveIntegerField(_("待处理变更"), default=0)
    waiting_since = models.DateTimeField(_("最早变更"), null=True)
    full_started_at = models.DateTimeField(_("全站生成开始"), null=True)
    full_ended_at = models.DateTimeField(_("全站生成完成"), null=True)
    full_done = models.PositiveIntegerField(_("已生成页数"), default=0)
    full_total = models.PositiveIntegerField(_("总页数"), default=0)
    verified_at = models.DateTimeField(_("最近核对"), null=True)
    differences = models.JSONField(_("核对差异"), default=list)
    problem = models.CharField(_("故障"), max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("生成主机")
        verbose_name_plural = _("生成主机")

    def __str__(self) -> str:
        return self.name

    @property
    def is_baking_all(self) -> bool:
        """Whether a full bake is under way."""
        started, ended = self.full_started_at, self.full_ended_at
        return started is not None and (ended is None or ended < started)

    @property
    def percent(self) -> int:
        """How much of the full bake is done."""
        return min(100, self.full_done * 100 // self.full_total) if self.full_total else 0


class WithdrawalConfirmation(models.Model):
    """A host has looked at its disk: of this item only the tombstone is left.

    With a `language` it is about the edition in that language alone, which leaves no tombstone.
    """

    host = models.ForeignKey(BakeHost, models.CASCADE, related_name="confirmations")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    language = models.CharField(max_length=10, choices=Language.choices, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("撤下确认")
        constraints = [
            models.UniqueConstraint(fields=["host", "item", "language"], name="one_confirmation_a_host")
        ]

    def __str__(self) -> str:
        return f"{self.host_id}: {self.item_id} {self.language}".rstrip()
