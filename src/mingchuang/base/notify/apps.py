"""Django application of this room."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "mingchuang.base.notify"
    label = "notify"
    verbose_name = "消息"

    def ready(self) -> None:
        from mingchuang.base.design.navigation import register_place

        register_place("messages", "notify_messages")
