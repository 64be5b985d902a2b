"""Chinese names of what casework writes into the audit trail, and its chains for `audit verify`."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action, register_chain
from mingchuang.casework.services import packaging, verification
from mingchuang.rules.cases import EVENT_LABELS

for _code, _label in EVENT_LABELS.items():
    action(f"case.{_code}", f"来件：{_label}")

SEALED = action(verification.SEALED, _("来件：每日封存事件链"))
PACKAGED = action(packaging.PACKAGED, _("来件：生成归档包"))

register_chain("casework", verification.digest, verification.verify_chains)
