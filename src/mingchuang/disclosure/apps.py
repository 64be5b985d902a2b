"""Django application of this room."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "mingchuang.disclosure"
    label = "disclosure"
    verbose_name = "政府信息公开"

    def ready(self) -> None:
        from mingchuang.disclosure import registration

        registration.register()
