"""Django application of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mingchuang.rules.roles import Permission


class SearchConfig(AppConfig):
    name = "mingchuang.base.search"
    label = "search"
    verbose_name = "搜索"

    def ready(self) -> None:
        from mingchuang.base.design.navigation import register_desk

        register_desk(_("系统管理"), _("检索索引"), "search_index", Permission.MANAGE_IDENTITY, 935)
