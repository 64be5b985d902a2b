"""What is known about addresses outside this site that our texts link to."""

from django.db import models

from mingchuang.base.ids import new_uid


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
