"""Makes the annual report known at the desk."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.design.navigation import register_desk
from mingchuang.disclosure.annual_report import audit_actions, norms, sources
from mingchuang.rules.annual_report.forms import Table
from mingchuang.rules.roles import Permission

__all__ = ["audit_actions", "register"]


def register() -> None:
    """Called once when the application is ready."""
    sources.register(Table.ACTIVE, norms.SOURCE)
    register_desk(_("依申请公开"), _("年度报告"), "annual_report:list", Permission.READ_REPORTS, 45)
