"""When a request may be called excessive: after the office asked why, and heard or waited (Art. 35)."""

from dataclasses import dataclass

from mingchuang.rules.refusals import Reason


@dataclass(frozen=True, slots=True)
class Inquiry:
    """How far asking for reasons has come.

    `asked`: the inquiry left; `over`: it was answered, or its period is over since it is known to have come;
    `accepted`: the reasons were found good, for a later day was set.
    """

    asked: bool = False
    over: bool = False
    accepted: bool = False


NONE = Inquiry()


def refusals(inquiry: Inquiry) -> list[Reason]:
    """Why a request may not be left unhandled as excessive yet; empty when it may."""
    if not inquiry.asked:
        message = "须先要求申请人说明理由（说明理由告知书已经发出），才能不予处理"
        return [Reason("reasons_not_asked", message, "inquiry")]
    reasons: list[Reason] = []
    if not inquiry.over:
        message = "申请人还没有说明理由，说明期限也没有届满（收到告知书的日期须已登记），不能不予处理"
        reasons.append(Reason("reasons_awaited", message, "inquiry"))
    if inquiry.accepted:
        message = "已经认为理由合理、确定了延迟答复的期限，不能再以理由不合理不予处理"
        reasons.append(Reason("reasons_were_accepted", message, "inquiry"))
    return reasons
