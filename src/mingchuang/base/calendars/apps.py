"""Django application of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarsConfig(AppConfig):
    name = "mingchuang.base.calendars"
    label = "calendars"
    verbose_name = "工作日历"

    def ready(self) -> None:
        from mingchuang.base.design.navigation import register_desk
        from mingchuang.rules.roles import Permission

        register_desk(_("系统管理"), _("工作日历"), "calendars:years", Permission.MANAGE_CALENDARS, 920)
