"""The tree of columns (栏目) that readers walk through and the office keeps fresh."""

from copy import copy

from django.db import models
from django.utils.translation import gettext_lazy as _
from tree_queries.models import TreeNode

from mingchuang.base.accounts.models import Division
from mingchuang.base.design.languages import CHINESE
from mingchuang.base.design.phrases import Chinese
from mingchuang.base.ids import new_uid
from mingchuang.rules.freshness import LIMITS, ColumnKind


class Block(models.TextChoices):
    """The blocks of the unified 政府信息公开 platform a column may stand in."""

    NONE = "", _("不属于政府信息公开平台")
    GUIDE = "guide", _("政府信息公开指南")
    SYSTEMS = "systems", _("政府信息公开制度")
    STATUTORY = "statutory", _("法定主动公开内容")
    REPORTS = "reports", _("政府信息公开年报")


class Column(TreeNode):
    """One column. `slug` is its permanent address; a closed column is kept with the reason."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    slug = models.SlugField(_("地址名"), max_length=60, unique=True)
    name = models.CharField(_("栏目名称"), max_length=60)
    column_type = models.CharField(
        _("栏目类别"), max_length=30, help_text=_("政府网站页面标签 ColumnType 的值")
    )
    description = models.CharField(_("栏目说明"), max_length=200)
    keywords = models.CharField(_("栏目关键词"), max_length=120)
    name_en = models.CharField(_("栏目名称（英文）"), max_length=100, blank=True)
    description_en = models.CharField(_("栏目说明（英文）"), max_length=300, blank=True)
    name_ja = models.CharField(_("栏目名称（日文）"), max_length=100, blank=True)
    description_ja = models.CharField(_("栏目说明（日文）"), max_length=300, blank=True)
    name_ko = models.CharField(_("栏目名称（韩文）"), max_length=100, blank=True)
    description_ko = models.CharField(_("栏目说明（韩文）"), max_length=300, blank=True)
    kind = models.CharField(_("内容种类"), max_length=30, default="information")
    block = models.CharField(_("平台板块"), max_length=20, choices=Block.choices, blank=True, default="")
    division = models.ForeignKey(Division, models.PROTECT, verbose_name=_("责任处室"), related_name="+")
    freshness_kind = models.CharField(
        _("更新类别"),
        max_length=30,
        default=ColumnKind.STATIC.value,
        choices=[(kind.value, limit.label) for kind, limit in LIMITS.items()],
    )
    freshness_limit_days = models.PositiveIntegerField(
        _("更新期限（自然日）"), null=True, blank=True, help_text=_("留空表示按更新类别的默认期限")
    )
    position = models.PositiveIntegerField(_("次序"), default=0)
    on_home = models.BooleanField(_("在首页展示"), default=False)
    is_open = models.BooleanField(_("开设"), default=True)
    closed_reason = models.CharField(_("关停原因"), max_length=200, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("并入栏目"), null=True, blank=True, related_name="+"
    )

    class Meta(TreeNode.Meta):
        ordering = ["position", "id"]
        verbose_name = _("栏目")
        verbose_name_plural = _("栏目")

    def __str__(self) -> str:
        return self.name

    def in_language(self, language: str) -> "Column":
        """A copy to read in that language, never to be saved; a name without translation stays Chinese."""
        if language == CHINESE:
            return self
        shown = copy(self)
        shown.name = getattr(self, f"name_{language}") or Chinese(self.name)
        # A description nobody translated helps no reader of another language.
        shown.description = getattr(self, f"description_{language}")
        return shown


class FormerColumnAddress(models.Model):
    """A slug a column once had: it leads to the column for ever, and no other column may take it."""

    slug = models.SlugField(_("原地址名"), max_length=60, unique=True)
    column = models.ForeignKey(Column, models.CASCADE, related_name="former_addresses")
    left_at = models.DateTimeField(_("停用时间"))

    class Meta:
        verbose_name = _("栏目原地址")
        verbose_name_plural = _("栏目原地址")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug
