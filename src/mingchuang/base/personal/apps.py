"""Django application of this room."""

from django.apps import AppConfig


class PersonalConfig(AppConfig):
    name = "mingchuang.base.personal"
    label = "personal"
    verbose_name = "个人信息"
