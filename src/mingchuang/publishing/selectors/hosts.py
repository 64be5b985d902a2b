"""The hosts that bake the public site: which live, what each has confirmed, how the desk shows them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from mingchuang.publishing.models import (
    BakeHost,
    Edition,
    EventKind,
    Item,
    ItemState,
    PublicationEvent,
    WithdrawalConfirmation,
)

SILENT = timedelta(minutes=2)
"""A host that has said nothing for so long is named wherever one waits for it."""


@dataclass(frozen=True, slots=True)
class HostState:
    """One host. `live` says whether it gave a sign of life lately."""

    host: BakeHost
    live: bool

    @property
    def kind(self) -> str:
        """The sign and colour it is shown with."""
        if not self.live or self.host.problem:
            return "overdue"
        if self.host.is_baking_all:
            return "running"
        return "soon" if self.host.waiting else "done"


def known() -> QuerySet[BakeHost]:
    """Every host that ever baked and was not taken off the list."""
    return BakeHost.objects.all()


def every_host(now: datetime) -> list[HostState]:
    """Every host with how it is now."""
    return [HostState(host, is_live(host, now)) for host in known()]


def withdrawals_waiting_for(host: BakeHost) -> int:
    """How many withdrawals are not complete because this host has not confirmed them."""
    items = Item.objects.filter(state=ItemState.WITHDRAWING)
    waiting = sum(not has_confirmed(host, item) for item in items)
    editions = withdrawing_editions().select_related("item")
    return waiting + sum(not has_confirmed(host, edition.item, edition.language) for edition in editions)


def withdrawing_editions() -> QuerySet[Edition]:
    """Languages that were withdrawn alone and that some host has not confirmed yet."""
    return Edition.objects.filter(withdrawing_since__isnull=False).order_by("pk")


def is_live(host: BakeHost, now: datetime) -> bool:
    """Whether a host has given a sign of life lately."""
    return now - host.seen_at < SILENT


def has_confirmed(host: BakeHost, item: Item, language: str = "") -> bool:
    """Whether a host has confirmed the last withdrawal of an item, or of one language of it."""
    began = _began(item, language)
    if began is None:
        return False
    confirmed = WithdrawalConfirmation.objects.filter(host=host, item=item, language=language)
    return confirmed.filter(at__gte=began).exists()


def _began(item: Item, language: str) -> datetime | None:
    if language:
        edition = withdrawing_editions().filter(item=item, language=language).first()
        return edition.withdrawing_since if edition else None
    events = PublicationEvent.objects.filter(item=item, kind=EventKind.WITHDRAWING)
    return events.order_by("-at").values_list("at", flat=True).first()
