"""Chinese names of what is written into the audit trail about letters."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action, register_values
from mingchuang.rules.letters.delivery import WAY_LABELS
from mingchuang.rules.letters.kinds import LETTERS

SAVED_WORDING = action("letters.save_wording", _("文书用语：修改"))
DRAFTED = action("letters.draft", _("文书：拟稿"))
APPROVED = action("letters.approve", _("文书：核准"))
ISSUED = action("letters.issue", _("文书：印发"))
VOIDED = action("letters.void", _("文书：作废"))
TOOK_BACK = action("letters.take_back_signed", _("文书：收回签章原件"))
DELIVERED = action("letters.deliver", _("文书：登记送达"))
ERASED = action("letters.erase", _("文书：清除内容"))
OPENED = action("letters.open_file", _("文书：查看文件"))

register_values("kind", {kind: rule.name for kind, rule in LETTERS.items()}, "letters.")
for _acts in ("letters.", "case."):
    register_values("way", WAY_LABELS, _acts)
