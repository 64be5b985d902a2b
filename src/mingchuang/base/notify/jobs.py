"""E-mail is sent by the worker, so that a slow or silent mail server never holds anybody up."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from mingchuang.base.jobs import registry
from mingchuang.base.notify import outside
from mingchuang.base.notify.models import Message


@registry.handler("notify.send_email", retries=8)
def send_email(payload: dict[str, Any]) -> None:
    """Send one message by e-mail, unless it was sent or its reader has left the office since."""
    _send(str(payload["message"]), timezone.now())


@registry.handler("notify.send_outside", retries=8)
def send_outside(payload: dict[str, Any]) -> None:
    """Send one message to somebody outside, unless it was sent."""
    outside.send(str(payload["message"]), now=timezone.now())


def _send(uid: str, now: datetime) -> None:
    message = Message.objects.select_related("recipient").filter(uid=uid, emailed_at=None).first()
    if message is None or not message.recipient.is_active or not message.recipient.email:
        return
    text = message.body if not message.link else f"{message.body}\n\n{settings.PUBLIC_URL}{message.link}\n"
    # Sent outside a transaction: a mail server may take a minute, and SQLite has one writer.
    send_mail(message.subject, text, None, [message.recipient.email])
    with transaction.atomic():
        Message.objects.filter(pk=message.pk).update(emailed_at=now)
