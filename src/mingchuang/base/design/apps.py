"""Django application of this room."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "mingchuang.base.design"
    label = "design"
    verbose_name = "设计"
