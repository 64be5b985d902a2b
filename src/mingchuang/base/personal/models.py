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


_FORBIDDEN = (
    "(OLD.erased_at IS NOT NULL) OR NEW.digest <> OLD.digest OR NEW.kind <> OLD.kind OR NEW.uid <> OLD.uid"
)
triggers.declare(
    triggers.guard(
        "personal_record_tombstone",
        "personal_personalrecord",
        on="UPDATE",
        sqlite_when=_FORBIDDEN,
        postgres_when=_FORBIDDEN,
        message="an erased personal record stays erased and a digest never changes",
    ),
    triggers.guard(
        "personal_record_no_delete",
        "personal_personalrecord",
        on="DELETE",
        sqlite_when="1",
        postgres_when="TRUE",
        message="a personal record is erased, not deleted",
    ),
)
