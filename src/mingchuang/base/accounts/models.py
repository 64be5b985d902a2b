"""Who works here: the office's divisions, the people in them, and the roles they hold.

Rights come from `rules.roles` alone; Django's groups, permissions, staff and superuser flags are
not used, so that one table says who may do what.
"""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.base.triggers.services import declare, guard
from mingchuang.rules.people import FOREIGN_LANGUAGES, normal_username
from mingchuang.rules.roles import ROLE_LABELS, Role


class Unit(models.Model):
    """An organisation; the office itself is the one marked `is_own`."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    name = models.CharField(_("单位名称"), max_length=200, unique=True)
    is_own = models.BooleanField(_("本机关"), default=False)

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        constraints = [
            models.UniqueConstraint(fields=["is_own"], condition=Q(is_own=True), name="one_own_unit"),
        ]

    def __str__(self) -> str:
        return self.name


class Division(models.Model):  # type: ignore[django-manager-missing]  # columns come from a higher room
    """A division (处室). A closed one keeps its history and takes no new people."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="divisions", verbose_name=_("所属单位")
    )
    code = models.CharField(_("处室代码"), max_length=20, unique=True)
    name = models.CharField(_("处室名称"), max_length=100)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_open = models.BooleanField(_("使用中"), default=True)

    class Meta:
        verbose_name = _("处室")
        verbose_name_plural = _("处室")
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds people by user name; people are created by `services.create_person` only."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=normal_username(username or ""))


class User(AbstractBaseUser):
    """A person who signs in. Never deleted: a person who leaves is deactivated."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    username = models.CharField(_("用户名"), max_length=30, unique=True)
    display_name = models.CharField(_("姓名"), max_length=60)
    email = models.EmailField(_("电子邮箱"), blank=True)
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("所在处室")
    )
    is_active = models.BooleanField(_("在岗"), default=True)
    must_change_password = models.BooleanField(_("须改密码"), default=False)
    created_at = models.DateTimeField(_("建立时间"), null=True, editable=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects = UserManager()

    class Meta:
        verbose_name = _("人员")
        verbose_name_plural = _("人员")
        ordering = ["username"]

    def __str__(self) -> str:
        return self.display_name or self.username

    def get_full_name(self) -> str:
        return self.display_name


class RoleAssignment(models.Model):
    """A role held by a person from `granted_at` until `revoked_at`; open while that is empty.

    `division` bounds roles that reach one division only; `language` names the language a reviewer
    or translator works in (empty: Chinese).
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="assignments", verbose_name=_("人员"))
    role = models.CharField(_("角色"), max_length=40, choices=[(r.value, ROLE_LABELS[r]) for r in Role])
    division = models.ForeignKey(
        Division, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("处室")
    )
    language = models.CharField(_("语种"), max_length=10, blank=True, default="")
    granted_at = models.DateTimeField(_("授予时间"))
    granted_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("授予人")
    )
    revoked_at = models.DateTimeField(_("收回时间"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("收回人")
    )

    class Meta:
        verbose_name = _("角色授予")
        verbose_name_plural = _("角色授予")
        ordering = ["role", "division", "language", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "division", "language"],
                condition=Q(revoked_at__isnull=True, division__isnull=False),
                name="one_open_role_in_division",
            ),
            models.UniqueConstraint(
                fields=["user", "role", "language"],
                condition=Q(revoked_at__isnull=True, division__isnull=True),
                name="one_open_role_in_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}#{self.user_id}"

    @property
    def language_label(self) -> str:
        """The language in words; empty for Chinese."""
        return FOREIGN_LANGUAGES.get(self.language, self.language)


# Who did what must stay answerable, so neither people nor the history of their roles can vanish.
declare(
    *(
        guard(
            f"{table}_no_delete",
            table,
            on="DELETE",
            sqlite_when="1",
            postgres_when="TRUE",
            message=f"{table} keeps its rows",
        )
        for table in ("accounts_user", "accounts_roleassignment")
    )
)
