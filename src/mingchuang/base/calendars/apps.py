"""Django application of this room."""

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "mingchuang.base.calendars"
    label = "calendars"
    verbose_name = "工作日历"
