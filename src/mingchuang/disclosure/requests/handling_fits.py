"""Which acts of a request there is any reason for: the page leaves out what could only be refused.

Nothing is decided here: whoever sends an act all the same is told by the rules why it cannot be.
"""

from datetime import date

from mingchuang.base.accounts.models import User
from mingchuang.base.shared_reads import once
from mingchuang.casework.letters.models import LetterState
from mingchuang.casework.letters.panel import shown_letters
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import happened, history
from mingchuang.casework.services.projecting import past
from mingchuang.disclosure.requests import letters_made
from mingchuang.disclosure.requests.models import FeeNotice
from mingchuang.disclosure.requests.selectors import unsent
from mingchuang.disclosure.requests.services import signing
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.requests.exchanges import Notice
from mingchuang.rules.requests.facts import DisputeKind, SignOffStep
from mingchuang.rules.requests.letters import is_reply
from mingchuang.rules.requests.past import Passed, passed
from mingchuang.rules.requests.states import CLOSED
from mingchuang.rules.requests.states import RequestEvent as E


def _past(case: Case) -> Passed:
    return once(("request past", case.pk), lambda: passed(past(history(case))))


def _fee(case: Case) -> FeeNotice | None:
    return getattr(case.information_request, "fee_notice", None)


def _waits(case: Case, kind: LetterKind) -> bool:
    """Whether a letter of the kind is drafted and has not left."""
    return any(letter.kind == kind for letter in unsent(case))


def replies_are_issued(_person: User, case: Case, _today: date) -> bool:
    """Every reply letter has its number: the reply can be served."""
    # The page has read the letters; the newest reply is of the last decision.
    newest = next((letter for letter in shown_letters(case) if is_reply(letter.kind)), None)
    if newest is None or newest.state not in (LetterState.ISSUED, LetterState.VOIDED):
        return False
    letters = letters_made.replies_of(case, letters_made.shown_rows(case, E.DECIDED)).values()
    return bool(letters) and all(letter and letter.state == LetterState.ISSUED for letter in letters)


def signature_is_wanted(person: User, case: Case, _today: date) -> bool:
    """A signature is missing that this person has the right to give."""
    return any(signing.may_sign(person, step) for step in SignOffStep if step not in _past(case).signed)


def correction_is_new(_person: User, case: Case, _today: date) -> bool:
    """Nothing was asked to be corrected yet, and no notice waits: it is asked once."""
    return not happened(case, E.CORRECTION_ASKED) and not _waits(case, LetterKind.CORRECTION_NOTICE)


def correction_receipt_is_open(_person: User, case: Case, _today: date) -> bool:
    """It is not known yet when the applicant got the correction notice."""
    return not happened(case, E.CORRECTION_NOTICE_RECEIVED)


def correction_was_received(_person: User, case: Case, _today: date) -> bool:
    """The period to correct runs."""
    return happened(case, E.CORRECTION_NOTICE_RECEIVED)


def consultation_receipt_is_open(_person: User, case: Case, _today: date) -> bool:
    """Some party's receipt of its letter is not known yet, whether it has answered or not."""
    return any(notice.received_on is None for notice in _past(case).consultations)


def extension_is_new(_person: User, case: Case, _today: date) -> bool:
    """The period was not extended, and no notice of it is on its way."""
    if happened(case, E.EXTENDED):
        return False
    proposed = letters_made.shown_rows(case, E.EXTENSION_PROPOSED)
    return letters_made.live(proposed, LetterKind.EXTENSION_NOTICE) is None


def reasons_are_new(_person: User, case: Case, _today: date) -> bool:
    """Reasons were not asked for yet, and no inquiry waits: that is done once."""
    return not happened(case, E.REASON_ASKED) and not _waits(case, LetterKind.REASON_INQUIRY)


def reasons_receipt_is_open(_person: User, case: Case, _today: date) -> bool:
    """It is not known yet when the applicant got the inquiry for reasons."""
    return not happened(case, E.REASON_NOTICE_RECEIVED)


def delay_is_new(_person: User, case: Case, _today: date) -> bool:
    """Reasons were asked for, no later day was set, and no notice of one waits."""
    asked = happened(case, E.REASON_ASKED) and not happened(case, E.DELAYED)
    return asked and not _waits(case, LetterKind.DELAY_NOTICE)


def fee_is_new(_person: User, case: Case, _today: date) -> bool:
    """No fee was asked for yet, and no notice of one waits."""
    return _fee(case) is None and not _waits(case, LetterKind.FEE_NOTICE)


def fee_receipt_is_open(_person: User, case: Case, _today: date) -> bool:
    """It is not known yet when the applicant got the fee notice."""
    fee = _fee(case)
    return fee is not None and fee.received_on is None


def fee_was_received(_person: User, case: Case, _today: date) -> bool:
    """The period to pay runs."""
    fee = _fee(case)
    return fee is not None and fee.received_on is not None


def may_be_contested(_person: User, case: Case, today: date) -> bool:
    """There is a reply, a closing or an overdue silence to contest, and a way that is not taken yet."""
    open_now = {notice.kind for notice in _past(case).disputes if notice.is_open}
    silent = case.due_on is not None and today > case.due_on
    return (case.state in CLOSED or silent or bool(open_now)) and len(open_now) < len(DisputeKind)


def dispute_is_open(_person: User, case: Case, _today: date) -> bool:
    """A review or a suit is pending."""
    return _past(case).dispute_open


def _reviews(case: Case) -> list[Notice]:
    """The reviews that are pending."""
    return [one for one in _past(case).disputes if one.is_open and one.kind == DisputeKind.REVIEW]


def review_may_be_extended(_person: User, case: Case, _today: date) -> bool:
    """A review is pending whose last day was not moved yet."""
    return any(not (one.simplified or one.extension or one.suspended_since) for one in _reviews(case))


def review_goes_on(_person: User, case: Case, _today: date) -> bool:
    """A review is pending and was not laid aside."""
    return any(one.suspended_since is None for one in _reviews(case))


def review_rests(_person: User, case: Case, _today: date) -> bool:
    """A review is pending that was laid aside."""
    return any(one.suspended_since is not None for one in _reviews(case))


def was_posted(_person: User, case: Case, _today: date) -> bool:
    """The reply, or the notice that nothing more is done, went by post: its receipt comes back."""
    return happened(case, E.SERVED, E.CLOSING_TOLD) and _past(case).told_by_post


def new_reply_was_ordered(_person: User, case: Case, _today: date) -> bool:
    """A review decision or a judgment was against the office, and the reply was not done anew since."""
    return _past(case).new_reply_ordered_on is not None
