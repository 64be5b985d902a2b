"""Django application of this kind of case."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_desk, register_desk_pages
from mingchuang.rules.roles import Permission


class RecordCorrectionsConfig(AppConfig):
    name = "mingchuang.disclosure.record_corrections"
    label = "record_corrections"
    verbose_name = "更正记录"

    def ready(self) -> None:
        register_desk(
            _("来件"), _("登记更正申请"), "record_corrections_desk:register", Permission.HANDLE_CASE, 42
        )
        register_desk_pages("/desk/record-corrections/", "casework:worklist")
