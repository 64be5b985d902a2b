"""Django application of the letters of cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_desk
from mingchuang.rules.roles import Permission


class LettersConfig(AppConfig):
    name = "mingchuang.casework.letters"
    label = "letters"
    verbose_name = "文书"

    def ready(self) -> None:
        register_desk(_("来件"), _("文书编号簿"), "letters:numbers", Permission.READ_CASE, 45)
        register_desk(_("来件"), _("文书用语"), "letters:wording_list", Permission.MANAGE_WORDING, 46)
