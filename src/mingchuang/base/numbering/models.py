"""Counters: the last number given out in each series and year."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from mingchuang.base.triggers import services as triggers


class Counter(models.Model):
    """The last number of one series in one year."""

    series = models.CharField(_("序列"), max_length=100)
    year = models.PositiveIntegerField(_("年份"))
    gap_free = models.BooleanField(_("不得跳号"))
    last = models.PositiveIntegerField(_("最后编号"), default=0)

    class Meta:
        verbose_name = _("编号")
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="numbering_series_year")]

    def __str__(self) -> str:
        return f"{self.series} {self.year}: {self.last}"


# A number that went back would be given out twice, so not even raw SQL may lower a counter.
triggers.declare(
    triggers.guard(
        "numbering_counter_no_decrease",
        "numbering_counter",
        on="UPDATE",
        sqlite_when="NEW.last < OLD.last OR NEW.series <> OLD.series OR NEW.year <> OLD.year",
        postgres_when="NEW.last < OLD.last OR NEW.series <> OLD.series OR NEW.year <> OLD.year",
        message="numbering_counter never goes back",
    ),
    triggers.guard(
        "numbering_counter_no_delete",
        "numbering_counter",
        on="DELETE",
        sqlite_when="1",
        postgres_when="TRUE",
        message="numbering_counter never goes back",
    ),
)
