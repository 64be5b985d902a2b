"""Django application of this room."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "mingchuang.base.identity"
    label = "identity"
    verbose_name = "站点标识"
