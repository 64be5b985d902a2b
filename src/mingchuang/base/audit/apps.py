"""Django application of this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AuditConfig(AppConfig):
    name = "mingchuang.base.audit"
    label = "audit"
    verbose_name = "操作记录"

    def ready(self) -> None:
        autodiscover_modules("audit_actions")
