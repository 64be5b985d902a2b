"""A clock that tests set, so that no test depends on the day it is run.

Views, jobs and commands read `django.utils.timezone.now`; it is that function's `datetime` that is
replaced, so that references to `now` taken before (model defaults) follow too. Time goes on from the
moment that was set.
"""

import time
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from django.utils import timezone


class Clock:
    """The test's clock: `set` puts it to a moment, `forward` moves it on."""

    def __init__(self, moment: datetime) -> None:
        self.set(moment)

    def set(self, moment: datetime) -> None:
        """Put the clock to an aware moment."""
        assert moment.tzinfo is not None, "the clock is set to an aware datetime"
        self._moment = moment
        self._started = time.monotonic()

    def forward(self, **amount: float) -> None:
        """Move the clock on: `forward(days=3)`."""
        self.set(self.now() + timedelta(**amount))

    def now(self) -> datetime:
        """The moment the clock shows."""
        return self._moment + timedelta(seconds=time.monotonic() - self._started)

    def today(self) -> date:
        """The day the clock shows in the office's time zone."""
        return timezone.localtime(self.now()).date()


def datetime_read_from(clock: Clock) -> type[datetime]:
    """A stand-in for `datetime` whose `now` is the clock's; it makes and recognises real datetimes."""

    class Recognising(type):
        def __instancecheck__(cls, instance: Any) -> bool:
            return isinstance(instance, datetime)

    class SetDatetime(datetime, metaclass=Recognising):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now().astimezone(tz)

    return SetDatetime
