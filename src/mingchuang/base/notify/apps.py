"""Django application of this room."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    name = "mingchuang.base.notify"
    label = "notify"
    verbose_name = "通知"
