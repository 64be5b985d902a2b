"""Django application of this room."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingchuang.publishing"
    label = "publishing"
    verbose_name = "发布"
