"""Which deliveries are put on record (送达回证), and what the record says."""

from mingchuang.rules.date_text import chinese_day
from mingchuang.rules.letters.delivery import LETTER_235, WAY_LABELS, DeliveryWay, Serving
from mingchuang.rules.letters.kinds import LetterKind
from mingchuang.rules.letters.placeholders import Placeholder as P
from mingchuang.rules.requests.letters import Written, is_reply
from mingchuang.rules.source import Rule, Source, Tag

RULES = (
    Rule(
        "requests.delivery_record",
        "答复书、告知书、收费通知书和给第三方的决定公开告知书直接、委托或者邮寄送达的，拟送达回证；网上送达的以发送记录为准",
        Source(LETTER_235, "送达回证（网上送达不另拟为约定）", Tag.CONVENTION),
    ),
)


def needs_record(kind: str, way: str) -> bool:
    """Whether the delivery of a letter is put on record (送达回证): of what is decided, where a hand or the
    post took it. What is served online leaves its own record."""
    decided = is_reply(kind) or kind in _RECORDED
    return decided and way in set(DeliveryWay) and way != DeliveryWay.ONLINE


_RECORDED = frozenset(
    {
        LetterKind.DISCLOSURE_DESPITE_OBJECTION,
        LetterKind.DELAY_NOTICE,
        LetterKind.FEE_NOTICE,
        LetterKind.NO_LONGER_HANDLED,
        LetterKind.RECORD_CORRECTION,
    }
)


def delivery_record(serving: Serving, title: str, number: str) -> Written:
    """Which letter was handed over how, when and to whom."""
    by_post = serving.way == DeliveryWay.POST
    proof = f"邮件编号：{serving.mail_number}" if by_post else f"签收人：{serving.recipient}"
    return Written(
        LetterKind.DELIVERY_RECORD,
        {
            P.DOCUMENT: title,
            P.DOCUMENT_NUMBER: number,
            P.DELIVERY_WAY: WAY_LABELS[DeliveryWay(serving.way)],
            P.DELIVERED_ON: chinese_day(serving.on),
            P.RECIPIENT: serving.recipient,
            P.RECEIPT_OF_DELIVERY: proof,
        },
    )
