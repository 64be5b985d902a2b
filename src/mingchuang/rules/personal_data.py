"""Why somebody may look at a person's data in full, and how each kind of fact is shown otherwise."""

from enum import StrEnum

from mingchuang.rules import masking
from mingchuang.rules.source import Rule, Source, Tag
from mingchuang.rules.text_checks.findings import in_order
from mingchuang.rules.text_checks.privacy import check_privacy

RULES = (
    Rule(
        "personal_data.purpose",
        "处理个人信息应当具有明确、合理的目的，并与处理目的直接相关",
        Source("个人信息保护法", "第六条", Tag.PRIMARY),
    ),
    Rule(
        "personal_data.erase",
        "处理目的已实现或者保存期限已届满的，应当主动删除个人信息",
        Source("个人信息保护法", "第四十七条", Tag.PRIMARY),
    ),
    Rule(
        "personal_data.encrypt",
        "采取相应的加密、去标识化等安全技术措施，并记录处理情况",
        Source("个人信息保护法", "第五十一条", Tag.PRIMARY),
    ),
)


class Purpose(StrEnum):
    """Purposes for which a full value may be revealed; recorded with every look."""

    HANDLE = "handle"
    CONTACT = "contact"
    DELIVER = "deliver"
    VERIFY_IDENTITY = "verify_identity"
    REVIEW_OR_LAWSUIT = "review_or_lawsuit"
    CORRECT = "correct"
    ARCHIVE = "archive"


PURPOSE_LABELS: dict[Purpose, str] = {
    Purpose.HANDLE: "办理事项",
    Purpose.CONTACT: "联系当事人",
    Purpose.DELIVER: "送达文书",
    Purpose.VERIFY_IDENTITY: "核对身份",
    Purpose.REVIEW_OR_LAWSUIT: "行政复议或者诉讼",
    Purpose.CORRECT: "更正个人信息",
    Purpose.ARCHIVE: "归档",
}


class Fact(StrEnum):
    """What kind of fact a field holds; it decides how the field is masked."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    OTHER = "other"  # addresses and free text: nothing of them is shown


def mask(fact: Fact, value: str) -> str:
    """The value as it may be shown in a list; an empty value stays empty."""
    if not value.strip():
        return ""
    match fact:
        case Fact.NAME:
            return masking.mask_name(value)
        case Fact.PHONE:
            return masking.mask_phone(value)
        case Fact.EMAIL:
            return masking.mask_email(value)
        case Fact.ID_NUMBER:
            return masking.mask_id(value)
        case Fact.OTHER:
            return "****"


MOST_IN_A_ROW = 40
"""How many characters of what somebody wrote tell one row of a list from another."""

_READ_OF_A_TEXT = 400


def in_a_row(text: str) -> str:
    """The beginning of what somebody wrote, on one line; personal numbers in it are masked.

    Only for readers who may read the whole text: names and stories in it are not found by their shape.
    """
    line = " ".join(text[:_READ_OF_A_TEXT].split())
    parts, end = [], 0
    for found in in_order(check_privacy(line)):
        if found.start >= end:
            parts += [line[end : found.start], found.suggestion or "****"]
            end = found.end
    shown = "".join([*parts, line[end:]])
    return shown if len(shown) <= MOST_IN_A_ROW else shown[: MOST_IN_A_ROW - 1].rstrip() + "…"
