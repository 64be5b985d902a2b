"""Django application of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "mingchuang.base.identity"
    label = "identity"
    verbose_name = "站点标识"

    def ready(self) -> None:
        from mingchuang.base.design.navigation import register_desk
        from mingchuang.rules.roles import Permission

        register_desk(_("系统管理"), _("网站标识"), "identity:identity", Permission.MANAGE_IDENTITY, 930)
