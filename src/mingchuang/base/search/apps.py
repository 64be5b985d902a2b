"""Django application of this room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "mingchuang.base.search"
    label = "search"
    verbose_name = "搜索"
