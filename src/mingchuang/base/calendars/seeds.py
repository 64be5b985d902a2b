"""Reference data of this room, loaded by `mingchuang init`."""

from datetime import datetime

from mingchuang.base.calendars import services


def seed(now: datetime) -> int:
    """The packaged years; see `services.seed`."""
    return services.seed(now)
