"""When a delayed reply may be told to somebody who asks for far too much (Art. 35).

The period that is told takes the place of the one that runs, so it can only be told while that one runs: a
missed day is not made good afterwards.
"""

from collections.abc import Iterable

from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests.facts import Facts


def reasons(facts: Facts) -> Iterable[Reason]:
    """What speaks against telling that the reply will be late, in calendar days; Art. 35."""
    told_on = facts.day or facts.today
    if not facts.reasons_asked:
        yield Reason("reasons_not_asked", "须先要求申请人说明理由，才能确定延迟答复的期限")
    if not facts.reasons_accepted:
        yield Reason("reasons_not_accepted", "只有认为理由合理的，才能延迟答复", "reasons_accepted")
    if facts.delayed:
        yield Reason("delayed_before", "本件已经确定过延迟答复的期限")
    if facts.delayed_until is None:
        yield Reason("delay_missing", "请填写延迟到哪一天答复", "delayed_until")
    elif told_on is not None and facts.delayed_until <= told_on:
        yield Reason("delay_in_past", "延迟答复的日期须晚于今天", "delayed_until")
    yield from _against_the_period(facts)


def _against_the_period(facts: Facts) -> Iterable[Reason]:
    due = facts.reply_due
    if due is None:
        return
    # What counts is the day the notice leaves, however late that is written down.
    told_on = facts.day or facts.today
    if told_on is not None and told_on > due:
        message = f"答复期限{due.isoformat()}已过，不能再确定延迟答复的期限，请尽快答复"
        yield Reason("delay_late", message)
    if facts.delayed_until is not None and facts.delayed_until <= due:
        message = f"延迟答复的日期须晚于现在的答复期限{due.isoformat()}"
        yield Reason("delay_not_later", message, "delayed_until")
