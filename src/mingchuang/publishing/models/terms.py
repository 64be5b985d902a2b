"""The office's term base (术语库): how a Chinese term is said in another language, and how it is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.publishing.models.content import Language

FOREIGN_CHOICES = [choice for choice in Language.choices if choice[0] != Language.ZH]


class TermEntry(models.Model):
    """One Chinese term in one language: dated, with its source. Any one of `required` will do."""

    term = models.CharField(_("中文术语"), max_length=100)
    language = models.CharField(_("语种"), max_length=10, choices=FOREIGN_CHOICES)
    required = models.JSONField(_("规定译法"), default=list, blank=True)
    banned = models.JSONField(_("禁用译法"), default=list, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    seed_key = models.CharField(max_length=120, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["term", "language"]
        verbose_name = _("术语")
        constraints = [models.UniqueConstraint(fields=["term", "language"], name="one_entry_a_term")]

    def __str__(self) -> str:
        return f"{self.term} ({self.language})"
