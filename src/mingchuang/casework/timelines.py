"""What happened to a case, in words: beside the moment it was written down the day that counts in law."""

from django.utils.translation import get_language

from mingchuang.base.design.dates import long_date
from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE
from mingchuang.casework.models import CaseEvent
from mingchuang.rules.cases import past_event


def what_of(event: CaseEvent, label: str) -> str:
    """The event's label, with the day that counts where it is another than the day it was written down."""
    day = past_event(event.event, event.on, event.data).day
    if day == event.on:
        return label
    return f"{label}（{long_date(day, HTML_LANGUAGE[get_language() or CHINESE])}）"
