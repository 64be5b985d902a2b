"""A new query code for an applicant who lost theirs: only its digest was kept, so another one is made."""

from datetime import datetime

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.localtime import local_day
from mingchuang.casework import query_codes, receipts
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import require_handling
from mingchuang.casework.services import Opened
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests.states import RequestEvent

_FORM = "requests.renewal"
CHECK, MARK = "check", "mark"
"""Keys of the event's data: how identity was checked, the digest of the form's mark."""


def renew_query_code(
    case: Case, *, check: str, reason: str = "", receipt: str, actor: User, now: datetime
) -> Opened:
    """Issue another code once identity was checked; the one before opens nothing from now on.

    `check` is a code of `rules.requests.at_the_desk.IdentityCheck`, `reason` a word for the colleagues. The
    code is in the answer and nowhere else. `receipt` is the mark of the filled-in form: sent again, it is
    answered with the same code while that one holds. Raises `Refused`, `Forbidden`.
    """
    if not receipts.is_receipt(receipt):
        raise Refused.because("receipt_missing", "页面已过期，请重新打开补发查询码的页面")
    code, mark = receipts.query_code_of(_FORM, receipt), receipts.digest_of(_FORM, receipt)

    def plan(locked: Case) -> Step:
        applicant = locked.information_request.applicant
        facts = facts_of(
            locked,
            local_day(now),
            identity_check=check,
            applicant_erased=applicant.erased_at is not None,
        )
        changes = {"query_code_digest": query_codes.digest(code, str(locked.uid))}
        data = {CHECK: check, MARK: mark}
        return Step(RequestEvent.QUERY_CODE_RENEWED, facts, text=reason, data=data, changes=changes)

    with transaction.atomic():
        current = Case.objects.select_for_update().get(pk=case.pk)
        require_handling(actor, current)
        if not _was_issued(current, mark):
            return Opened(move(current, actor, now, plan), code)
        if not receipts.code_that_opens(current, code):
            message = "这次补发以后又补发过查询码；仍需补发的，请重新打开补发查询码的页面"
            raise Refused.because("renewed_since", message)
        return Opened(current, code)


def _was_issued(case: Case, mark: str) -> bool:
    events = case.events.filter(event=RequestEvent.QUERY_CODE_RENEWED)
    return any(data.get(MARK) == mark for data in events.values_list("data", flat=True))
