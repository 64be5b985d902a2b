"""Django application of the case trunk."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from mingchuang.base.calendars.registry import register_after_change, register_clock_source
from mingchuang.base.design.navigation import register_desk
from mingchuang.rules.roles import Permission


class CaseworkConfig(AppConfig):
    name = "mingchuang.casework"
    label = "casework"
    verbose_name = "来件办理"

    def ready(self) -> None:
        autodiscover_modules("case_kinds")
        register_desk(_("来件"), _("来件办理"), "casework:worklist", Permission.READ_CASE, 40)
        from mingchuang.casework import services

        register_clock_source(str(self.verbose_name), services.clock_rows)
        register_after_change("casework", services.derive_due_days_again)
