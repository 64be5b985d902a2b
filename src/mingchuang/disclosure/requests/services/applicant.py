"""What the applicant does after sending: answers a correction notice, gives reasons, withdraws.

On the web the caller has made sure who it is, by number and query code; what comes on paper a clerk
writes down.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.files.base import File
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
from mingchuang.disclosure.requests.models import PaperRole
from mingchuang.disclosure.requests.services import uploading
from mingchuang.disclosure.requests.services.application import length_refusals, read
from mingchuang.disclosure.requests.services.known import corrected_data, facts_of
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.requests.facts import Facts
from mingchuang.rules.requests.states import RequestEvent

CORRECTED_TEXT = (("document_name", "信息的名称"), ("document_number", "文号"), ("features", "其他特征"))
"""How a correction is written down for the office, in its language whatever the applicant reads."""
PAPERS_ADDED = "补充材料：%s件"

CORRECTED, WITHDRAWN = "申请人已补正：%(title)s", "申请人撤回了申请：%(title)s"
REASONS_GIVEN = "申请人已说明理由：%(title)s"
LONGEST_REASONS = 2000


def correct(case: Case, typed: Mapping[str, str], *, papers: Sequence[File] = (), now: datetime) -> Case:
    """The applicant's answer to the correction notice; the reply period starts anew.

    `papers` are what the notice asked for besides words, such as the identity proof. Raises `Refused`.
    """
    given = {name: plain(typed.get(name, "")) for name, _label in CORRECTED_TEXT}
    refuse_if(_correction_refusals(given, papers))
    said = [f"{label}：{given[name]}" for name, label in CORRECTED_TEXT if given[name]]
    text = "\n".join([*said, *([PAPERS_ADDED % len(papers)] if papers else [])])

    def also(moved: Case) -> None:
        asked = moved.information_request
        uploading.add_papers(asked, papers, PaperRole.OTHER, "papers", actor=None, now=now)

    def plan(locked: Case) -> Step:
        refuse_if(_late(locked, local_day(now)))
        data = {"by": "applicant", **corrected_data(locked)}
        return Step(RequestEvent.CORRECTED, Facts(), text=text, text_field="features", data=data, also=also)

    return _tell_after(case, now, plan, CORRECTED)


def _late(case: Case, today: date) -> list[Reason]:
    """Whether a late correction has a good reason is for the office to say, not for the page."""
    due = facts_of(case, today).correction_due
    if due is None or today <= due:
        return []
    message = _("补正期限到%(day)s为止，已经届满。有正当理由的，请与政府信息公开工作机构联系")
    return [Reason("correction_late", message % {"day": due.isoformat()}, "features")]


def _correction_refusals(given: Mapping[str, str], papers: Sequence[File]) -> list[Reason]:
    if not any(given.values()) and not papers:
        message = _("请按补正告知书写明，或者上传需要补充的材料")
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


def withdrawn(case: Case, *, day: date, reason: str, actor: User, now: datetime) -> Case:
    """The applicant took the request back on paper or by word, on that day; `reason` says how.

    Raises `Refused`, `Forbidden`.
    """

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), day=day)
        return Step(RequestEvent.WITHDRAWN, facts, text=reason, data={"by": "office"}, day=day)

    return move(case, actor, now, plan)


def _tell_after(case: Case, now: datetime, plan: Callable[[Case], Step], words: str) -> Case:
    with transaction.atomic():
        moved = move(case, None, now, plan)
        notify.tell(_people(moved), words % {"title": moved.title}, moved.number or "", _link(moved), now=now)
        return moved


def _people(case: Case) -> list[User]:
    return [case.assignee] if case.assignee else handlers_of(case)


def _link(case: Case) -> Any:
    return reverse("casework:case", args=[case.uid])
