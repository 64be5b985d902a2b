"""Django application of the publishing trunk."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "mingchuang.publishing"
    label = "publishing"
    verbose_name = "发布"

    def ready(self) -> None:
        from mingchuang.publishing import audit_actions, guards, menu, pictures

        guards.declare_guards()
        audit_actions.register_actions()
        menu.register()
        pictures.register()
