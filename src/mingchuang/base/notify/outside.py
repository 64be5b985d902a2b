"""Tells somebody outside the office, by the e-mail address or the telephone they left, sealed, with us.

A message holds nothing personal: numbers, days and where to look. The address is read only when it is sent,
and that reading is in the audit trail. Sending is tried again by the queue; what failed is shown at the desk.
"""

import hashlib
import hmac
import json
from datetime import datetime
from smtplib import SMTPException, SMTPResponseException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import F, QuerySet

from mingchuang.base.jobs.services import enqueue
from mingchuang.base.notify.models import OutsideMessage, Way
from mingchuang.base.outgoing import services as outgoing
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.rules.personal_data import Purpose
from mingchuang.rules.refusals import Refused

SIGNATURE = "X-Mingchuang-Signature"
_FIELDS = {Way.EMAIL: "email", Way.SMS: "phone"}


class NotSent(RuntimeError):
    """The message did not go out; says why without the address."""


def sms_is_on() -> bool:
    """Whether this installation hands text messages to a gateway."""
    return bool(settings.SMS_HOOK)


def tell_outside(
    record: PersonalRecord, *, subject: str, body: str, short: str, about: str, now: datetime
) -> list[OutsideMessage]:
    """Queue a message by every way the person left and the office has; `short` is the text message.

    `about` is the uid of what it is about. Nothing in the texts may be personal.
    """
    held = personal.held_fields(record)
    ways = [Way.EMAIL] if _FIELDS[Way.EMAIL] in held else []
    if sms_is_on() and _FIELDS[Way.SMS] in held:
        ways.append(Way.SMS)
    made = []
    with transaction.atomic():
        for way in ways:
            text = short if way == Way.SMS else body
            message = OutsideMessage.objects.create(
                record=record, way=way, subject=subject[:200], body=text, about=about, created_at=now
            )
            enqueue("notify.send_outside", {"message": str(message.uid)})
            made.append(message)
    return made


def send(uid: str, *, now: datetime) -> None:
    """Send one message unless it was sent; raises `NotSent` so that the queue tries again."""
    message = OutsideMessage.objects.select_related("record").filter(uid=uid, sent_at=None).first()
    if message is None:
        return
    try:
        address = personal.use(message.record, _FIELDS[Way(message.way)], Purpose.CONTACT, now=now)
    except Refused:
        _note(message, problem="erased")
        return
    try:
        # Outside a transaction: the other side may take a minute, and SQLite has one writer.
        _hand_over(message, address)
    except NotSent as error:
        _note(message, problem=str(error))
        raise
    OutsideMessage.objects.filter(pk=message.pk).update(sent_at=now, problem="", tries=F("tries") + 1)


def send_again(message: OutsideMessage) -> None:
    """Queue a message that failed once more; one that was sent is left alone."""
    if message.sent_at is None:
        enqueue("notify.send_outside", {"message": str(message.uid)}, unique_key=f"outside.{message.uid}")


def messages_about(uid: str) -> QuerySet[OutsideMessage]:
    """What was told outside about one thing, oldest first."""
    return OutsideMessage.objects.filter(about=uid).order_by("pk")


def failing() -> QuerySet[OutsideMessage]:
    """Messages that were tried in vain and have not gone out since."""
    return OutsideMessage.objects.filter(sent_at=None, tries__gt=0)


def _note(message: OutsideMessage, *, problem: str) -> None:
    OutsideMessage.objects.filter(pk=message.pk).update(problem=problem[:100], tries=F("tries") + 1)


def _hand_over(message: OutsideMessage, address: str) -> None:
    """Raises `NotSent`; what the other side said is not repeated, for it may repeat the address."""
    if message.way == Way.SMS:
        _send_text(message, address)
        return
    try:
        send_mail(message.subject, message.body, None, [address])
    except SMTPResponseException as error:
        raise NotSent(f"smtp {error.smtp_code}") from None
    except (SMTPException, OSError, ValueError) as error:
        raise NotSent(type(error).__name__) from None


def _send_text(message: OutsideMessage, phone: str) -> None:
    content = {"id": str(message.uid), "phone": phone, "text": message.body}
    body = json.dumps(content, ensure_ascii=False).encode()
    signed = hmac.new(settings.SMS_HOOK_KEY.encode(), body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json; charset=utf-8", SIGNATURE: f"sha256={signed}"}
    try:
        answer = outgoing.post(settings.SMS_HOOK, body, headers)
    except RuntimeError:
        raise NotSent("outgoing off") from None
    if not 200 <= answer.status < 300:
        raise NotSent(f"gateway {answer.status}" if answer.status else "gateway silent")
