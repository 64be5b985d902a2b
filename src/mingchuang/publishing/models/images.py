"""Pictures in texts: which stored file was put into which text, so that it is kept and found again."""

from django.conf import settings
from django.db import models

from mingchuang.base.files.models import StoredFile
from mingchuang.publishing.models.content import Edition


class BodyImage(models.Model):
    """A picture uploaded for the body of an edition. The body names it as `/files/<uid of the file>/`."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="images")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edition", "file"], name="one_row_a_body_image")]

    def __str__(self) -> str:
        return f"{self.edition_id}:{self.file_id}"
