"""Until when an applicant may contest what the office replied, closed or left unanswered (C12 to C15).

Which periods there are follows from the remedy of each outcome, as in the letters: where review comes first
there is no term of months to sue, and once a way was taken the other is closed. A period that begins only if
nothing happens until a day (no reply, no review decision) starts the day after it: until then it is counted
and not shown.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum

from mingchuang.rules.cases import RunningClock
from mingchuang.rules.clocks import Deadline
from mingchuang.rules.requests import clocks as count
from mingchuang.rules.requests.clock_codes import LABELS, ClockCode
from mingchuang.rules.requests.decisions import RULES_OF, Decision
from mingchuang.rules.requests.exchanges import Notice
from mingchuang.rules.requests.facts import DisputeKind, Reviewed
from mingchuang.rules.requests.past import NOT_DECIDED, Passed
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.source import DISCLOSURE_REGULATION, Rule, Source, Tag
from mingchuang.rules.workdays import CoverageError, WorkCalendar

RULES = (
    Rule(
        "requests.contest_from_service",
        "复议和起诉的期限从申请人知道之日起算：当面、网上送达的为送达之日，邮寄的为收到之日；"
        "收到日期没有登记的，暂按交邮之日推算；不再处理的，从告知书送达起算，没有送达的不起算",
        Source(DISCLOSURE_REGULATION, "第五十一条（知道之日按送达日推算为约定）", Tag.CONVENTION),
    ),
    Rule(
        "requests.contest_one_way",
        "已经申请行政复议的，复议期间不再提示直接起诉的期限；已经直接起诉的，不再提示申请复议的期限",
        Source("行政诉讼法", "第四十四条、行政复议法第二十九条", Tag.DERIVED),
    ),
)

OVER_SILENCE = "就逾期不答复申请行政复议的期限"
SUIT_OF_THE_REST = "直接起诉的期限（应当先申请复议的内容除外）"
"""What the two clocks are called where they mean less than usual."""

_REVIEW = frozenset({DisputeKind.REVIEW})


class Standing(StrEnum):
    """What an applicant may do now, to be put in words."""

    NOTHING = "nothing"
    SILENCE = "silence"
    REVIEW_FIRST = "review_first"
    MIXED = "mixed"
    CHOICE = "choice"
    AFTER_REVIEW = "after_review"


WORDS: Mapping[Standing, str] = {
    Standing.SILENCE: "答复期限已过而没有收到答复的，可以在下列期限内申请行政复议或者提起行政诉讼；"
    "本机关仍应当尽快答复。",
    Standing.REVIEW_FIRST: "对不予公开的内容不服的，应当先在下列期限内申请行政复议；"
    "对复议决定不服的，再自收到复议决定书之日起15日内提起行政诉讼。",
    Standing.MIXED: "对不予公开的内容不服的，应当先在下列期限内申请行政复议；"
    "对其他内容不服的，可以申请行政复议，也可以直接提起行政诉讼。",
    Standing.CHOICE: "对答复不服的，可以在下列期限内申请行政复议，也可以直接提起行政诉讼。",
    Standing.AFTER_REVIEW: "对复议决定不服，或者复议机关逾期不作决定的，可以在下列期限内提起行政诉讼。",
}
FROM_POSTING = (
    "期限从您收到文书之日起计算；收到日期还没有登记，以上日期暂按寄出之日推算，可能早于您的实际期限。"
)
FROM_RECEIPT = "以上期限从登记的您收到文书之日起计算。"
FROM_SERVICE = "以上期限从送达之日起计算。"
"""Said under the periods of a reply: from which day they are counted."""

_COUNTED_FROM = {
    FROM_POSTING: "（收到日期没有登记，暂按交邮之日推算）",
    FROM_RECEIPT: "（从登记的收到日期起算）",
    FROM_SERVICE: "",
}
"""The same, said to the desk behind the rule of each period."""


def counted_from(past: Passed) -> str:
    """Which of these sentences is true of the reply or notice that stands."""
    if past.known_since is not None:
        return FROM_RECEIPT
    return FROM_POSTING if past.told_by_post else FROM_SERVICE


def standing(past: Passed, reply_due: date | None, today: date) -> Standing:
    """Which of the words fit today."""
    review = _last_review(past)
    if review is not None and review.ended_on:
        return Standing.AFTER_REVIEW
    if past.done_on is not None and past.knew_on is None:
        return Standing.NOTHING
    if past.done_on is None:
        late = past.received_on is not None and reply_due is not None and today > reply_due
        return Standing.SILENCE if late else Standing.NOTHING
    remedies = remedies_of(past)
    if Remedy.REVIEW_FIRST not in remedies:
        return Standing.CHOICE if Remedy.CHOICE in remedies else Standing.NOTHING
    return Standing.MIXED if Remedy.CHOICE in remedies else Standing.REVIEW_FIRST


def clocks(past: Passed, reply_due: date | None, calendar: WorkCalendar) -> list[RunningClock]:
    """The applicant's periods; `reply_due` is the last day of the reply, None while none runs."""
    if past.received_on is None:
        return []
    if past.done_on is not None:
        found = _over_a_reply(past, past.done_on, calendar)
    elif reply_due is not None:
        found = _over_silence(past, reply_due, calendar)
    else:
        found = []
    return [*found, *_after_review(past, calendar)]


def _filed(past: Passed, kinds: Collection[str], since: date | None) -> list[Notice]:
    """Disputes of these kinds over the reply that stands now or is awaited."""
    return [notice for notice in past.disputes if notice.kind in kinds and since and notice.sent_on >= since]


def _last_review(past: Passed) -> Notice | None:
    return next(iter(reversed(_filed(past, _REVIEW, past.received_on))), None)


def reviewed(past: Passed, day: date, calendar: WorkCalendar) -> Reviewed:
    """How far the newest review over the reply that stands, or over its absence, had come on a day."""
    review = _last_review(past)
    if review is None:
        return Reviewed.NOT
    if review.ended_on is not None:
        return Reviewed.OTHERWISE if review.result == NOT_DECIDED else Reviewed.DECIDED
    deadline = review_decision(review, calendar)
    return Reviewed.LAPSED if deadline is not None and day > deadline.due else Reviewed.PENDING


def remedies_of(past: Passed) -> frozenset[Remedy]:
    """The ways the outcomes of the reply or closing that stands leave open."""
    return frozenset(RULES_OF[Decision(code)].remedy for code in past.outcomes if code in set(Decision))


def _over_a_reply(past: Passed, since: date, calendar: WorkCalendar) -> list[RunningClock]:
    remedies, knew_on = remedies_of(past) & {Remedy.REVIEW_FIRST, Remedy.CHOICE}, past.knew_on
    if not remedies or knew_on is None:
        return []
    mixed = len(remedies) > 1
    reviews, suits = _filed(past, _REVIEW, since), _filed(past, {DisputeKind.DIRECT_SUIT}, since)
    review_on = reviews[0].sent_on if reviews else None
    suit_on = suits[0].sent_on if suits else None
    found = []
    if review_on or not suit_on or Remedy.REVIEW_FIRST in remedies:
        deadline = _told(past, lambda: count.review_application(knew_on, calendar))
        found.append(_clock(ClockCode.REVIEW_APPLICATION, knew_on, deadline, review_on))
    if Remedy.CHOICE in remedies and (mixed or not review_on):
        label = SUIT_OF_THE_REST if Remedy.REVIEW_FIRST in remedies else ""
        deadline = _told(past, lambda: count.direct_suit(knew_on, calendar))
        found.append(_clock(ClockCode.DIRECT_SUIT, knew_on, deadline, suit_on, label))
    return found


def _over_silence(past: Passed, lapsed_on: date, calendar: WorkCalendar) -> list[RunningClock]:
    reviews = _filed(past, _REVIEW, past.received_on)
    suits = _filed(past, {DisputeKind.DIRECT_SUIT}, past.received_on)
    starts_on, found = lapsed_on + timedelta(days=1), []
    if reviews or not suits:
        deadline = _counted(lambda: count.review_application(lapsed_on, calendar))
        done_on = reviews[0].sent_on if reviews else None
        found.append(_clock(ClockCode.REVIEW_APPLICATION, starts_on, deadline, done_on, OVER_SILENCE))
    if not reviews:
        deadline = _counted(lambda: count.suit_over_silence(lapsed_on, calendar))
        done_on = suits[0].sent_on if suits else None
        found.append(_clock(ClockCode.SUIT_OVER_SILENCE, starts_on, deadline, done_on))
    return found


def _after_review(past: Passed, calendar: WorkCalendar) -> list[RunningClock]:
    """From the decision of the last review, or from the day on which it should have come."""
    review = _last_review(past)
    if review is None:
        return []
    awaited = None if review.ended_on else review_decision(review, calendar)
    since = review.ended_on or (awaited.due if awaited else None)
    if since is None:
        return []
    suits = _filed(past, {DisputeKind.SUIT_AFTER_REVIEW}, review.ended_on or review.sent_on)
    starts_on = since if review.ended_on else since + timedelta(days=1)
    deadline = _counted(lambda: count.suit_after_review(since, calendar))
    done_on = suits[0].sent_on if suits else None
    return [_clock(ClockCode.SUIT_AFTER_REVIEW, starts_on, deadline, done_on)]


def review_decision(review: Notice, calendar: WorkCalendar) -> Deadline | None:
    """C16 with what the organ added to it; None while it rests, its acceptance is unknown or the calendar
    ends."""
    accepted_on = review.accepted_on
    if accepted_on is None or review.suspended_since is not None:
        return None
    return _counted(
        lambda: count.review_decision(
            accepted_on,
            calendar,
            simplified=review.simplified,
            extension=review.extension,
            suspended=review.suspended_days,
        )
    )


def resting(review: Notice) -> str:
    """Why the review organ has no last day while it lets a pending review rest; empty while it goes on."""
    since = review.suspended_since
    if since is None or not review.is_open:
        return ""
    return f"复议自{since.isoformat()}起中止，决定期限暂不计算（行政复议法第三十九条）"


def _told(past: Passed, find: Callable[[], Deadline]) -> Deadline | None:
    """The deadline, saying behind its rule from which day it is counted."""
    deadline = _counted(find)
    if deadline is None:
        return None
    rule = deadline.rule
    return replace(deadline, rule=replace(rule, says=rule.says + _COUNTED_FROM[counted_from(past)]))


def _counted(find: Callable[[], Deadline]) -> Deadline | None:
    try:
        return find()
    except CoverageError:
        return None


def _clock(
    code: ClockCode, started_on: date, deadline: Deadline | None, done_on: date | None, label: str = ""
) -> RunningClock:
    return RunningClock(code, label or LABELS[code], started_on, deadline, done_on)
