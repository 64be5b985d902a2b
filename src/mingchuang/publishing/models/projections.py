"""What pages would otherwise have to count or search for: kept beside the listings, in their transactions.

Each table can be derived anew from the listings (`services.projections`), so none of them is a second truth.
Only that a column is not empty for the first time is remembered nowhere else.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.publishing.models.columns import Column
from mingchuang.publishing.models.content import Language
from mingchuang.publishing.models.release import PublicListing


class ListingCount(models.Model):
    """How many listings a column itself holds in a language, by statutory item ("" for none).

    A row stays when its count is back at 0: it says that the column once held texts, so its feeds go on.
    """

    language = models.CharField(max_length=10, choices=Language.choices)
    column = models.ForeignKey(Column, models.CASCADE, related_name="counts")
    statutory_item = models.CharField(max_length=10, blank=True)
    listings = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("栏目信息数")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "column", "statutory_item"], name="one_count_a_column_and_item"
            )
        ]

    def __str__(self) -> str:
        return f"{self.column_id} {self.language} {self.statutory_item}: {self.listings}"


class ListingBlock(models.Model):
    """How many listings of a language have their key in a block; see `selectors.blocks`."""

    language = models.CharField(max_length=10, choices=Language.choices)
    number = models.PositiveIntegerField()
    listings = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("公开信息分段")
        constraints = [
            models.UniqueConstraint(fields=["language", "number"], name="one_count_a_listing_block")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.number}: {self.listings}"


class ArchivePage(models.Model):
    """Where a page of a column's archive begins: its oldest place (day, listing). Page 1 is the oldest.

    The beginning stays when the listing there is gone, so that neither a release nor a withdrawal shifts
    what stands on the other pages. The last page is open: its listings stand on the column's front.
    """

    language = models.CharField(max_length=10, choices=Language.choices)
    column = models.ForeignKey(Column, models.CASCADE, related_name="archive_pages")
    number = models.PositiveIntegerField()
    shown_on = models.DateField()
    listing = models.BigIntegerField()

    class Meta:
        verbose_name = _("栏目归档页")
        constraints = [
            models.UniqueConstraint(fields=["language", "column", "number"], name="one_archive_page_a_number")
        ]
        indexes = [models.Index(fields=["language", "column", "shown_on", "listing"], name="archive_order")]

    def __str__(self) -> str:
        return f"{self.column_id} {self.language} {self.number}"


class Citation(models.Model):
    """A public text names a document number; `number_key` is the number's search form."""

    listing = models.ForeignKey(PublicListing, models.CASCADE, related_name="citations")
    number_key = models.CharField(max_length=80, db_index=True)

    class Meta:
        verbose_name = _("文号引用")
        constraints = [
            models.UniqueConstraint(fields=["listing", "number_key"], name="one_row_a_cited_number")
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} → {self.number_key}"


class ShownImage(models.Model):
    """A public text shows a stored file as a picture."""

    listing = models.ForeignKey(PublicListing, models.CASCADE, related_name="images")
    file = models.UUIDField(db_index=True)

    class Meta:
        verbose_name = _("已公开图片")
        constraints = [models.UniqueConstraint(fields=["listing", "file"], name="one_row_a_shown_image")]

    def __str__(self) -> str:
        return f"{self.listing_id}: {self.file}"
