"""What a reply must say about remedies (Reg. 51): review first, a free choice, a fee notice, or nothing."""

from collections.abc import Mapping
from enum import StrEnum

from mingchuang.rules.disclosure import is_empty
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.source import FEE_RULES, LITIGATION_LAW, REVIEW_LAW, Rule, Source, Tag


class Remedy(StrEnum):
    """Which block a letter carries."""

    NONE = "none"  # R0: procedural notices
    REVIEW_FIRST = "review_first"  # R1: refusals under Art. 14 to 16
    CHOICE = "choice"  # R2: every other decision
    FEE = "fee"  # R3: the fee notice


REMEDY_LABELS: Mapping[Remedy, str] = {
    Remedy.NONE: "不写救济",
    Remedy.REVIEW_FIRST: "复议前置",
    Remedy.CHOICE: "复议或者诉讼",
    Remedy.FEE: "收费通知",
}

RULES = (
    Rule(
        "remedies.review_first",
        "对依据条例第十四条至第十六条不予公开（含部分不予公开）不服的，应当先申请行政复议，对复议决定不服的再起诉；"
        "文书不得写可以直接起诉",
        Source(REVIEW_LAW, "第二十三条第一款第四项、第二款", Tag.PRIMARY),
    ),
    Rule(
        "remedies.review_first_partial",
        "部分公开的，就不予公开的部分适用复议前置",
        Source(REVIEW_LAW, "第二十三条第一款第四项（国办函〔2021〕132号第二条）", Tag.DERIVED),
    ),
    Rule(
        "remedies.choice",
        "对其他答复不服的，可以自知道之日起60日内申请行政复议，或者自知道之日起6个月内直接起诉",
        Source(LITIGATION_LAW, "第四十四条、第四十六条；行政复议法第二十条", Tag.PRIMARY),
    ),
    Rule(
        "remedies.organ",
        "市级部门的复议机关是市人民政府",
        Source(REVIEW_LAW, "第二十四条", Tag.PRIMARY),
    ),
    Rule(
        "remedies.procedural",
        "补正、延期等程序性告知不单独申请复议，文书不写救济",
        Source("国办函〔2021〕132号", "第三条", Tag.SECONDARY),
    ),
    Rule(
        "remedies.fee",
        "不能单独就收费决定申请复议或者起诉；缴费期满后可以就不再处理寻求救济",
        Source(FEE_RULES, "第七条（国办函〔2020〕109号）", Tag.SECONDARY),
    ),
)


def refusals(
    remedy: Remedy, *, review_organ: str, review_address: str, review_online: str, court: str
) -> list[Reason]:
    """What is missing for the block: organ and its address, and the court where one may sue at once.

    The online route may be empty while the review organ has none.
    """
    reasons: list[Reason] = []
    if remedy in (Remedy.REVIEW_FIRST, Remedy.CHOICE):
        if is_empty(review_organ):
            reasons.append(Reason("review_organ_missing", "请先在设置中填写行政复议机关", "review_organ"))
        if is_empty(review_address):
            message = "请先在设置中填写行政复议机关的地址"
            reasons.append(Reason("review_address_missing", message, "review_address"))
    if remedy is Remedy.CHOICE and is_empty(court):
        reasons.append(Reason("court_missing", "请先在设置中填写有管辖权的人民法院", "court"))
    return reasons


def block(
    remedy: Remedy,
    *,
    review_organ: str,
    review_address: str,
    review_online: str,
    court: str,
    act: str = "本答复",
) -> tuple[str, ...]:
    """The paragraphs a letter ends with; `act` is what the letter calls itself. Raises `Refused`.

    Where review comes first, no court and no term of months is named: the reader would go the wrong way.
    """
    refuse_if(
        refusals(
            remedy,
            review_organ=review_organ,
            review_address=review_address,
            review_online=review_online,
            court=court,
        )
    )
    online = "" if is_empty(review_online) else f"；网上申请：{review_online.strip()}"
    organ = f"{review_organ.strip()}（地址：{review_address.strip()}{online}）"
    match remedy:
        case Remedy.REVIEW_FIRST:
            return (
                f"对{act}中不予公开的内容不服的，应当自知道{act}之日起60日内，先向{organ}申请行政复议；"
                "对行政复议决定不服的，再自收到行政复议决定书之日起15日内向人民法院提起行政诉讼。",
            )
        case Remedy.CHOICE:
            return (
                f"对{act}不服的，可以自知道{act}之日起60日内向{organ}申请行政复议，"
                f"也可以自知道{act}之日起6个月内直接向{court.strip()}提起行政诉讼。",
            )
        case Remedy.FEE:
            return (
                "请按照本通知写明的方式和期限缴纳。逾期未缴纳的，视为放弃申请，本机关不再处理该申请。",
                "不能单独就本收费决定申请行政复议或者提起行政诉讼。",
            )
        case Remedy.NONE:
            return ()
