"""What scans found that cost too much to repeat on every look: inside files, behind links."""

from django.db import models

from mingchuang.base.ids import new_uid


class AttachmentScan(models.Model):
    """What one set of rules found inside one file content; findings as plain JSON."""

    sha256 = models.CharField(max_length=64)
    rule_set = models.CharField(max_length=64)
    findings = models.JSONField(default=list)
    scanned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sha256", "rule_set"], name="one_scan_a_rule_set")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]}@{self.rule_set}"


class LinkCheck(models.Model):
    """The last answer of an address outside this site that a text links to."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    url = models.CharField(max_length=1000, unique=True)
    status = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=100, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField(null=True, blank=True, db_index=True)

    def __str__(self) -> str:
        return self.url
