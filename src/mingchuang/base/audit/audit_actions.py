"""Words for the values that any room may write down: gates, roles, languages, files of the trail itself."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.models import AuditEvent
from mingchuang.base.audit.registry import actions, register_values
from mingchuang.base.design.languages import CHINESE
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.gates import GATE_LABELS
from mingchuang.rules.personal_data import PURPOSE_LABELS
from mingchuang.rules.roles import PERMISSION_LABELS, ROLE_LABELS

for _detail in ("role", "roles"):
    register_values(_detail, ROLE_LABELS)
for _detail in ("gate", "gates"):
    register_values(_detail, GATE_LABELS)
register_values("permission", PERMISSION_LABELS)
register_values("purpose", PURPOSE_LABELS)
register_values("language", {CHINESE: _("中文"), **LANGUAGE_LABELS})
register_values("format", {"csv": _("CSV 表格"), "xlsx": _("Excel 工作簿")})


def _action_names(_: str) -> Mapping[str, str]:
    return actions()


register_values("action", _action_names, "audit.")
register_values("target_type", {AuditEvent._meta.label_lower: AuditEvent._meta.verbose_name}, "audit.")
