"""Turns the reply to a request into the draft of a published text (Art. 44), with people covered.

The draft is the publishing trunk's own: it goes through the checks and gates like any other text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.permissions import may, refusal
from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.personal import services as personal
from mingchuang.base.personal.models import PersonalRecord
from mingchuang.casework import selectors
from mingchuang.casework.models import Case
from mingchuang.casework.services.moving import Step, move
from mingchuang.casework.services.projecting import past
from mingchuang.disclosure.requests.models import (
    AskedItem,
    GivenFile,
    InformationRequest,
    TurnedActive,
)
from mingchuang.disclosure.requests.selectors import given_to
from mingchuang.disclosure.requests.services import turning_files
from mingchuang.publishing.checks import own_numbers
from mingchuang.publishing.models import Column, Item, ItemState, ListingCount
from mingchuang.publishing.origins import Origin
from mingchuang.publishing.selectors.writing import draft_of
from mingchuang.publishing.services.drafts import create_item
from mingchuang.rules.disclosure import Attribute
from mingchuang.rules.hiding import Covered, merged
from mingchuang.rules.refusals import Forbidden, Reason, refuse_if
from mingchuang.rules.requests.past import passed
from mingchuang.rules.requests.states import RequestEvent
from mingchuang.rules.requests.turning import (
    GRANTING,
    TURNABLE,
    Turning,
    proposed_item,
    proposed_keywords,
    refusals,
)
from mingchuang.rules.roles import Permission
from mingchuang.rules.statutory import STATUTORY_ITEMS

ITEM = "item"
"""Key of the event's data: the uid of the text that was drafted."""

KINDS = frozenset({"information", "news", "notice", "document"})
"""Kinds of content a reply may become."""

LONGEST_TITLE = 100
SOURCE = "依申请公开答复转为主动公开"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The draft as it would be made. `covered` is what was hidden; `consulted`: somebody else was asked.

    `files` went with the reply and may be attached.
    """

    title: str
    paragraphs: tuple[str, ...]
    document_number: str
    statutory_item: str
    column: Column | None
    formed_on: date | None
    covered: tuple[Covered, ...]
    consulted: bool
    files: tuple[GivenFile, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs as the body of a text."""
        return "".join(f"<p>{escape(line)}</p>" for line in self.paragraphs)


def proposal_of(case: Case) -> Proposal:
    """What would be published of the reply: what was granted, with the people of the request covered."""
    request: InformationRequest = case.information_request
    people, allowed = list(_people(request)), own_numbers()
    covered: list[list[Covered]] = []

    def hidden(text: str) -> str:
        shown, found = personal.hide_people(text, people, allowed=allowed)
        covered.append(found)
        return shown

    granted = list(_granted(request))
    subject = request.document_name or (granted[0].description if granted else "")
    title = hidden(" ".join(subject.split())[:LONGEST_TITLE])
    lines = [line for item in granted for line in _lines(item, several=len(granted) > 1)]
    paragraphs = tuple(hidden(line) for line in lines)
    code = proposed_item(f"{title}\n{request.document_number}\n" + "\n".join(paragraphs))
    days = [item.decided_on for item in granted if item.decided_on]
    return Proposal(
        title=title,
        paragraphs=paragraphs,
        document_number=request.document_number,
        statutory_item=code,
        column=_column_for(code),
        formed_on=max(days) if days else None,
        covered=tuple(merged(covered)),
        consulted=request.consultations.exists(),
        files=tuple(given_to(case)),
    )


def may_be_turned(case: Case, *, has_text: bool) -> bool:
    """Whether the page of a request offers it, from its history; `turn` asks for the rest."""
    if case.state not in TURNABLE or has_text:
        return False
    now = passed(past(selectors.history(case)))
    erased = not case.information_request.salt
    known = Turning(case.state, sorted(now.outcomes), erased=erased, dispute_open=now.dispute_open)
    return not refusals(known)


def refusals_of(case: Case) -> list[Reason]:
    """Every reason why the reply cannot become active disclosure now."""
    request: InformationRequest = case.information_request
    disputes = request.disputes.filter(closed_on=None)
    items = list(request.items.order_by("position"))
    has_draft = live_text_of(case) is not None
    return reasons_against(case, items, dispute_open=disputes.exists(), has_draft=has_draft)


def reasons_against(
    case: Case, items: Sequence[AskedItem], *, dispute_open: bool, has_draft: bool
) -> list[Reason]:
    """Like `refusals_of`, from what was read for many requests at once."""
    request: InformationRequest = case.information_request
    return refusals(
        Turning(
            state=case.state,
            decisions=[item.decision for item in items],
            has_text=any(item.decision in GRANTING and _information(item) for item in items),
            erased=not request.salt,
            dispute_open=dispute_open,
            has_draft=has_draft,
        )
    )


def turn(
    case: Case,
    *,
    title: str,
    statutory_item: str,
    column: Column,
    division: Division,
    formed_on: date | None,
    given: Sequence[GivenFile] = (),
    actor: User,
    now: datetime,
) -> Item:
    """Draft the published text from the reply; both know each other. Raises `Refused`, `Forbidden`.

    Of its files those `given` here become attachments. There is one text for a reply unless an earlier one
    was discarded.
    """
    if not may(actor, Permission.DRAFT_ITEM, division):
        raise Forbidden([refusal(Permission.DRAFT_ITEM)])
    selectors.require_handling(actor, case)
    # Before the transaction: that somebody looked into a file stays recorded also when it is refused.
    people = list(_people(case.information_request))
    chosen = turning_files.read(case, given, people, actor=actor, now=now)
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=case.pk)
        selectors.require_handling(actor, locked)
        unfit = [*_choice_reasons(title, statutory_item, column), *turning_files.reasons_against(chosen)]
        refuse_if([*refusals_of(locked), *unfit])
        values = _values(locked, title, column, formed_on) | {"statutory_item": statutory_item}
        item = create_item(actor, column.kind, division, now=now, values=values)
        turning_files.attach(draft_of(item), chosen, actor=actor, now=now)
        TurnedActive.objects.create(request=locked.information_request, item=item, by=actor, at=now)
        step = Step(RequestEvent.TURNED_ACTIVE, data={ITEM: str(item.uid)})
        move(locked, actor, now, lambda _case: step)
        return item


def _values(case: Case, title: str, column: Column, formed_on: date | None) -> dict[str, Any]:
    """What the draft holds; people of the request are covered in its title as in its text."""
    proposal = proposal_of(case)
    shown, _covered = personal.hide_people(
        title.strip(), _people(case.information_request), allowed=own_numbers()
    )
    return {
        "title": shown,
        "document_number": proposal.document_number if column.kind == "document" else "",
        "formed_on": formed_on,
        "issuer": "" if column.kind == "document" else site_identity().office_name,
        "content_source": SOURCE,
        "abstract": f"{shown}。",
        "body": proposal.body,
        "keywords": proposed_keywords(shown, "".join(proposal.paragraphs)),
        "attribute": Attribute.ACTIVE,
        "column_id": column.pk,
    }


def live_text_of(case: Case) -> Item | None:
    """The text drafted from the reply, unless it was discarded."""
    turned = TurnedActive.objects.filter(request_id=case.pk).exclude(item__state=ItemState.DISCARDED)
    found = turned.select_related("item").first()
    return found.item if found else None


def origin(item: Item, reader: User) -> Origin | None:
    """The request an item was drafted from, for the record of the item."""
    turned = TurnedActive.objects.filter(item=item).select_related("request__case").first()
    if turned is None:
        return None
    case = turned.request.case
    seen = selectors.visible(reader).filter(pk=case.pk).exists()
    link = reverse("casework:case", args=[case.uid]) if seen else ""
    return Origin(f"由依申请公开 {case.number} 的答复转为主动公开", link)


def _choice_reasons(title: str, statutory_item: str, column: Column) -> list[Reason]:
    reasons = []
    if not title.strip():
        reasons.append(Reason("title_missing", "请填写标题", "title"))
    if statutory_item not in {item.code for item in STATUTORY_ITEMS}:
        reasons.append(Reason("statutory_item_unknown", "请选择法定主动公开事项", "statutory_item"))
    if column.kind not in KINDS or not column.is_open:
        reasons.append(Reason("column_unfit", "这个栏目不能放一般公开信息，请另选栏目", "column"))
    return reasons


def _people(request: InformationRequest) -> Iterator[PersonalRecord]:
    yield request.applicant
    if request.agent is not None:
        yield request.agent
    for consultation in request.consultations.select_related("party"):
        if consultation.party is not None:
            yield consultation.party


def _granted(request: InformationRequest) -> Iterator[AskedItem]:
    return (item for item in request.items.order_by("position") if item.decision in GRANTING)


def _information(item: AskedItem) -> str:
    return str(item.answer.get("information", "")).strip()


def _lines(item: AskedItem, *, several: bool) -> Iterator[str]:
    if several and item.description:
        yield f"{item.position}. {item.description}"
    for line in _information(item).splitlines():
        if line.strip():
            yield line.strip()


def columns() -> list[Column]:
    """The columns a reply may go to, in the order of the site."""
    return list(Column.objects.filter(kind__in=KINDS, is_open=True))


def _column_for(code: str) -> Column | None:
    """Where most texts under the statutory item stand; the clerk may choose another."""
    fit = ListingCount.objects.filter(
        statutory_item=code, listings__gt=0, column__kind__in=KINDS, column__is_open=True
    )
    most = fit.order_by("-listings", "column_id").values_list("column_id", flat=True).first()
    return Column.objects.without_tree_fields().filter(pk=most).first() if most else None
