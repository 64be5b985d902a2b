"""Chinese names of what this room writes into the audit trail."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action

action("personal.erased", _("清除个人信息"))
action("personal.handed_over", _("收件人下载提供给其本人的文件"))
action("personal.revealed", _("查看个人信息全文"))
action("personal.used", _("系统为发送通知使用联系方式"))
