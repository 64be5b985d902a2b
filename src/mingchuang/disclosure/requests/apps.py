"""Django application of this kind of case."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "mingchuang.disclosure.requests"
    label = "requests"
    verbose_name = "依申请公开"
