"""The panels of a request's page at the desk, in the order in which a clerk works, and what comes next."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.notify.outside import messages_about
from mingchuang.base.personal.services import masked
from mingchuang.casework.letters.models import LetterState
from mingchuang.casework.letters.panel import LETTERS, letters_panel, letters_to_do, shown_letters
from mingchuang.casework.models import Case
from mingchuang.casework.panels import NextLink, Panel
from mingchuang.casework.selectors import may_handle
from mingchuang.disclosure.requests import letters_made, selectors
from mingchuang.disclosure.requests.models import InformationRequest
from mingchuang.disclosure.requests.services import answering, retaining, suggesting, turning
from mingchuang.rules.letters.kinds import LETTERS as LETTER_RULES
from mingchuang.rules.letters.kinds import LetterKind


def _asked(case: Case, _reader: User, _today: date) -> dict[str, Any]:
    request: InformationRequest = case.information_request
    return {
        "information_request": request,
        "applicant": masked(request.applicant),
        "agent": masked(request.agent) if request.agent else {},
        "codes": selectors.labels_of(request),
        "papers": list(request.papers.select_related("file")),
    }


def _letters(case: Case, reader: User, today: date) -> dict[str, Any]:
    voided = any(letter.state == LetterState.VOIDED for letter in shown_letters(case))
    redraftable = letters_made.redraftable(case) if voided and may_handle(reader, case) else []
    return {
        **letters_panel(case, reader, today),
        "redraftable": redraftable,
        "reply_to_read": case.received_on is not None and not _drafts(case, reader),
    }


def _drafts(case: Case, reader: User) -> bool:
    return case.state in answering.DRAFTING and may_handle(reader, case)


def _related(case: Case, reader: User, _today: date) -> dict[str, Any]:
    ends = not case.is_open and case.information_request.applicant.erased_at is None
    related = suggesting.related_of(case, reader)
    has_text = related.turned is not None
    return {
        "turned": related.turned,
        "may_turn": may_handle(reader, case) and turning.may_be_turned(case, has_text=has_text),
        "suggestion": related.suggestion,
        "linked": related.linked,
        "erased_from": retaining.erased_from(case, ends=retaining.ends_told_of(case)) if ends else None,
    }


def _at_the_desk(case: Case, reader: User, _today: date) -> dict[str, Any] | None:
    helped = case.information_request.help_log or case.information_request.needs_help
    return {} if helped or may_handle(reader, case) else None


def _told(case: Case, _reader: User, _today: date) -> dict[str, Any] | None:
    told = list(messages_about(str(case.uid)))
    return {"told_outside": told} if told else None


PANELS = (
    Panel("content", _("来件内容"), "requests/panel.html", _asked),
    Panel(LETTERS.anchor, _("答复和文书"), "requests/desk/letters.html", _letters),
    Panel("related", _("相似的申请和主动公开"), "requests/desk/links.html", _related),
    Panel("desk-help", _("帮助和查询码"), "requests/desk/at_the_desk.html", _at_the_desk),
    Panel("told", _("发给申请人的邮件和短信"), "requests/desk/told.html", _told),
)


def standing_notes(case: Case) -> list[str]:
    """What a clerk might take for done: letters that would move a period and have not left."""
    if not case.is_open:
        return []
    waiting = dict.fromkeys(LETTER_RULES[LetterKind(letter.kind)].name for letter in selectors.unsent(case))
    return [_("“%(name)s”已拟，未发出，时钟仍在走。") % {"name": name} for name in waiting]


def next_links(case: Case, reader: User, today: date) -> list[NextLink]:
    """Letters that wait for the reader, and the reply while it is drafted."""
    links = letters_to_do(case, reader, today)
    if _drafts(case, reader):
        links.append(NextLink(_("起草答复、检索记录"), reverse("requests_desk:reply", args=[case.uid])))
    return links
