"""Django application of this room."""

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    name = "mingchuang.base.numbering"
    label = "numbering"
    verbose_name = "编号"
