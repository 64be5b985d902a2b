"""Reviews: findings of the checks, decisions of the gates, and the one sealed result a release needs."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.publishing.models.content import Version
from mingchuang.rules.gates import GATE_LABELS, Gate

GATE_CHOICES = [(gate.value, GATE_LABELS[gate]) for gate in Gate]


class KindGates(models.Model):
    """Which gates the office asks of a kind of content; secrecy is added by the rule whatever stands here."""

    kind = models.CharField(max_length=30, unique=True)
    gates = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.kind


class RequiredGate(models.Model):
    """A gate this version must pass; frozen at submission, append-only."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="required_gates")
    gate = models.CharField(max_length=20, choices=GATE_CHOICES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "gate"], name="one_row_a_required_gate")]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.gate}"


class GateDecision(models.Model):
    """One signature on one gate over exactly the content that was read. Append-only."""

    uid = models.UUIDField(unique=True, editable=False)
    version = models.ForeignKey(Version, models.PROTECT, related_name="decisions")
    gate = models.CharField(max_length=20, choices=GATE_CHOICES)
    passed = models.BooleanField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    comment = models.TextField(blank=True, max_length=2000)
    checklist = models.JSONField(default=list)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [models.UniqueConstraint(fields=["version", "gate"], name="one_decision_a_gate")]

    def __str__(self) -> str:
        return f"{self.version_id}:{self.gate}:{self.passed}"


class ReviewKind(models.TextChoices):
    """How a version came to be cleared."""

    GATES = "gates", _("经各关审核")
    MIGRATED = "migrated", _("由旧站迁移")


class ReviewResult(models.Model):
    """The sealed result without which the database releases nothing. Append-only."""

    version = models.OneToOneField(Version, models.PROTECT, related_name="review_result")
    kind = models.CharField(max_length=10, choices=ReviewKind.choices)
    content_hash = models.CharField(max_length=64)
    required_gates = models.JSONField(default=list)
    passed = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)
    source = models.CharField(max_length=300, blank=True)
    importer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.version_id}:{self.kind}"


class CheckFinding(models.Model):
    """What an automatic check found in a version, and what somebody decided about it."""

    version = models.ForeignKey(Version, models.PROTECT, related_name="findings")
    rule = models.CharField(max_length=60)
    rule_set = models.CharField(max_length=64)
    gate = models.CharField(max_length=20, choices=GATE_CHOICES)
    severity = models.CharField(max_length=10)
    where = models.CharField(max_length=300)
    line = models.PositiveIntegerField(default=0)
    column = models.PositiveIntegerField(default=0)
    excerpt = models.CharField(max_length=200)
    message = models.CharField(max_length=300)
    suggestion = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    disposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    disposed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["where", "line", "column", "id"]
        indexes = [models.Index(fields=["version", "disposed_at"])]

    def __str__(self) -> str:
        return f"{self.where}:{self.line}:{self.column} {self.rule}"


class WordEntry(models.Model):
    """One entry of a wording list the office keeps: dated, with owner and source."""

    pattern = models.CharField(_("词语"), max_length=100)
    category = models.CharField(_("类别"), max_length=20)
    suggestion = models.CharField(_("建议写法"), max_length=200, blank=True)
    reason = models.CharField(_("理由"), max_length=300)
    severity = models.CharField(_("级别"), max_length=10)
    gate = models.CharField(_("所属关口"), max_length=20, choices=GATE_CHOICES)
    contexts = models.JSONField(_("例外语境"), default=list, blank=True)
    source = models.CharField(_("来源"), max_length=200)
    owner = models.CharField(_("维护人或处室"), max_length=100)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    seed_key = models.CharField(max_length=120, unique=True, null=True, blank=True)

    class Meta:
        ordering = ["pattern"]
        constraints = [models.UniqueConstraint(fields=["pattern", "gate"], name="one_entry_a_pattern")]

    def __str__(self) -> str:
        return self.pattern
