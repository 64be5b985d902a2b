"""Lawful ways of serving a letter (送达) and what each must prove."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag

LETTER_235 = "国办公开办函〔2016〕235号"

RULES = (
    Rule(
        "letters.delivery_ways",
        "政府信息公开文书直接送达、委托其他行政机关送达或者邮寄送达；邮寄只通过邮政企业",
        Source(LETTER_235, "送达方式", Tag.PRIMARY),
    ),
    Rule(
        "letters.delivery_online",
        "网上送达的文书应同时写明网上申请行政复议的途径",
        Source("行政复议法", "第二十二条", Tag.DERIVED),
    ),
    Rule(
        "letters.mail_number",
        "邮件编号按邮政企业的写法核对：两位字母、九位数字、两位字母，两位字母加十一位数字，或者十三位数字",
        Source(LETTER_235, "邮政企业", Tag.CONVENTION),
    ),
)


class DeliveryWay(StrEnum):
    """How a letter was handed over."""

    DIRECT = "direct"
    ENTRUSTED = "entrusted"
    POST = "post"
    ONLINE = "online"


WAY_LABELS = {
    DeliveryWay.DIRECT: "直接送达",
    DeliveryWay.ENTRUSTED: "委托送达",
    DeliveryWay.POST: "邮寄送达（邮政企业）",
    DeliveryWay.ONLINE: "网上送达",
}

_POSTAL = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}|[A-Z]{2}\d{11}|\d{13}")
_COURIERS = re.compile(r"SF|JD|YT|ZTO|STO|YD|DPK|JT|KY")
_ONLINE_ROUTE = re.compile(r"https?://|www\.|网址|网上|互联网|在线")


@dataclass(frozen=True, slots=True)
class Serving:
    """One delivery as it is about to be recorded. `issued_on` is None while the letter is not issued."""

    way: str
    on: date
    recipient: str
    mail_number: str
    issued_on: date | None
    remedy: Sequence[str] = ()


def mail_number_of(text: str) -> str:
    """The number of a postal item as it is stored: half-width capitals without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split()).replace("-", "")


def refusals(serving: Serving, today: date) -> list[Reason]:
    """Every reason why the delivery may not be recorded."""
    found: list[Reason] = []
    if serving.issued_on is None:
        found.append(Reason("delivery_not_issued", "文书还没有印发，不能登记送达"))
    elif serving.on < serving.issued_on:
        found.append(
            Reason("delivery_before_issue", f"送达日期早于印发日期{serving.issued_on}，请核对", "on")
        )
    if serving.on > today:
        found.append(Reason("delivery_in_future", "送达日期还没有到，请在送达之后登记", "on"))
    if not serving.recipient.strip():
        found.append(Reason("delivery_recipient_missing", "请填写收取文书的人", "recipient"))
    if serving.way not in list(DeliveryWay):
        found.append(Reason("delivery_way_unknown", "请从直接、委托、邮寄、网上四种送达方式中选一种", "way"))
    elif serving.way == DeliveryWay.POST:
        found += _postal(mail_number_of(serving.mail_number))
    elif serving.way == DeliveryWay.ONLINE and _lacks_online_route(serving.remedy):
        message = "网上送达的文书要写明网上申请行政复议的途径，这份文书没有写，请改用其他方式"
        found.append(Reason("delivery_online_route", message, "way"))
    return found


def _lacks_online_route(remedy: Sequence[str]) -> bool:
    text = "".join(remedy)
    return "复议" in text and not _ONLINE_ROUTE.search(text)


def _postal(number: str) -> list[Reason]:
    if not number:
        return [Reason("mail_number_missing", "邮寄送达的，请填写邮件编号", "mail_number")]
    if _COURIERS.match(number):
        message = f"“{number}”是快递企业的单号；邮寄送达只能通过邮政企业（挂号信、EMS）"
        return [Reason("mail_number_courier", message, "mail_number")]
    if not _POSTAL.fullmatch(number):
        message = "邮件编号应为邮政企业的编号，例如 1234567890123 或者 XA12345678901，请核对"
        return [Reason("mail_number_form", message, "mail_number")]
    return []
