"""Notes when a posted letter reached its addressee, and reminds of those of which nobody has.

Everything else is received when it is handed over; the post brings its answer days later, and a period of
the other side, or the right to contest a reply, begins only then.
"""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.design.dates import long_date
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.casework import registry
from mingchuang.casework.letters import audit_actions, selectors
from mingchuang.casework.letters.models import Delivery, Letter
from mingchuang.casework.letters.services.drafting import locked_letter, told
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import handlers_of, require_handling
from mingchuang.rules.letters.delivery import asks_receipt, receipt_refusals
from mingchuang.rules.refusals import refuse_if


def note_receipt(letter: Letter, *, on: date, actor: User, now: datetime) -> Delivery:
    """Write down when a posted letter came, once, and let the kind of case move by it.

    Raises `Forbidden`, `Refused` with every reason.
    """
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=letter.case_id)
        locked = locked_letter(letter)
        require_handling(actor, locked.case)
        posted = selectors.receipt_awaited(locked)
        refuse_if(receipt_refusals(posted.on if posted else None, on, local_day(now)))
        assert posted is not None  # noqa: S101 - refused above
        _noted(posted, on, actor, now)
        registry.find(locked.case.kind).letter_received(posted, actor, now)
        return posted


def receipt_known(letter: Letter | None, *, on: date, actor: User, now: datetime) -> None:
    """An act of the case has told when a letter came: nobody is reminded of it any more."""
    posted = selectors.receipt_awaited(letter) if letter is not None else None
    if posted is not None:
        _noted(posted, on, actor, now)


def _noted(posted: Delivery, on: date, actor: User, now: datetime) -> None:
    posted.received_on, posted.received_by, posted.received_at = on, actor, now
    posted.save(update_fields=["received_on", "received_by", "received_at"])
    data = {**told(posted.letter), "on": on.isoformat()}
    audit.record(actor, audit_actions.RECEIVED, posted.letter, now=now, data=data)


def remind_receipts(now: datetime) -> int:
    """Tell who handles the case of every posted letter whose receipt is due to be noted; how many there are.

    A second run on the same day tells again, which does no harm.
    """
    today, calendar, count = local_day(now), current_calendar(), 0
    awaited = selectors.awaiting_receipt()
    for posted in awaited.select_related("letter__case__division", "letter__case__assignee"):
        if not asks_receipt(posted.on, today, calendar, every=settings.RECEIPT_WORKDAYS):
            continue
        letter, case = posted.letter, posted.letter.case
        name = selectors.rule_of(letter).name
        subject = _("待登记对方收到日期：%(name)s") % {"name": name}
        body = _("%(number)s，%(letter)s，%(day)s交邮，请查询邮件回执，登记对方收到的日期。") % {
            "number": case.number or "",
            "letter": letter.number or name,
            "day": long_date(posted.on),
        }
        link = reverse("letters:letter", args=[letter.uid]) + "#act-receive"
        people = [case.assignee] if case.assignee else handlers_of(case)
        notify.tell(people, subject, body, link, now=now, email=True)
        count += 1
    return count
