"""Django application of this kind of case."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_desk, register_desk_pages
from mingchuang.rules.roles import Permission


class RequestsConfig(AppConfig):
    name = "mingchuang.disclosure.requests"
    label = "requests"
    verbose_name = "依申请公开"

    def ready(self) -> None:
        from mingchuang.disclosure.annual_report import sources
        from mingchuang.disclosure.requests import annual_numbers
        from mingchuang.disclosure.requests.services import turning
        from mingchuang.publishing import origins
        from mingchuang.rules.annual_report.forms import Table

        sources.register(Table.REQUESTS, annual_numbers.REQUESTS)
        sources.register(Table.DISPUTES, annual_numbers.DISPUTES)
        origins.register(turning.origin)
        register_desk(_("来件"), _("登记公开申请"), "requests_desk:register", Permission.HANDLE_CASE, 41)
        register_desk_pages("/desk/requests/", "casework:worklist")
