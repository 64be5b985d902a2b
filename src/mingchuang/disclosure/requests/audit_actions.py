"""Chinese names of what happens to requests, for the audit trail."""

from mingchuang.base.audit.registry import action
from mingchuang.rules import cases
from mingchuang.rules.requests.states import EVENT_LABELS

for _code, _label in EVENT_LABELS.items():
    # Acts every kind of case knows have their names from casework.
    if _code not in cases.EVENT_LABELS:
        action(f"case.{_code}", f"来件：{_label}")

action("request.items_set", "公开申请：拆分申请的内容")
action("request.item_answered", "公开申请：起草一项答复")
action("request.searched", "公开申请：登记检索")
action("request.file_added", "公开申请：附上随答复提供的文件")
action("request.file_taken_back", "公开申请：移除随答复提供的文件")
