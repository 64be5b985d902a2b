"""What a correction notice says of the reply period, and whether that is true on the day it leaves.

A correction asked within seven working days starts the period anew; one asked later leaves it running
(convention). The notice is drafted before anybody knows which day that will be.
"""

from collections.abc import Iterable
from datetime import date

from mingchuang.rules.refusals import Reason

BEGINS_ANEW = "本机关自收到补正的申请之日起重新计算答复期限"
GOES_ON = "本告知已超过收到申请之日起七个工作日，答复期限不因补正重新计算"


def told_of_the_period(*, late: bool) -> str:
    """What the notice says of the reply period."""
    return GOES_ON if late else BEGINS_ANEW


def is_stale(guidance: str, *, late: bool) -> bool:
    """Whether the notice says the opposite of what will be; one that says nothing of it is never stale."""
    return told_of_the_period(late=not late) in guidance


def stale(due: date | None) -> Iterable[Reason]:
    """Why a notice with the wrong one of both may not leave; `due` is the last day to ask in time."""
    last = f"（{due.isoformat()}）" if due else ""
    message = (
        f"补正告知书写的答复期限与实际不符：告知补正的期限{last}过后才发出的，答复期限照原收到日计算，"
        "不因补正重新计算。请作废这份告知书并重新拟稿，新告知书会按发出的日期写明"
    )
    yield Reason("correction_notice_stale", message)
