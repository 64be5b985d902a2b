"""The reply: what was asked item by item, where it was looked for, what is answered, and on what ground.

Drafting moves nothing; it is open while the request is handled and closed once it waits for signatures.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit import services as audit
from mingchuang.base.localtime import local_day
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import require_handling
from mingchuang.casework.services.moving import Step, move
from mingchuang.disclosure.requests.models import AskedItem, SearchRecord
from mingchuang.disclosure.requests.services import draft_marks
from mingchuang.disclosure.requests.services.known import facts_of
from mingchuang.disclosure.requests.services.lettering import reply_problems
from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.requests.decisions import REPLIES
from mingchuang.rules.requests.states import RequestEvent, RequestState

ITEMS_SET, ITEM_ANSWERED, SEARCHED = "request.items_set", "request.item_answered", "request.searched"

DRAFTING = frozenset({RequestState.RECEIVED, RequestState.REASON_ASKED, RequestState.CONSULTING})
MOST_ITEMS = 50
LONGEST = 2000
"""Characters of a description, a reason, a result."""


def for_drafting(case: Case, actor: User) -> Case:
    """The case locked, for somebody who may draft its reply now. Raises `Refused`, `Forbidden`."""
    locked = Case.objects.select_for_update().get(pk=case.pk)
    require_handling(actor, locked)
    if locked.state not in DRAFTING:
        refuse_if(
            [Reason("not_drafting", _("申请现在不在起草答复的阶段，不能修改答复。请刷新页面查看最新情况"))]
        )
    return locked


def set_items(
    case: Case, *, descriptions: str, seen: str = "", actor: User, now: datetime
) -> list[AskedItem]:
    """Split the request into what is asked, one item a line; items whose words stay keep their reply.

    `seen` is the mark of the items as the form showed them (`draft_marks`). Raises `Refused`, `Forbidden`.
    """
    lines = [line.strip() for line in descriptions.splitlines() if line.strip()]
    reasons = []
    if not lines:
        reasons.append(Reason("items_missing", _("请写明申请的内容，一行一项"), "descriptions"))
    if len(lines) > MOST_ITEMS:
        message = _("最多%(most)s项，您写了%(count)s项") % {"most": MOST_ITEMS, "count": len(lines)}
        reasons.append(Reason("too_many_items", message, "descriptions"))
    if any(len(line) > LONGEST for line in lines):
        message = _("每项最多%(longest)s字，请精简") % {"longest": LONGEST}
        reasons.append(Reason("item_too_long", message, "descriptions"))
    refuse_if(reasons)
    with transaction.atomic():
        locked = for_drafting(case, actor)
        request = locked.information_request
        stored = list(request.items.order_by("position"))
        known = {item.description: item for item in stored}
        if list(known) != lines:
            refuse_if(draft_marks.items_changed(stored, seen))
        if searched := [t for t, item in known.items() if t not in lines and item.searches.exists()]:
            message = _("“%(text)s”已有检索记录，不能删去") % {"text": searched[0][:30]}
            refuse_if([Reason("item_was_searched", message, "descriptions")])
        if asked := [t for t, item in known.items() if t not in lines and item.consultations.exists()]:
            message = _("“%(text)s”已经征求意见，不能删去") % {"text": asked[0][:30]}
            refuse_if([Reason("item_was_consulted", message, "descriptions")])
        if holding := [t for t, item in known.items() if t not in lines and item.given.exists()]:
            message = _("“%(text)s”已附有要提供的文件，请先移除文件") % {"text": holding[0][:30]}
            refuse_if([Reason("item_gives_files", message, "descriptions")])
        request.items.exclude(description__in=lines).delete()
        # Positions are unique: those that stay first move out of the way.
        for number, item in enumerate(request.items.all(), start=1):
            AskedItem.objects.filter(pk=item.pk).update(position=1000 + number)
        for number, line in enumerate(lines, start=1):
            stays = known.pop(line, None)
            if stays is None:
                AskedItem.objects.create(request=request, position=number, description=line)
            else:
                AskedItem.objects.filter(pk=stays.pk).update(position=number)
        audit.record(actor, ITEMS_SET, locked, now=now, data={"count": len(lines)})
        return list(request.items.order_by("position"))


def answer_item(
    case: Case,
    item: AskedItem,
    *,
    decision: str,
    ground: str = "",
    reason: str = "",
    answer: Mapping[str, Any] | None = None,
    seen: str = "",
    actor: User,
    now: datetime,
) -> AskedItem:
    """Draft the reply to one item. What it still lacks is told when it is sent to review.

    `seen` is the mark of the item as the form showed it (`draft_marks`). Raises `Refused` for an outcome
    that does not exist, `Forbidden`.
    """
    reasons = []
    if decision not in set(REPLIES):
        reasons.append(Reason("decision_missing", _("请为该项内容选择答复类型"), "decision"))
    if len(reason) > LONGEST:
        message = _("理由最多%(longest)s字，您写了%(length)s字，请精简") % {
            "longest": LONGEST,
            "length": len(reason),
        }
        reasons.append(Reason("reason_too_long", message, "reason"))
    refuse_if(reasons)
    with transaction.atomic():
        locked = for_drafting(case, actor)
        row = AskedItem.objects.select_for_update().get(pk=item.pk, request_id=locked.pk)
        given = {name: value for name, value in (answer or {}).items() if value not in ("", None, False)}
        if (row.decision, row.ground, row.reason, row.answer) != (decision, ground, reason.strip(), given):
            refuse_if(draft_marks.answer_changed(row, seen))
        row.decision, row.ground, row.reason, row.answer = decision, ground, reason.strip(), given
        row.decided_by = actor
        row.save()
        data = {"item": row.position, "decision": decision, "ground": ground}
        audit.record(actor, ITEM_ANSWERED, locked, now=now, data=data)
        return row


def record_search(
    case: Case,
    *,
    item: AskedItem | None,
    place: str,
    words: str,
    result: str,
    actor: User,
    now: datetime,
) -> SearchRecord:
    """Write down where and with which words it was looked for, and what came of it.

    The same words of the same person on one day are one search, sent twice. Raises `Refused`.
    """
    given = (
        ("place", place, "请写明检索范围"),
        ("words", words, "请写明检索用词"),
        ("result", result, "请写明检索结果"),
    )
    refuse_if([Reason(f"{name}_missing", _(ask), name) for name, value, ask in given if is_empty(value)])
    with transaction.atomic():
        locked = for_drafting(case, actor)
        row, is_new = SearchRecord.objects.get_or_create(
            request=locked.information_request,
            item=item,
            place=place.strip()[:300],
            words=words.strip()[:300],
            result=result.strip(),
            by=actor,
            on=local_day(now),
        )
        if is_new:
            audit.record(actor, SEARCHED, locked, now=now, data={"item": item.position if item else None})
        return row


def submit_for_review(case: Case, *, actor: User, now: datetime) -> Case:
    """Send the drafted reply to its signatures; every item must be answered with all that its letter says."""

    def plan(locked: Case) -> Step:
        facts = facts_of(locked, local_day(now), unwritable=reply_problems(locked))
        data = {"items": {str(item.position): item.decision for item in facts.items}}
        return Step(RequestEvent.SUBMITTED_FOR_REVIEW, facts, data=data)

    return move(case, actor, now, plan)
