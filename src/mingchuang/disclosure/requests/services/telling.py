"""Tells applicants who left an e-mail address or a mobile number how their request goes on.

A message names the request and its days and says where to look; it never holds what was asked, who asked, or
the query code. It speaks the language the application was filled in.
"""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.design.dates import long_date
from mingchuang.base.design.languages import CHINESE, LANGUAGES
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.notify import outside
from mingchuang.base.notify.models import OutsideMessage
from mingchuang.casework import selectors
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.letters.selectors import is_to_applicant
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.requests.letters import is_reply
from mingchuang.rules.requests.states import EVENT_LABELS, RequestEvent

KIND = "request"
MOST_SHOWN = 200

LANGUAGE = "language"
"""Key of what is frozen on a request: the language it was filled in."""

_NEWS = frozenset(
    {
        RequestEvent.CORRECTION_ASKED,
        RequestEvent.REASON_ASKED,
        RequestEvent.DELAYED,
        RequestEvent.EXTENDED,
        RequestEvent.FEE_ASKED,
        RequestEvent.SERVED,
    }
)
"""What the applicant has to know of at once; the page of the request says the rest."""

_RECEIVED = frozenset({RequestEvent.CONFIRMED, RequestEvent.REGISTERED})
_FILED = frozenset({RequestEvent.SUBMITTED, RequestEvent.ADMITTED})


def after_event(case: Case, event: str, now: datetime) -> None:
    """Tell the applicant of what happened, where it concerns them; in the transaction of the event.

    What came without a proof of work is told once a person has admitted it, lest strangers be written to.
    """
    if event not in _NEWS | _RECEIVED | _FILED:
        return
    language = _language(case)
    with translation.override(language):
        if event in _FILED:
            _tell(
                case, _("本机关收到了您提交的申请，确认后开始计算答复期限，通常在当天（工作日）确认。"), now
            )
        elif event in _RECEIVED:
            days: Mapping[str, str] = {
                "received": long_date(case.received_on, language) if case.received_on else "",
                "due": _due(case, language),
            }
            _tell(case, _("申请已确认收到：收到日期%(received)s，答复期限%(due)s。") % days, now)
        else:
            _tell(case, _("申请有新的进展：%(what)s。") % {"what": _(EVENT_LABELS[event])}, now)


def _due(case: Case, language: str) -> str:
    """The last day in words, with its reservation where the calendar is not published that far."""
    if case.due_on is None:
        return _("待定")
    day = long_date(case.due_on, language)
    if not selectors.due_is_provisional(case):
        return day
    return _("%(day)s（%(reserve)s）") % {"day": day, "reserve": _("暂定：超出已公布的放假安排")}


_TOLD_BY_EVENT = frozenset(
    {
        LetterKind.RECEIPT,
        LetterKind.CORRECTION_NOTICE,
        LetterKind.REASON_INQUIRY,
        LetterKind.DELAY_NOTICE,
        LetterKind.EXTENSION_NOTICE,
        LetterKind.FEE_NOTICE,
    }
)
"""Letters whose leaving is itself an event of the request, of which the applicant is told once."""


def after_delivery(letter: Letter, now: datetime) -> None:
    """Tell the applicant that a letter to them was served, where no event of the request tells of it."""
    if not is_to_applicant(letter) or is_reply(letter.kind) or letter.kind in _TOLD_BY_EVENT:
        return
    with translation.override(_language(letter.case)):
        _tell(letter.case, _("有一份给您的文书已经送达，可以在申请办理进度页下载。"), now)


def _tell(case: Case, news: str, now: datetime) -> None:
    record = case.information_request.applicant
    office = site_identity().short_name
    values = {"number": case.number, "office": office, "news": news}
    where = settings.PUBLIC_URL + reverse("requests:progress")
    lines = (
        _("您的政府信息公开申请，编号 %(number)s。") % values,
        news,
        _("查询进度：%(link)s") % {"link": where},
        _("查询时请填写编号和提交时显示的查询码；查询码不通过邮件和短信发送。请不要回复本消息。"),
        office,
    )
    outside.tell_outside(
        record,
        subject=_("政府信息公开申请 %(number)s") % values,
        body="\n\n".join(lines),
        short=_("【%(office)s】政府信息公开申请 %(number)s：%(news)s") % values,
        about=str(case.uid),
        now=now,
    )


def _language(case: Case) -> str:
    chosen = str(case.frozen.get(LANGUAGE, CHINESE))
    return chosen if chosen in LANGUAGES else CHINESE


def failing_rows(reader: User) -> QuerySet[OutsideMessage]:
    """Messages to applicants that were tried in vain, of requests the reader may see; to be counted."""
    asked = InformationRequest.objects.filter(applicant=OuterRef("record"))
    return outside.failing().filter(Exists(asked.filter(case__in=selectors.visible(reader))))


def failing_seen_by(reader: User) -> list[tuple[Case, OutsideMessage]]:
    """Messages to applicants that were tried in vain, of requests the reader may see, oldest first."""
    messages = list(failing_rows(reader).order_by("pk")[:MOST_SHOWN])
    seen = selectors.visible(reader).filter(kind=KIND, uid__in={message.about for message in messages})
    cases = {str(case.uid): case for case in seen}
    return [(cases[message.about], message) for message in messages if message.about in cases]


def tell_again(case: Case, uid: str, *, actor: User) -> None:
    """Send a message that failed once more. Raises `Forbidden`, `OutsideMessage.DoesNotExist`."""
    selectors.require_handling(actor, case)
    outside.send_again(outside.messages_about(str(case.uid)).get(uid=uid))
