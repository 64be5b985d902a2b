"""Django application of this room."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "mingchuang.base.accounts"
    label = "accounts"
    verbose_name = "人员与角色"

    def ready(self) -> None:
        from mingchuang.base.accounts import signals

        signals.connect()
