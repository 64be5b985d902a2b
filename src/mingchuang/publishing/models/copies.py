"""A text somebody saved while another had saved over the same fields: kept until it is merged."""

from django.conf import settings
from django.db import models

from mingchuang.base.ids import new_uid
from mingchuang.publishing.models.content import Draft


class UnmergedCopy(models.Model):
    """What a person typed that could not be merged by itself."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="unmerged")
    base_revision = models.PositiveIntegerField()
    values = models.JSONField()
    fields = models.JSONField(default=list)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return f"{self.draft_id}@{self.base_revision}"
