"""What reading released texts again has found: rules change and cited documents end, texts stay."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.publishing.models.content import Version
from mingchuang.rules.gates import GATE_LABELS, Gate


class ReleasedFinding(models.Model):
    """One place in a released text that today's rules object to.

    It ends in one of two ways: somebody keeps it with a reason, or it is gone (`gone_at`) because the text
    was corrected or withdrawn, or the rule no longer objects.
    """

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="released_findings")
    rule = models.CharField(max_length=60)
    gate = models.CharField(max_length=20, choices=[(gate.value, GATE_LABELS[gate]) for gate in Gate])
    severity = models.CharField(max_length=10)
    where = models.CharField(max_length=300)
    line = models.PositiveIntegerField(default=0)
    column = models.PositiveIntegerField(default=0)
    excerpt = models.CharField(max_length=200)
    message = models.CharField(max_length=300)
    suggestion = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64)
    found_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("保留理由"), max_length=500, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("复查发现")
        ordering = ["severity", "-found_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "fingerprint"], name="one_released_finding")
        ]
        indexes = [models.Index(fields=["gone_at", "kept_at", "severity"], name="released_finding_open")]

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column} {self.rule}"
