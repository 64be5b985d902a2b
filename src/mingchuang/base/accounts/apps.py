"""Django application of this room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "mingchuang.base.accounts"
    label = "accounts"
    verbose_name = "人员与角色"

    def ready(self) -> None:
        from mingchuang.base.accounts import selectors, signals
        from mingchuang.base.audit.registry import register_names
        from mingchuang.base.design.navigation import register_desk, register_place
        from mingchuang.rules.roles import Permission

        signals.connect()
        register_names("accounts.user", selectors.names_of_people)
        register_names("accounts.division", selectors.names_of_divisions)
        section, permission = _("系统管理"), Permission.MANAGE_PEOPLE
        register_desk(section, _("人员"), "people:list", permission, 910)
        register_desk(section, _("处室"), "people:divisions", permission, 911)
        register_desk(section, _("角色与权限"), "people:roles", permission, 912)
        register_place("account", "account_own")
        register_place("sign_out", "account_logout")
