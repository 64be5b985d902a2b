"""Django application of this room."""

from django.apps import AppConfig


class FeedConfig(AppConfig):
    name = "mingchuang.base.feed"
    label = "feed"
    verbose_name = "变更记录"
