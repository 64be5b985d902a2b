"""How each request of the demo office goes. A story yields the day of its next step; what lies in the future
does not happen yet, and so the newest requests stand open in every state."""

import heapq
from collections.abc import Callable, Generator
from datetime import date, timedelta

from mingchuang.base.localtime import local_day
from mingchuang.base.notify.services import mark_all_read
from mingchuang.casework import services as trunk
from mingchuang.casework.letters import services as letters
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import (
    applicant,
    charging,
    consulting,
    correcting,
    disputing,
    extending,
    lettering,
    suggesting,
    turning,
)
from mingchuang.publishing.models import Column, Draft
from mingchuang.rules.letters.kinds import LetterKind, reply_to
from mingchuang.web.demo.request_handling import Handling
from mingchuang.web.demo.request_texts import ASKED, Asked

Steps = Generator[date, None, date]
"""Days of next steps; at the end the day of the last one."""

Path = Callable[[Handling, Case, Asked, date], Steps]

UNREAD_FOR = timedelta(days=10)
"""What the clerk was told before that has been read."""

COURT, REVIEW_ORGAN = "宿迁市宿城区人民法院", "宿迁市人民政府"


def fill(handling: Handling) -> int:
    """Let every request go its way up to today, in the order of days; how many there are."""
    today = local_day(handling.filler.now)
    waiting: list[tuple[date, int, Steps]] = []
    for number, asked in enumerate(ASKED):
        story = _story(handling, asked, today - timedelta(days=asked.ago))
        heapq.heappush(waiting, (next(story), number, story))
    unread_from = today - UNREAD_FOR
    while waiting and waiting[0][0] <= today:
        day, number, story = heapq.heappop(waiting)
        if day >= unread_from:
            mark_all_read(handling.filler.user("office"), now=handling.moment(day, 8))
            unread_from = date.max
        following = next(story, None)
        if following is None:
            handling.filler.progress(1)
        else:
            heapq.heappush(waiting, (following, number, story))
    for case in Case.objects.filter(kind="request").order_by("pk"):
        suggesting.count_alike(case, handling.filler.now)
    return len(ASKED)


def _story(handling: Handling, asked: Asked, day: date) -> Steps:
    day = handling.calendar.on_or_after(day) if asked.ago > 3 else day
    yield day
    if asked.path in ARRIVED:
        handling.arrive(asked, day, proven=asked.path != "unproven")
        return day
    case = handling.receive(asked, day)
    return (yield from PATHS[asked.path](handling, case, asked, day))


# --- answered --------------------------------------------------------------------------------------


def _answered(handling: Handling, case: Case, asked: Asked, day: date, *, after: int = 9) -> Steps:
    day = handling.later(day, after)
    yield day
    handling.draft(case, asked, day)
    handling.decide(case, day, asked.outcome)
    day = handling.later(day, 1)
    yield day
    handling.serve(case, day, asked)
    return day


def _late(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _answered(handling, case, asked, day, after=23)
    return day


def _voided(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 7)
    yield day
    handling.draft(case, asked, day)
    handling.decide(case, day, asked.outcome)
    wrong = handling.letter(case, reply_to(asked.outcome))
    letters.void(wrong, reason="落款日期有误，重新印发", **handling.by(day, hour=16))
    lettering.redraft(wrong, **handling.by(day, hour=16))
    handling.issue(case, day)
    day = handling.later(day, 1)
    yield day
    handling.serve(case, day, asked)
    return day


def _turned(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _answered(handling, case, asked, day)
    day = handling.later(day, 15)
    yield day
    proposal = turning.proposal_of(case)
    item = turning.turn(
        case,
        title=proposal.title,
        statutory_item="20-5",
        column=Column.objects.get(slug="going-abroad"),
        division=handling.filler.divisions["abroad"],
        formed_on=proposal.formed_on,
        **handling.by(day),
    )
    handling.filler.publish(Draft.objects.get(edition__item=item), handling.moment(day, 11))
    return day


# --- with others ------------------------------------------------------------------------------------


def _consult(handling: Handling, case: Case, day: date, kind: str, party: str) -> None:
    consulting.consult(
        case,
        party_kind=kind,
        party=party,
        concerning="所申请信息中与贵方有关的内容",
        **handling.by(day),
    )
    handling.issue(case, day)
    handling.hand_over(case, _INQUIRIES[kind], day, party)


_INQUIRIES = {
    "third_party": LetterKind.THIRD_PARTY_INQUIRY,
    "co_maker": LetterKind.CO_MAKER_INQUIRY,
}


def _consulting(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 3)
    yield day
    _consult(handling, case, day, "third_party", "演示会展公司")
    return day


def _heard(handling: Handling, case: Case, day: date, opinion: str) -> None:
    consulting.record_opinion(
        case,
        consultation=case.information_request.consultations.get(),
        opinion=opinion,
        day=day,
        reasonable=True if opinion == "objects" else None,
        reason="材料含商业报价，公开会损害竞争地位。" if opinion == "objects" else "同意公开。",
        **handling.by(day),
    )


def _consulted_objecting(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _consulting(handling, case, asked, day)
    day = handling.later(day, 12)
    yield day
    _heard(handling, case, day, "objects")
    day = yield from _answered(handling, case, asked, day, after=4)
    return day


def _consulted_agreeing(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 2)
    yield day
    _consult(handling, case, day, "co_maker", "宿迁经济技术开发区管委会")
    day = handling.later(day, 8)
    yield day
    _heard(handling, case, day, "agrees")
    day = yield from _answered(handling, case, asked, day, after=4)
    return day


# --- asked back -------------------------------------------------------------------------------------


def _correcting(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 2)
    yield day
    items = "请写明所需信息的名称、文号，或者便于查找的其他特征\n请写明所需信息的年度"
    correcting.ask_correction(case, items=items, **handling.by(day))
    handling.issue(case, day)
    handling.hand_over(case, LetterKind.CORRECTION_NOTICE, day, asked.name)
    return day


def _corrected(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _correcting(handling, case, asked, day)
    day = handling.later(day, 7)
    yield day
    correcting.corrected(case, day=day, reason="补正了年度和名称。", **handling.by(day))
    day = yield from _answered(handling, case, asked, day)
    return day


def _uncorrected(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _correcting(handling, case, asked, day)
    day = handling.later(day, 20)
    yield day
    correcting.lapse(case, **handling.by(day))
    handling.issue(case, day)
    return day


def _reasons_asked(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 3)
    yield day
    extending.ask_reasons(
        case,
        reason="请说明逐年索取全部材料的用途。",
        excess=f"{day.year}年以来共提出申请62件",
        **handling.by(day),
    )
    handling.issue(case, day)
    handling.hand_over(case, LetterKind.REASON_INQUIRY, day, asked.name)
    return day


def _excessive(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _reasons_asked(handling, case, asked, day)
    day = handling.later(day, 8)
    yield day
    applicant.give_reasons(case, "就是想看看。", now=handling.moment(day))
    day = yield from _answered(handling, case, asked, day, after=4)
    return day


# --- longer, paid, taken back -------------------------------------------------------------------------


def _extending(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 15)
    yield day
    extending.propose(case, workdays=20, reason="涉及多个年度，检索量大。", **handling.by(day))
    handling.issue(case, day)
    handling.hand_over(case, LetterKind.EXTENSION_NOTICE, day, asked.name)
    return day


def _extended(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _extending(handling, case, asked, day)
    day = yield from _answered(handling, case, asked, day, after=14)
    return day


def _fee_pending(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 4)
    yield day
    charging.ask_fee(case, tariff="pages", count=168, **handling.by(day))
    handling.issue(case, day)
    handling.hand_over(case, LetterKind.FEE_NOTICE, day, asked.name)
    return day


def _paid(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _fee_pending(handling, case, asked, day)
    day = handling.later(day, 10)
    yield day
    amount = int(case.information_request.fee_notice.amount)
    charging.paid(case, day=day, amount=amount, **handling.by(day))
    day = yield from _answered(handling, case, asked, day)
    return day


def _unpaid(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _fee_pending(handling, case, asked, day)
    day = handling.later(day, 27)
    yield day
    charging.lapse(case, **handling.by(day))
    handling.issue(case, day)
    return day


def _withdrawn(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 3)
    yield day
    applicant.withdraw(case, now=handling.moment(day))
    return day


# --- contested --------------------------------------------------------------------------------------


def _contested(handling: Handling, case: Case, asked: Asked, day: date, kind: str) -> Steps:
    day = yield from _answered(handling, case, asked, day)
    day = handling.later(day, 25)
    yield day
    organ = REVIEW_ORGAN if kind == "review" else COURT
    disputing.file_dispute(case, kind=kind, organ=organ, day=day, notified_on=day, **handling.by(day))
    day = handling.later(day, 6)
    yield day
    disputing.answer_dispute(case, day=day, **handling.by(day))
    return day


def _reviewed_maintained(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _contested(handling, case, asked, day, "review")
    day = handling.later(day, 62)
    yield day
    disputing.close_dispute(case, result="maintained", day=day, **handling.by(day))
    return day


def _lost_and_anew(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _contested(handling, case, asked, day, "review")
    day = handling.later(day, 58)
    yield day
    disputing.close_dispute(case, result="corrected", day=day, **handling.by(day))
    disputing.reopen(case, day=day, reason="复议决定责令重新答复", **handling.by(day, hour=11))
    day = handling.later(day, 8)
    yield day
    handling.draft(case, asked, day, outcome="grant")
    handling.decide(case, day, "grant")
    day = handling.later(day, 1)
    yield day
    handling.serve(case, day, asked)
    return day


def _sued(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _contested(handling, case, asked, day, "litigation_direct")
    return day


# --- still open -------------------------------------------------------------------------------------


def _taken_on(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 1)
    yield day
    trunk.comment(case, reason="已请业务处室提供材料", **handling.by(day))
    return day


def _in_review(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = handling.later(day, 5)
    yield day
    handling.draft(case, asked, day)
    return day


def _decided(handling: Handling, case: Case, asked: Asked, day: date) -> Steps:
    day = yield from _in_review(handling, case, asked, day)
    day = handling.later(day, 9)
    yield day
    handling.decide(case, day, asked.outcome)
    return day


ARRIVED = frozenset({"untouched", "unconfirmed", "unproven"})
PATHS: dict[str, Path] = {
    "answered": _answered,
    "consulted_agreeing": _consulted_agreeing,
    "consulted_objecting": _consulted_objecting,
    "consulting": _consulting,
    "corrected": _corrected,
    "corrected_unclear": _corrected,
    "correcting": _correcting,
    "decided": _decided,
    "excessive": _excessive,
    "extended": _extended,
    "extending": _extending,
    "fee_pending": _fee_pending,
    "forgotten": _taken_on,
    "in_review": _in_review,
    "late": _late,
    "lost_and_anew": _lost_and_anew,
    "paid": _paid,
    "reasons_asked": _reasons_asked,
    "reviewed_maintained": _reviewed_maintained,
    "sued": _sued,
    "taken_on": _taken_on,
    "turned": _turned,
    "uncorrected": _uncorrected,
    "unpaid": _unpaid,
    "voided": _voided,
    "withdrawn": _withdrawn,
}
