"""Django application of this room."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "mingchuang.base.outbox"
    label = "outbox"
    verbose_name = "发件箱"
