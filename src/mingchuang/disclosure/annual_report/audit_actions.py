"""Chinese names of what the annual report writes into the audit log."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action

action("annual_report.create", _("生成年度报告"))
action("annual_report.count_again", _("重新统计年度报告"))
action("annual_report.edit_cell", _("修改年度报告数字"))
action("annual_report.write_chapters", _("编写年度报告正文"))
action("annual_report.write_note", _("说明年度报告与上年的差异"))
action("annual_report.sign", _("签发年度报告"))
action("annual_report.hand_in", _("登记年度报告报送主管部门"))
action("annual_report.take_back", _("撤销年度报告签发"))
action("annual_report.hand_over", _("年度报告转为公开信息草稿"))
action("annual_report.import", _("导入其他机关年度报告"))
