"""Django application of this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from mingchuang.rules.roles import Permission


class JobsConfig(AppConfig):
    name = "mingchuang.base.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        from mingchuang.base.design.navigation import register_desk

        autodiscover_modules("jobs", "lanes", "health")
        register_desk(_("管理"), _("运行状况"), "jobs_health", Permission.READ_AUDIT, order=980)
