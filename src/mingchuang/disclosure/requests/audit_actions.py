"""Chinese names of what happens to requests, for the audit trail."""

from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import action, register_values
from mingchuang.disclosure.requests.services import filing, uploading
from mingchuang.disclosure.requests.services.consulting import THIRD_PARTY
from mingchuang.rules import cases
from mingchuang.rules.annual_report.forms import DISPUTE_COLUMNS, form_of
from mingchuang.rules.disclosure import GROUND_RULES
from mingchuang.rules.requests.application import APPLICANT_TYPE_LABELS
from mingchuang.rules.requests.decisions import RULES_OF
from mingchuang.rules.requests.facts import DISPUTE_LABELS, SIGN_OFF_LABELS
from mingchuang.rules.requests.fees import TARIFF_LABELS
from mingchuang.rules.requests.opinions import CONSULTATION_LABELS, OPINION_LABELS
from mingchuang.rules.requests.receiving import CHANNEL_LABELS
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

_DECISIONS = {code: rule.label for code, rule in RULES_OF.items()}
_FORM = 2026
"""The year whose form names the rows of the report; rows keep their keys when the form changes."""

register_values("applicant_type", APPLICANT_TYPE_LABELS, "case.")
register_values("channel", CHANNEL_LABELS, "case.")
register_values("kind", CONSULTATION_LABELS, "case.consultation")
register_values("kind", DISPUTE_LABELS, "case.dispute")
register_values("opinion", OPINION_LABELS, "case.consultation")
register_values("result", DISPUTE_COLUMNS, "case.dispute")
register_values("step", SIGN_OFF_LABELS, "case.")
register_values("tariff", TARIFF_LABELS, "case.")
register_values("row", form_of(_FORM).rows, "case.decided")
register_values("decision", _DECISIONS, "request.")
register_values("ground", {code: rule.term for code, rule in GROUND_RULES.items()}, "request.")
register_values(
    "kind",
    {
        filing.APPLICANT: _("申请人"),
        filing.AGENT: _("代理人"),
        THIRD_PARTY: _("第三方"),
        uploading.UPLOAD: _("申请人提交的材料"),
    },
    "personal.",
)
