"""What became of an item in public: events, acts on its validity, and the listing readers see."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.ids import new_uid
from mingchuang.publishing.models.columns import Column
from mingchuang.publishing.models.content import Edition, Item, Language, Version
from mingchuang.rules.validity import KIND_LABELS, VALIDITY_LABELS

KIND_CHOICES = [(code.value, label) for code, label in KIND_LABELS.items()]
VALIDITY_CHOICES = [(code.value, label) for code, label in VALIDITY_LABELS.items()]


class EventKind(models.TextChoices):
    """What happened to an item in public."""

    RELEASED = "released", _("发布")
    CORRECTED = "corrected", _("更正")
    MIGRATED = "migrated", _("由旧站迁移")
    WITHDRAWING = "withdrawing", _("开始撤下")
    WITHDRAWN = "withdrawn", _("撤下完成")
    EDITION_WITHDRAWN = "edition_withdrawn", _("撤下外文版")


class PublicationEvent(models.Model):
    """One public event of an item. Append-only: withdrawals leave their trace here."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="events")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", null=True, blank=True)
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    public_note = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.item} {self.kind}"


class ValidityAct(models.Model):
    """An act on an item's validity: repealed, lapsed, continued … on a day, by a basis. Append-only."""

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    item = models.ForeignKey(Item, models.PROTECT, related_name="validity_acts")
    kind = models.CharField(max_length=20, choices=KIND_CHOICES)
    on = models.DateField()
    until = models.DateField(null=True, blank=True)
    basis = models.CharField(max_length=300)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.item} {self.kind} {self.on}"


class PublicListing(models.Model):
    """What readers can list: one row a visible edition. No row, not visible.

    A projection of the released version and of validity on a day (`validity_on`); the daily job refreshes it.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="listing")
    item = models.ForeignKey(Item, models.PROTECT, related_name="listings")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, choices=Language.choices)
    kind = models.CharField(max_length=30)
    column = models.ForeignKey(Column, models.PROTECT, related_name="listings")
    title = models.CharField(max_length=300)
    document_number = models.CharField(max_length=80, blank=True)
    number_key = models.CharField(max_length=80, blank=True, db_index=True)
    index_number = models.CharField(max_length=40)
    issuer = models.CharField(max_length=120)
    abstract = models.TextField(blank=True)
    statutory_item = models.CharField(max_length=10, blank=True)
    formed_on = models.DateField(null=True)
    shown_on = models.DateField(db_index=True)
    year = models.PositiveSmallIntegerField(db_index=True)
    released_at = models.DateTimeField()
    validity = models.CharField(max_length=20, choices=VALIDITY_CHOICES)
    validity_on = models.DateField()
    search_text = models.TextField()

    class Meta:
        ordering = ["-shown_on", "-id"]
        indexes = [
            models.Index(fields=["language", "column", "-shown_on", "-id"], name="listing_by_column"),
            models.Index(fields=["language", "-shown_on", "-id"], name="listing_by_day"),
            models.Index(fields=["language", "released_at", "id"], name="listing_by_release"),
            models.Index(fields=["language", "title", "id"], name="listing_by_title"),
            models.Index(fields=["language", "kind", "year", "-shown_on"], name="listing_by_kind"),
            models.Index(fields=["language", "statutory_item", "-shown_on"], name="listing_by_statutory"),
            # Translations behind their source are counted on the first screen without reading their texts.
            models.Index(fields=["language", "edition"], name="listing_by_edition"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def column_name(self) -> str:
        """What its column is called in its own language; without a translation, in Chinese."""
        return self.column.in_language(self.language).name
