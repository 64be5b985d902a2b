"""Django application of this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "mingchuang.base.jobs"
    label = "jobs"
    verbose_name = "后台任务"
