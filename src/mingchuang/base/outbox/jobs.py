"""The outbox is put in order every minute."""

from typing import Any

from mingchuang.base.jobs import registry
from mingchuang.base.outbox import services


@registry.handler("outbox.give_positions")
def give_positions(payload: dict[str, Any]) -> None:
    while services.give_positions():
        pass


registry.every("outbox.give_positions", minutes=1)
