"""Chinese names of what is written into the audit trail about letters."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action

SAVED_WORDING = action("letters.save_wording", _("文书用语：修改"))
DRAFTED = action("letters.draft", _("文书：拟稿"))
APPROVED = action("letters.approve", _("文书：核准"))
ISSUED = action("letters.issue", _("文书：印发"))
VOIDED = action("letters.void", _("文书：作废"))
TOOK_BACK = action("letters.take_back_signed", _("文书：收回签章原件"))
DELIVERED = action("letters.deliver", _("文书：登记送达"))
ERASED = action("letters.erase", _("文书：清除内容"))
OPENED = action("letters.open_file", _("文书：查看文件"))
