"""Django application of this room."""

from django.apps import AppConfig


class AnnualReportConfig(AppConfig):
    name = "mingchuang.disclosure.annual_report"
    label = "annual_report"
    verbose_name = "政府信息公开工作年度报告"

    def ready(self) -> None:
        from mingchuang.disclosure.annual_report import registration

        registration.register()
