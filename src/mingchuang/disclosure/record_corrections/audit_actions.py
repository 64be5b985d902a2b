"""Chinese names of what happens to applications to correct a record, for the audit trail."""

from mingchuang.base.audit.registry import action
from mingchuang.rules import cases
from mingchuang.rules.record_corrections import EVENT_LABELS
from mingchuang.rules.requests import states

for _code, _label in EVENT_LABELS.items():
    # What other kinds of case know too has its name from there.
    if _code not in cases.EVENT_LABELS and _code not in states.EVENT_LABELS:
        action(f"case.{_code}", f"来件：{_label}")
