"""Django application of this room."""

from django.apps import AppConfig


class LookupsConfig(AppConfig):
    name = "mingchuang.base.lookups"
    label = "lookups"
    verbose_name = "检索记录"

    def ready(self) -> None:
        from mingchuang.base.audit.registry import register_names
        from mingchuang.base.lookups import audit_actions, selectors

        audit_actions.register_actions()
        register_names("lookups.synonymgroup", selectors.names_of_groups)
