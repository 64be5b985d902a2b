"""Django application of the publishing trunk."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingchuang.publishing"
    label = "publishing"
    verbose_name = "发布"

    def ready(self) -> None:
        from mingchuang.base.calendars.registry import register_after_change, register_clock_source
        from mingchuang.base.identity.registry import register_after_change as register_after_identity
        from mingchuang.publishing import audit_actions, guards, hosts, menu, pictures, search
        from mingchuang.publishing.desk import found
        from mingchuang.publishing.services import changes, waiting

        guards.declare_guards()
        audit_actions.register_actions()
        menu.register()
        pictures.register()
        search.register()
        found.register()
        hosts.register("search", search.public.still_found)
        register_clock_source("信息主动公开", waiting.clock_rows)
        register_after_change("publishing", waiting.derive_due_days_again)
        register_after_identity("publishing", changes.record_shell)
