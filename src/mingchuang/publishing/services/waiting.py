"""What a change of the work calendar does to information that waits to be published (C1).

Published items keep the day they were measured by; what is not out yet is measured anew.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.calendars.registry import ClockRow
from mingchuang.publishing.models import Draft, Item, ItemState, Language
from mingchuang.rules.clocks import active_publication
from mingchuang.rules.workdays import CoverageError, WorkCalendar

BATCH = 500


def _waiting() -> QuerySet[Draft]:
    """Chinese drafts of items whose publication clock runs."""
    return (
        Draft.objects.filter(
            edition__language=Language.ZH,
            edition__item__state=ItemState.NEW,
            edition__item__first_released_at__isnull=True,
            formed_on__isnull=False,
        )
        .select_related("edition__item__division")
        .order_by("edition__item_id")
    )


def due_day(formed_on: date, calendar: WorkCalendar) -> date | None:
    """The last day to publish what was formed on a day; None where the calendar does not reach so far."""
    try:
        return active_publication(formed_on, calendar).due
    except CoverageError:
        return None


def clock_rows(calendar: WorkCalendar, now: datetime) -> Iterator[ClockRow]:
    """Items not out yet with the day each would be due under a calendar; nothing is written.

    Titles are left out: whoever keeps the calendar need not be allowed to read what is still secret.
    """
    del now  # the clock runs from the day the text was formed
    for draft in _waiting().iterator(chunk_size=BATCH):
        item, formed_on = draft.edition.item, draft.formed_on
        assert formed_on is not None  # noqa: S101 - filtered above
        label = _("%(division)s%(day)s成文、待发布的信息") % {
            "division": item.division.name,
            "day": formed_on.isoformat(),
        }
        link = reverse("publishing_items:record", args=[item.uid])
        yield ClockRow(label, link, due_day(formed_on, calendar))


def derive_due_days_again(calendar: WorkCalendar, now: datetime) -> None:
    """Store the due days of waiting items under a calendar that was accepted.

    Runs in the transaction of whoever puts the calendar in force.
    """
    del now
    changed: list[Item] = []
    for draft in _waiting().iterator(chunk_size=BATCH):
        item, formed_on = draft.edition.item, draft.formed_on
        assert formed_on is not None  # noqa: S101 - filtered above
        item.publication_due_on = due_day(formed_on, calendar)
        item.calendar_version = calendar.version
        changed.append(item)
    Item.objects.bulk_update(changed, ["publication_due_on", "calendar_version"], batch_size=BATCH)
