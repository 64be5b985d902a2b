"""Messages to the people of the office, and to those outside who left an address."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.base.personal.models import PersonalRecord


class Message(models.Model):
    """One message to one person, shown at the desk and, where asked, sent by e-mail."""

    uid = models.UUIDField(_("标识"), default=new_uid, unique=True, editable=False)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="messages", verbose_name=_("收件人")
    )
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"), blank=True)
    link = models.CharField(_("链接"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("时间"))
    read_at = models.DateTimeField(_("阅读时间"), null=True)
    by_email = models.BooleanField(_("同时发电子邮件"), default=False)
    emailed_at = models.DateTimeField(_("邮件发出时间"), null=True)

    class Meta:
        verbose_name = _("消息")
        indexes = [
            models.Index(fields=["recipient", "-created_at"], name="notify_recipient_created"),
            models.Index(
                fields=["recipient"], condition=models.Q(read_at=None), name="notify_unread_by_recipient"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class Way(models.TextChoices):
    """How somebody outside is told."""

    EMAIL = "email", _("电子邮件")
    SMS = "sms", _("短信")


class OutsideMessage(models.Model):
    """One message to somebody outside; `record` holds where to, sealed. `problem` is a code, never a text
    of the other side, which might repeat the address."""

    uid = models.UUIDField(_("标识"), default=new_uid, unique=True, editable=False)
    record = models.ForeignKey(PersonalRecord, models.PROTECT, related_name="+", verbose_name=_("收件人"))
    way = models.CharField(_("方式"), max_length=10, choices=Way.choices)
    subject = models.CharField(_("标题"), max_length=200)
    body = models.TextField(_("内容"))
    about = models.CharField(_("事项"), max_length=36, db_index=True)
    created_at = models.DateTimeField(_("时间"))
    tries = models.PositiveSmallIntegerField(_("已尝试次数"), default=0)
    problem = models.CharField(_("失败原因"), max_length=100, blank=True)
    sent_at = models.DateTimeField(_("发出时间"), null=True)

    class Meta:
        verbose_name = _("对外通知")
        indexes = [
            models.Index(fields=["id"], condition=models.Q(sent_at=None), name="notify_outside_unsent")
        ]

    def __str__(self) -> str:
        return str(self.uid)
