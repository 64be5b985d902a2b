"""Recording what changed on the public site, in the transaction of the change."""

from collections.abc import Collection
from datetime import datetime

from mingchuang.base.feed import services as feed
from mingchuang.base.localtime import local_day
from mingchuang.publishing.changes import TOPIC, Act, Change, Place


def record(change: Change, *, now: datetime) -> None:
    """Tell everybody who keeps a copy of public pages."""
    feed.record(TOPIC, change.number or change.act.value, change.data(), now=now)


def record_shell(now: datetime, languages: Collection[str] = ()) -> None:
    """What stands on every page changed (identity, menu, columns): all pages of the languages, or of all."""
    record(Change(Act.SHELL, languages=tuple(languages)), now=now)


def record_archive(column: int, language: str, now: datetime) -> None:
    """Every page of a column's archive holds other texts now."""
    place = Place(language, column, local_day(now), 0, "")
    record(Change(Act.ARCHIVE, places=(place,)), now=now)
