"""What the applicant does after sending: answers a correction notice, gives reasons, withdraws.

The caller has made sure who it is, by number and query code.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.base.notify import services as notify
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import plain
from mingchuang.casework.selectors import handlers_of
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.services.application import length_refusals, read
from mingchuang.disclosure.requests.services.known import corrected_data
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.requests.facts import Facts
from mingchuang.rules.requests.states import RequestEvent

CORRECTED_TEXT = (("document_name", "信息的名称"), ("document_number", "文号"), ("features", "其他特征"))
"""How a correction is written down for the office, in its language whatever the applicant reads."""

CORRECTED, WITHDRAWN = "申请人已补正：%(title)s", "申请人撤回了申请：%(title)s"
REASONS_GIVEN = "申请人已说明理由：%(title)s"
LONGEST_REASONS = 2000


def correct(case: Case, typed: dict[str, str], *, now: datetime) -> Case:
    """The applicant's answer to the correction notice; the reply period starts anew. Raises `Refused`."""
    given = {name: plain(typed.get(name, "")) for name, _label in CORRECTED_TEXT}
    refuse_if(_correction_refusals(given))
    text = "\n".join(f"{label}：{given[name]}" for name, label in CORRECTED_TEXT if given[name])

    def plan(locked: Case) -> Step:
        data = {"by": "applicant", **corrected_data(locked)}
        return Step(RequestEvent.CORRECTED, Facts(), text=text, text_field="features", data=data)

    return _tell_after(case, now, plan, CORRECTED)


def _correction_refusals(given: dict[str, str]) -> list[Reason]:
    if not any(given.values()):
        message = _("请写明所申请信息的名称、文号，或者便于查找的其他特征，至少一项")
        return [Reason("description_missing", message, "features")]
    return length_refusals(read(given))


def give_reasons(case: Case, typed: str, *, now: datetime) -> Case:
    """The applicant's answer to the question why so much is asked (Art. 35). Raises `Refused`."""
    text = plain(typed)
    reasons = []
    if not text.strip():
        reasons.append(Reason("reasons_missing", _("请写明需要这些信息的理由"), "reasons"))
    if len(text) > LONGEST_REASONS:
        lengths = {"longest": LONGEST_REASONS, "length": len(text)}
        message = _("最多%(longest)s字，您写了%(length)s字，请精简") % lengths
        reasons.append(Reason("reasons_too_long", message, "reasons"))
    refuse_if(reasons)
    today = local_day(now)
    facts = Facts(today=today, day=today)
    step = Step(RequestEvent.REASON_GIVEN, facts, text=text, text_field="reasons", data={"by": "applicant"})
    return _tell_after(case, now, lambda _locked: step, REASONS_GIVEN)


def withdraw(case: Case, *, now: datetime) -> Case:
    """The applicant takes the request back; nothing is answered any more. Raises `Refused`."""
    step = Step(RequestEvent.WITHDRAWN, Facts(), data={"by": "applicant"})
    return _tell_after(case, now, lambda _locked: step, WITHDRAWN)


def _tell_after(case: Case, now: datetime, plan: Callable[[Case], Step], words: str) -> Case:
    with transaction.atomic():
        moved = move(case, None, now, plan)
        notify.tell(_people(moved), words % {"title": moved.title}, moved.number or "", _link(moved), now=now)
        return moved


def _people(case: Case) -> list[User]:
    return [case.assignee] if case.assignee else handlers_of(case)


def _link(case: Case) -> Any:
    return reverse("casework:case", args=[case.uid])
