"""Chinese names of what happens to requests, for the audit trail."""

from mingchuang.base.audit.registry import action
from mingchuang.rules import cases
from mingchuang.rules.requests.states import EVENT_LABELS

for _code, _label in EVENT_LABELS.items():
    # Acts every kind of case knows have their names from casework.
    if _code not in cases.EVENT_LABELS:
        action(f"case.{_code}", f"来件：{_label}")
