"""Searches counted by day, words the site knows, and words that mean the same."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.rules.lookups import FOUND_LABELS, LONGEST

LANGUAGES = [("zh-hans", "中文"), ("en", "English"), ("ja", "日本語"), ("ko", "한국어")]


class Fate(models.TextChoices):
    """What became of the text of a search."""

    KEPT = "kept", _("留有检索词")
    WITHHELD = "withheld", _("像个人信息，未留检索词")
    CROWDED = "crowded", _("当天检索词过多，未留检索词")


class SearchCount(models.Model):
    """How often words were searched on one day, and how much was found. Nothing about who, where, when."""

    day = models.DateField(_("日期"))
    language = models.CharField(_("语种"), max_length=10, choices=LANGUAGES)
    words = models.CharField(_("检索词"), max_length=LONGEST, blank=True)
    fate = models.CharField(_("去向"), max_length=10, choices=Fate.choices, default=Fate.KEPT)
    found = models.CharField(_("结果"), max_length=10, choices=list(FOUND_LABELS.items()))
    searches = models.PositiveIntegerField(_("次数"), default=0)

    class Meta:
        verbose_name = _("检索计数")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "language", "words", "fate", "found"], name="one_count_a_day_and_words"
            )
        ]
        indexes = [models.Index(fields=["language", "day"], name="searches_by_language")]

    def __str__(self) -> str:
        return f"{self.day} {self.language} {self.words}"


class KnownWord(models.Model):
    """A word of public titles, a name, or one searched with success: for suggestions and corrections.

    Rewritten each night; a copy of nothing but public titles, the issuers of public texts, the term base, and
    words many people searched.
    """

    language = models.CharField(max_length=10, choices=LANGUAGES)
    words = models.CharField(max_length=LONGEST)
    length = models.PositiveSmallIntegerField()
    weight = models.PositiveIntegerField(default=0)
    searches = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("已知词")
        constraints = [models.UniqueConstraint(fields=["language", "words"], name="one_row_a_known_word")]
        indexes = [
            models.Index(fields=["language", "length"], name="known_by_length"),
            models.Index(fields=["language", "-searches"], name="known_by_searches"),
        ]

    def __str__(self) -> str:
        return self.words


class SynonymGroup(models.Model):
    """Words that mean the same to readers: who searches one finds the others too."""

    language = models.CharField(_("语种"), max_length=10, choices=LANGUAGES, default="zh-hans")
    words = models.JSONField(_("同义词"), default=list)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    in_use = models.BooleanField(_("启用"), default=True)
    seed_key = models.CharField(max_length=60, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("同义词")
        ordering = ["language", "id"]

    def __str__(self) -> str:
        return "、".join(self.words)
