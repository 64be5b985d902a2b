"""Django application of this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "mingchuang.base.audit"
    label = "audit"
    verbose_name = "操作记录"

    def ready(self) -> None:
        from mingchuang.base.design.navigation import register_desk
        from mingchuang.rules.roles import Permission

        register_desk(_("系统管理"), _("操作记录"), "audit:trail", Permission.READ_AUDIT, 950)
        autodiscover_modules("audit_actions")
