"""Personal data, apart from everything else: encrypted, erasable, and nowhere repeated.

Events, audit rows, indexes and pages refer to a record by its uid and hold none of its content.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.base.triggers import services as triggers


class PersonalRecord(models.Model):
    """One person's data for one purpose. After erasure the row stays as a tombstone without content.

    The salt of `digest` stands inside `sealed`: who has the table but not the key cannot try out
    telephone numbers against the digest, and after erasure nobody can.
    """

    uid = models.UUIDField(_("标识"), default=new_uid, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=60)
    sealed = models.BinaryField(_("密文"), null=True)
    digest = models.CharField(_("加盐摘要"), max_length=64)
    kept_at = models.DateTimeField(_("保存时间"))
    erased_at = models.DateTimeField(_("清除时间"), null=True)

    class Meta:
        verbose_name = _("个人信息")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=True, erased_at__isnull=False)
                | models.Q(sealed__isnull=False, erased_at__isnull=True),
                name="personal_sealed_or_erased",
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


class PersonalFile(models.Model):
    """A file that identifies somebody: a scan of an identity card, a signed form. Encrypted like a record.

    The bytes stand in the row and not in the content store: they come and go with the transaction, a backup
    without the key shows nothing, and erasure leaves no copy under a hash.
    """

    uid = models.UUIDField(_("标识"), default=new_uid, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=60)
    media_type = models.CharField(_("类型"), max_length=100)
    size = models.PositiveIntegerField(_("字节数"))
    sealed = models.BinaryField(_("密文"), null=True)
    digest = models.CharField(_("加盐摘要"), max_length=64)
    kept_at = models.DateTimeField(_("保存时间"))
    erased_at = models.DateTimeField(_("清除时间"), null=True)

    class Meta:
        verbose_name = _("个人信息文件")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sealed__isnull=True, erased_at__isnull=False)
                | models.Q(sealed__isnull=False, erased_at__isnull=True),
                name="personal_file_sealed_or_erased",
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


_FORBIDDEN = (
    "(OLD.erased_at IS NOT NULL) OR NEW.digest <> OLD.digest OR NEW.kind <> OLD.kind OR NEW.uid <> OLD.uid"
)


def _guards(name: str, table: str, what: str) -> tuple[triggers.Trigger, ...]:
    return (
        triggers.guard(
            f"personal_{name}_tombstone",
            table,
            on="UPDATE",
            sqlite_when=_FORBIDDEN,
            postgres_when=_FORBIDDEN,
            message=f"an erased {what} stays erased and a digest never changes",
        ),
        triggers.guard(
            f"personal_{name}_no_delete",
            table,
            on="DELETE",
            sqlite_when="1",
            postgres_when="TRUE",
            message=f"a {what} is erased, not deleted",
        ),
    )


triggers.declare(
    *_guards("record", "personal_personalrecord", "personal record"),
    *_guards("file", "personal_personalfile", "personal file"),
)
