"""Django application of this room."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "mingchuang.web"
    label = "web"
    verbose_name = "门户与工作台"

    def ready(self) -> None:
        from mingchuang.web.public import registration

        registration.register()
