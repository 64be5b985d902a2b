"""Django application of this room."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "mingchuang.base.audit"
    label = "audit"
    verbose_name = "审计"
