"""What a person may see of the messages: their own."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from mingchuang.base.notify.models import Message

if TYPE_CHECKING:
    from mingchuang.base.accounts.models import User


def messages_of(reader: "User") -> QuerySet[Message]:
    """The reader's messages, newest first."""
    return Message.objects.filter(recipient=reader).order_by("-created_at", "-pk")


def unread_count(reader: "User") -> int:
    """How many of the reader's messages are unread."""
    return Message.objects.filter(recipient=reader, read_at=None).count()
