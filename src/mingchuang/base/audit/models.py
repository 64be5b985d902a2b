"""The audit trail: what was done, by whom, to what, and the chain that seals it.

Rows hold ids, codes and dates, never personal data, so that the trail can be kept for ever.
"""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.base.triggers.services import append_only, declare


class AuditEvent(models.Model):
    """One thing done. Inserted unchained by `services.record`; the database refuses to change it."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    at = models.DateTimeField(_("时间"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("操作人")
    )
    action = models.CharField(_("操作"), max_length=80, db_index=True)
    target_type = models.CharField(_("对象类别"), max_length=80, blank=True)
    target_id = models.CharField(_("对象编号"), max_length=40, blank=True)
    data = models.JSONField(_("内容"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("操作记录")
        verbose_name_plural = _("操作记录")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_by_target"),
            # The trail is read newest first: narrowed, without sorting all that is left.
            models.Index(fields=["target_type", "id"], name="audit_by_kind"),
            models.Index(fields=["action", "id"], name="audit_by_action"),
        ]

    def __str__(self) -> str:
        return f"{self.action}#{self.pk}"


class AuditSeal(models.Model):
    """Link number `seq` of the chain: the hash of one event and of the link before it.

    No foreign-key constraint: a seal must outlive an event that somebody removed by force, because
    it is the seal that tells.
    """

    seq = models.PositiveBigIntegerField(_("序号"), primary_key=True)
    event = models.OneToOneField(
        AuditEvent, models.DO_NOTHING, db_constraint=False, related_name="seal", verbose_name=_("操作记录")
    )
    prev_hash = models.CharField(_("前一环"), max_length=64)
    hash = models.CharField(_("本环"), max_length=64)
    sealed_at = models.DateTimeField(_("封存时间"))

    class Meta:
        verbose_name = _("封存")
        verbose_name_plural = _("封存")
        ordering = ["seq"]

    def __str__(self) -> str:
        return f"#{self.seq}"


class ChainHead(models.Model):
    """The head of the chain on a day, also written to a file that is kept elsewhere.

    `others` holds the digests of the chains that chapters keep themselves, by name.
    """

    day = models.DateField(_("日期"), primary_key=True)
    seq = models.PositiveBigIntegerField(_("序号"))
    hash = models.CharField(_("链头"), max_length=64)
    others = models.JSONField(_("其他链"), default=dict)
    prev_hash = models.CharField(_("前一日"), max_length=64)
    head_hash = models.CharField(_("本日"), max_length=64)
    made_at = models.DateTimeField(_("导出时间"))

    class Meta:
        verbose_name = _("每日链头")
        verbose_name_plural = _("每日链头")
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()


declare(*append_only("audit_auditevent"), *append_only("audit_auditseal"), *append_only("audit_chainhead"))
