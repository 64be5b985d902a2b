"""What a text must carry before it may be reviewed, and how an item moves in public.

All missing fields are told at once; the table of transitions is data that services and help pages read.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation

TITLE_LIMIT = 200
ABSTRACT_LIMIT = 300
KEYWORD_LIMIT = 10

RULES = (
    Rule(
        "publication.catalogue_fields",
        "目录应包括索引、名称、内容概述、生成日期",
        disclosure_regulation("第十二条"),
    ),
    Rule(
        "publication.no_backdating",
        "发布时间取系统时间；成文日期不得晚于当日",
        Source("国办秘函〔2019〕19号", "单项否决", Tag.SECONDARY),
    ),
    Rule(
        "publication.abstract_length",
        "内容概述宜简短（各地多要求100至150字）",
        Source("目录系统实施实践", "内容概述", Tag.SECONDARY),
    ),
    Rule(
        "publication.withdrawal_leaves_trace",
        "撤下须写明原因并保留撤下说明",
        Source("政府信息公开平台规格", "第1节", Tag.CONVENTION),
    ),
)


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What the completeness rule looks at; dates may be absent."""

    title: str
    document_number: str
    formed_on: date | None
    effective_on: date | None
    expires_on: date | None
    issuer: str
    content_source: str
    abstract: str
    body_text: str
    attachments: int
    keywords: Collection[str]
    attribute: str
    column_open: bool | None  # None: no column chosen
    in_statutory_block: bool
    statutory_item: str
    needs_document_number: bool
    is_correction: bool
    public_note: str


def completeness_reasons(facts: ItemFacts, today: date) -> list[Reason]:
    """Everything that keeps a text from being submitted, all at once. `today` bounds the dates."""
    return [
        *_text_reasons(facts),
        *_date_reasons(facts, today),
        *_catalogue_reasons(facts),
    ]


def _text_reasons(facts: ItemFacts) -> list[Reason]:
    reasons: list[Reason] = []
    if not facts.title.strip():
        reasons.append(Reason("title_missing", "请填写标题", "title"))
    elif len(facts.title) > TITLE_LIMIT:
        reasons.append(
            Reason("title_too_long", f"标题最多{TITLE_LIMIT}字，现在是{len(facts.title)}字", "title")
        )
    if not facts.abstract.strip():
        reasons.append(Reason("abstract_missing", "请填写内容概述", "abstract"))
    elif len(facts.abstract) > ABSTRACT_LIMIT:
        reasons.append(
            Reason(
                "abstract_too_long",
                f"内容概述最多{ABSTRACT_LIMIT}字，现在是{len(facts.abstract)}字",
                "abstract",
            )
        )
    if not facts.body_text.strip() and not facts.attachments:
        reasons.append(Reason("body_missing", "请填写正文，或上传附件", "body"))
    if not facts.issuer.strip():
        reasons.append(Reason("issuer_missing", "请填写发布机构", "issuer"))
    if not facts.content_source.strip():
        reasons.append(Reason("source_missing", "请填写信息来源", "content_source"))
    if facts.needs_document_number and not facts.document_number.strip():
        reasons.append(Reason("number_missing", "该类信息须填写发文字号", "document_number"))
    if facts.is_correction and not facts.public_note.strip():
        reasons.append(Reason("note_missing", "更正已发布的信息，请填写向公众说明的更正内容", "public_note"))
    return reasons


def _date_reasons(facts: ItemFacts, today: date) -> list[Reason]:
    reasons: list[Reason] = []
    if facts.formed_on is None:
        reasons.append(Reason("formed_on_missing", "请填写成文日期", "formed_on"))
    elif facts.formed_on > today:
        reasons.append(Reason("formed_on_future", "成文日期不能晚于今天", "formed_on"))
    elif facts.formed_on.year < 1949:
        reasons.append(Reason("formed_on_early", "成文日期不能早于1949年，请核对年份", "formed_on"))
    if facts.effective_on and facts.formed_on and facts.effective_on < facts.formed_on:
        reasons.append(Reason("effective_before_formed", "施行日期不能早于成文日期", "effective_on"))
    if facts.expires_on and facts.expires_on < (facts.effective_on or facts.formed_on or facts.expires_on):
        reasons.append(Reason("expires_before_effective", "有效期不能早于施行日期", "expires_on"))
    return reasons


def _catalogue_reasons(facts: ItemFacts) -> list[Reason]:
    reasons: list[Reason] = []
    if facts.column_open is None:
        reasons.append(Reason("column_missing", "请选择栏目", "column"))
    elif not facts.column_open:
        reasons.append(Reason("column_closed", "该栏目已经关停，请另选栏目", "column"))
    if facts.in_statutory_block and not facts.statutory_item:
        reasons.append(
            Reason(
                "statutory_item_missing",
                "该栏目属于法定主动公开内容，请选择第二十条的对应事项",
                "statutory_item",
            )
        )
    if not facts.keywords:
        reasons.append(Reason("keywords_missing", "请至少填写一个主题词", "keywords"))
    elif len(facts.keywords) > KEYWORD_LIMIT:
        reasons.append(Reason("keywords_too_many", f"主题词最多{KEYWORD_LIMIT}个", "keywords"))
    if not facts.attribute:
        reasons.append(Reason("attribute_missing", "请选择公开属性", "attribute"))
    return reasons


TRANSITIONS: dict[tuple[str, str], str] = {
    # (item state, event): next state
    ("new", "release"): "published",
    ("new", "discard"): "discarded",
    ("published", "release"): "published",
    ("published", "withdraw"): "withdrawing",
    ("withdrawing", "confirm_withdrawal"): "withdrawn",
    ("withdrawn", "release"): "published",
}
"""How an item moves in public. What is not here does not happen."""

STATE_LABELS: dict[str, str] = {
    "new": "未发布",
    "published": "已发布",
    "withdrawing": "正在撤下",
    "withdrawn": "已撤下",
    "discarded": "已废弃",
}
EVENT_LABELS: dict[str, str] = {
    "release": "发布",
    "discard": "废弃",
    "withdraw": "撤下",
    "confirm_withdrawal": "确认撤下",
}


def next_state(state: str, event: str) -> tuple[str | None, list[Reason]]:
    """The state after `event`, or the reason why the event cannot happen in `state`."""
    target = TRANSITIONS.get((state, event))
    if target is None:
        return None, [
            Reason(
                f"cannot_{event}",
                f"该信息目前是「{STATE_LABELS.get(state, state)}」，不能{EVENT_LABELS.get(event, event)}",
            )
        ]
    return target, []
