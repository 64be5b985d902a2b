"""Why a division may not be given the period somebody named; for the guards all kinds of case share."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from mingchuang.rules.refusals import Reason

if TYPE_CHECKING:
    from mingchuang.rules.cases import Facts


def _division_period(facts: "Facts") -> Reason | None:
    if facts.division_workdays is None:
        return None
    if facts.division_workdays < 1:
        return Reason("division_workdays_missing", "承办期限至少为1个工作日", "workdays")
    if facts.division_due and facts.last_day and facts.division_due > facts.last_day:
        message = (
            f"承办期限到{facts.division_due.isoformat()}，晚于办理期限{facts.last_day.isoformat()}，请缩短"
        )
        return Reason("division_due_late", message, "workdays")
    return None


def _in_a_division(facts: "Facts") -> Reason | None:
    if facts.division is not None:
        return None
    return Reason("not_in_a_division", "该件还没有转到处室，请先转办", "workdays")


GUARDS: Mapping[str, Callable[[Any], Reason | None]] = {
    "division_period": _division_period,
    "in_a_division": _in_a_division,
}
