"""What the desk does for an applicant beside the procedure: a new query code, help with reading."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from mingchuang.rules import cases
from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.refusals import Reason
from mingchuang.rules.requests.facts import Facts
from mingchuang.rules.source import DISCLOSURE_REGULATION, Rule, Source, Tag, disclosure_regulation

RULES = (
    Rule(
        "requests.help",
        "申请人存在阅读困难或者视听障碍的，提供必要的帮助，并登记帮助的内容、人员和日期",
        disclosure_regulation("第四十三条"),
    ),
    Rule(
        "requests.query_code_renewed",
        "查询码丢失的，核对申请人或者代理人的身份后补发，登记核对方式；旧查询码同时失效",
        Source(DISCLOSURE_REGULATION, "第四十五条（查询码为约定）", Tag.CONVENTION),
    ),
)


class IdentityCheck(StrEnum):
    """How the desk made sure who asks for a new query code. Values are stored in the chain."""

    DOCUMENT_SHOWN = "document_shown"
    AGENT_SHOWN = "agent_shown"
    ORGANISATION_SHOWN = "organisation_shown"
    CALLED_BACK = "called_back"


IDENTITY_CHECK_LABELS: Mapping[IdentityCheck, str] = {
    IdentityCheck.DOCUMENT_SHOWN: "当面核对申请人的身份证件原件",
    IdentityCheck.AGENT_SHOWN: "当面核对代理人的身份证件原件和授权委托书",
    IdentityCheck.ORGANISATION_SHOWN: "当面核对单位的介绍信和经办人的身份证件原件",
    IdentityCheck.CALLED_BACK: "按申请书上的电话回拨，核对申请内容和证件号码",
}


def _identity_checked(facts: Facts) -> Iterable[Reason]:
    if facts.identity_check not in set(IdentityCheck):
        yield Reason("identity_unchecked", "请选择怎样核对了身份；没有核对身份的，不能补发查询码", "check")
    if facts.applicant_erased:
        yield Reason("applicant_erased", "申请人的信息已经删除，无法核对身份，不能补发查询码")


def _help_described(facts: Facts) -> Reason | None:
    if not is_empty(facts.reason):
        return None
    return Reason("help_missing", "请写明提供了什么帮助，如代为填写、朗读、放大打印", "reason")


GUARDS: Mapping[str, cases.Guard] = {
    "identity_checked": _identity_checked,
    "help_described": _help_described,
}
