"""Chinese names of what casework writes into the audit trail, and its chains for `audit verify`."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.registry import (
    action,
    register_chain,
    register_names,
    register_sorts,
    register_values,
)
from mingchuang.casework import registry
from mingchuang.casework.models import Case
from mingchuang.casework.services import packaging, verification
from mingchuang.rules.cases import EVENT_LABELS

for _code, _label in EVENT_LABELS.items():
    action(f"case.{_code}", f"来件：{_label}")

SEALED = action(verification.SEALED, _("来件：每日封存事件链"))
PACKAGED = action(packaging.PACKAGED, _("来件：生成归档包"))

register_chain("casework", verification.digest, verification.verify_chains)


def _numbers(ids: set[str]) -> dict[str, str]:
    """What cases are called: their numbers; one without a number yet is missing."""
    rows = Case.objects.filter(pk__in=_keys(ids)).exclude(number=None)
    return {str(pk): str(number) for pk, number in rows.values_list("pk", "number")}


def _kinds(ids: set[str]) -> dict[str, str]:
    return {str(pk): kind for pk, kind in Case.objects.filter(pk__in=_keys(ids)).values_list("pk", "kind")}


def _keys(ids: set[str]) -> list[int]:
    return [int(pk) for pk in ids if pk.isdecimal()]


def _states(kind: str) -> Mapping[str, str | Promise]:
    """Each kind of case has states of its own."""
    known = {one.code: one for one in registry.kinds()}
    return known[kind].table.state_labels if kind in known else {}


register_names("casework.case", _numbers)
register_sorts("casework.case", _kinds)
for _detail in ("state", "from_state"):
    register_values(_detail, _states, "case.")
register_values("by", {"office": _("本机关"), "applicant": _("申请人")}, "case.")
