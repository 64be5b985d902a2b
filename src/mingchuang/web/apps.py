"""Django application of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    name = "mingchuang.web"
    label = "web"
    verbose_name = "门户与工作台"

    def ready(self) -> None:
        from mingchuang.base.audit.registry import register_names
        from mingchuang.base.design.navigation import register_desk, register_place
        from mingchuang.rules.roles import Permission
        from mingchuang.web.archiving.selectors import names_of_archives
        from mingchuang.web.public import registration

        registration.register()
        register_place("home", "desk:front")
        register_place("help", "help:index")
        register_place("search", "desk_search:search")
        register_desk(_("工作台"), _("首页"), "desk:front", None, 1)
        register_desk(_("信息发布"), _("检索情况"), "desk_search:report", Permission.READ_SEARCHES, 30)
        register_desk(_("系统管理"), _("网站存档"), "site_archives:list", Permission.READ_ARCHIVES, 940)
        register_names("web.sitearchive", names_of_archives)
        register_desk(_("设置"), _("同义词"), "desk_search:synonyms", Permission.MANAGE_WORD_LISTS, 83)
