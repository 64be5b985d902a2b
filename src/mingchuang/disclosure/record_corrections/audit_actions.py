"""Chinese names of what happens to applications to correct a record, for the audit trail."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action, register_values
from mingchuang.disclosure.record_corrections.services import registering
from mingchuang.rules import cases
from mingchuang.rules.record_corrections import EVENT_LABELS, OUTCOME_LABELS
from mingchuang.rules.requests import states

for _code, _label in EVENT_LABELS.items():
    # What other kinds of case know too has its name from there.
    if _code not in cases.EVENT_LABELS and _code not in states.EVENT_LABELS:
        action(f"case.{_code}", f"来件：{_label}")

register_values("outcome", OUTCOME_LABELS, "case.")
register_values(
    "kind", {registering.APPLICANT: _("申请人"), registering.PAPER: _("申请人提交的材料")}, "personal."
)
