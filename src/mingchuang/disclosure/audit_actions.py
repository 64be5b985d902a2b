"""Chinese names of what this chapter writes into the audit log."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action

action("disclosure.set_statutory_item", _("登记法定主动公开事项是否适用"))
action("disclosure.seed", _("装入政府信息公开基础数据"))
