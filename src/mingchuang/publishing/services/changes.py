"""Recording what changed on the public site, in the transaction of the change."""

from collections.abc import Collection, Iterable
from datetime import datetime

from mingchuang.base.feed import services as feed
from mingchuang.base.localtime import local_day
from mingchuang.publishing.changes import COLUMNS, REGISTER, TOPIC, WORK, Act, Change, Place


def record(change: Change, *, now: datetime) -> None:
    """Tell everybody who keeps a copy of public pages."""
    feed.record(TOPIC, change.number or change.act.value, change.data(), now=now)


def record_listed(many: Iterable[Change], *, now: datetime) -> None:
    """Tell of many texts that are listed, on the public site and in the work of the desk.

    Both stand side by side: whoever follows both in batches loads most texts once and not twice.
    """
    rows = (
        row
        for change in many
        for row in ((TOPIC, change.number, change.data()), (WORK, str(change.item), None))
    )
    feed.record_in_order(rows, now=now)


def record_shell(now: datetime, languages: Collection[str] = ()) -> None:
    """What stands on every page changed (identity, menu, columns): all pages of the languages, or of all."""
    record(Change(Act.SHELL, languages=tuple(languages)), now=now)


def record_archive(column: int, language: str, now: datetime) -> None:
    """Every page of a column's archive holds other texts now."""
    place = Place(language, column, local_day(now), 0, "")
    record(Change(Act.ARCHIVE, places=(place,)), now=now)


def record_work(item_id: int, *, now: datetime) -> None:
    """Something changed in an item's work: a draft was saved, a version made, its state moved."""
    feed.record(WORK, str(item_id), now=now)


def record_works(item_ids: Iterable[int], *, now: datetime) -> None:
    """The same of many items at once."""
    feed.record_many(WORK, ((str(pk), None) for pk in item_ids), now=now)


def record_column(column_id: int, *, now: datetime) -> None:
    """A column has another name, address or place."""
    feed.record(COLUMNS, str(column_id), now=now)


def record_register(document_ids: Iterable[int], *, now: datetime) -> None:
    """The register of cited documents knows something new of documents."""
    feed.record_many(REGISTER, ((str(pk), None) for pk in document_ids), now=now)
