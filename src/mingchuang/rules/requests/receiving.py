"""On which day a request counts as received; it follows from the channel, never from a click."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from itertools import pairwise

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation

RULES = (
    Rule(
        "requests.received_in_person",
        "当面提交的，以提交之日为收到申请之日",
        disclosure_regulation("第三十一条第一项"),
    ),
    Rule(
        "requests.received_by_signed_post",
        "以邮寄方式提交的，以本机关签收之日为收到申请之日",
        disclosure_regulation("第三十一条第二项"),
    ),
    Rule(
        "requests.received_by_ordinary_post",
        "以平常信函等无需签收的方式提交的，于收到当日与申请人确认，以确认之日为收到申请之日",
        disclosure_regulation("第三十一条第二项"),
    ),
    Rule(
        "requests.received_by_data_message",
        "通过互联网渠道或者传真提交的，以双方确认之日为收到申请之日",
        disclosure_regulation("第三十一条第三项"),
    ),
    Rule(
        "requests.received_by_email",
        "以电子邮件提交的，同互联网渠道，以双方确认之日为收到申请之日",
        Source("政府信息公开条例", "第三十一条第三项", Tag.DERIVED),
    ),
)


class Channel(StrEnum):
    """How a request reached the office."""

    IN_PERSON = "in_person"
    SIGNED_POST = "signed_post"
    ORDINARY_POST = "ordinary_post"
    ONLINE = "online"
    FAX = "fax"
    EMAIL = "email"


CHANNEL_LABELS: Mapping[Channel, str] = {
    Channel.IN_PERSON: "当面提交",
    Channel.SIGNED_POST: "邮寄（挂号、EMS等需要签收）",
    Channel.ORDINARY_POST: "平常信函（无需签收）",
    Channel.ONLINE: "互联网",
    Channel.FAX: "传真",
    Channel.EMAIL: "电子邮件",
}

AT_ONCE: frozenset[Channel] = frozenset({Channel.IN_PERSON, Channel.SIGNED_POST})
"""Channels on which a request counts without being confirmed."""


def received_on(
    channel: Channel, *, submitted: date | None, arrived: date | None, confirmed: date | None
) -> date | None:
    """The day the request counts as received (Art. 31); None: not yet.

    `submitted` is the day it was handed in or sent, `arrived` the day it reached the office (for signed post
    the day of signing), `confirmed` the day both sides confirmed it.
    """
    match channel:
        case Channel.IN_PERSON:
            return submitted
        case Channel.SIGNED_POST:
            return arrived
        case _:
            return confirmed


def refusals(
    channel: Channel, *, submitted: date | None, arrived: date | None, confirmed: date | None, today: date
) -> list[Reason]:
    """Everything that is wrong with the three days: missing for the channel, reversed, in the future."""
    reasons: list[Reason] = []
    if channel is Channel.IN_PERSON and submitted is None:
        reasons.append(Reason("submitted_missing", "请填写当面提交的日期", "submitted"))
    if channel is not Channel.IN_PERSON and arrived is None:
        reasons.append(Reason("arrived_missing", "请填写本机关收到或者签收的日期", "arrived"))
    named = (("submitted", "提交", submitted), ("arrived", "到达", arrived), ("confirmed", "确认", confirmed))
    for field, label, day in named:
        if day is not None and day > today:
            reasons.append(Reason("day_in_future", f"{label}日期不能晚于今天", field))
    known = [(field, label, day) for field, label, day in named if day is not None]
    for (_, earlier, first), (field, label, second) in pairwise(known):
        if second < first:
            reasons.append(Reason("days_reversed", f"{label}日期不能早于{earlier}日期", field))
    return reasons
