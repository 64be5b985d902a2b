"""Django application of this room."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install_triggers(using: str, **_: Any) -> None:
    from mingchuang.base.triggers import services

    services.install(using)


class TriggersConfig(AppConfig):
    name = "mingchuang.base.triggers"
    label = "triggers"
    verbose_name = "数据库触发器"

    def ready(self) -> None:
        post_migrate.connect(_install_triggers, dispatch_uid="mingchuang.triggers")
