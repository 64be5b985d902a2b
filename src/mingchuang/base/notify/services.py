"""Tell people of the office something, at the desk and by e-mail."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.http import url_has_allowed_host_and_scheme

from mingchuang.base.jobs.services import enqueue
from mingchuang.base.notify.models import Message

if TYPE_CHECKING:
    from mingchuang.base.accounts.models import User

SUBJECT_LENGTH = 200


def tell(
    people: Iterable["User"], subject: str, body: str, link: str, *, now: datetime, email: bool = False
) -> None:
    """Leave each person (once, and only those active) a message; with `email`, also send it.

    `link` is a path of this site such as "/desk/items/…/", or empty; anything else raises ValueError,
    for a message must not lead people elsewhere.
    """
    if link and (not link.startswith("/") or not url_has_allowed_host_and_scheme(link, allowed_hosts=None)):
        raise ValueError("a message links to a path of this site only")
    recipients = {person.pk: person for person in people if person.is_active}
    with transaction.atomic():
        for person in recipients.values():
            message = Message.objects.create(
                recipient=person,
                subject=" ".join(subject.split())[:SUBJECT_LENGTH],
                body=body,
                link=link,
                created_at=now,
                by_email=email and bool(person.email),
            )
            if message.by_email:
                enqueue("notify.send_email", {"message": str(message.uid)})


def mark_read(reader: "User", uid: str, *, now: datetime) -> Message:
    """Mark one of the reader's own messages as read; the message. Raises Message.DoesNotExist."""
    try:
        message = Message.objects.get(recipient=reader, uid=uid)
    except ValidationError as error:
        raise Message.DoesNotExist from error
    Message.objects.filter(pk=message.pk, read_at=None).update(read_at=now)
    message.refresh_from_db()
    return message


def mark_all_read(reader: "User", *, now: datetime) -> int:
    """Mark everything the reader has as read; how many were unread."""
    return Message.objects.filter(recipient=reader, read_at=None).update(read_at=now)
