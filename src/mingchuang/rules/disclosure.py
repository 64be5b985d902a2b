"""How open a document is and why it may be withheld; what a guide and a catalogue entry must say.

Tables of the Regulation on Government Information Disclosure (2019). The statutory list of Art. 20 stands
in `statutory`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def is_empty(value: str) -> bool:
    """Whether nothing visible was written."""
    return not value.translate(_INVISIBLE).strip()


# --- Art. 14 to 16: grounds for not disclosing --------------------------------------------------


class Strength(StrEnum):
    """How far a ground binds the office."""

    MUST_NOT = "must_not"
    MUST_NOT_OVERRIDABLE = "must_not_overridable"  # consent of the third party, or major public interest
    MAY = "may"
    MAY_UNLESS_REQUIRED = "may_unless_required"  # not where a law, regulation or 规章 requires disclosure
    REDIRECT = "redirect"  # to the special law that governs the inquiry


STRENGTH_LABELS: dict[Strength, str] = {
    Strength.MUST_NOT: "不得公开",
    Strength.MUST_NOT_OVERRIDABLE: "不得公开；第三方同意，或者不公开会对公共利益造成重大影响的，予以公开",
    Strength.MAY: "可以不予公开",
    Strength.MAY_UNLESS_REQUIRED: "可以不予公开；法律、法规、规章规定应当公开的，从其规定",
    Strength.REDIRECT: "依照有关法律、行政法规的规定办理",
}


class Ground(StrEnum):
    """Grounds of non-disclosure. 工作秘密 is not among them: the Regulation does not list it."""

    STATE_SECRET = "state_secret"  # noqa: S105 - a ground, not a password
    LAW_FORBIDS = "law_forbids"
    SAFETY = "safety"
    THIRD_PARTY = "third_party"
    INTERNAL = "internal"
    PROCESS = "process"
    ENFORCEMENT_FILE = "enforcement_file"
    SPECIAL_QUERY = "special_query"


@dataclass(frozen=True, slots=True)
class GroundRule:
    """A ground: its term, what it covers, how it binds, its article and row in the annual report."""

    ground: Ground
    term: str
    covers: str
    strength: Strength
    article: str
    report_row: str


GROUND_RULES: dict[Ground, GroundRule] = {
    rule.ground: rule
    for rule in (
        GroundRule(
            Ground.STATE_SECRET,
            "国家秘密",
            "依法确定为国家秘密的信息",
            Strength.MUST_NOT,
            "第十四条",
            "3.3.1",
        ),
        GroundRule(
            Ground.LAW_FORBIDS,
            "法律、行政法规禁止公开",
            "法律、行政法规禁止公开的信息（规章及以下的规定不算）",
            Strength.MUST_NOT,
            "第十四条",
            "3.3.2",
        ),
        GroundRule(
            Ground.SAFETY,
            "三安全一稳定",
            "公开后可能危及国家安全、公共安全、经济安全、社会稳定的信息",
            Strength.MUST_NOT,
            "第十四条",
            "3.3.3",
        ),
        GroundRule(
            Ground.THIRD_PARTY,
            "第三方合法权益",
            "涉及商业秘密、个人隐私等，公开会损害第三方合法权益的信息",
            Strength.MUST_NOT_OVERRIDABLE,
            "第十五条",
            "3.3.4",
        ),
        GroundRule(
            Ground.INTERNAL,
            "内部事务信息",
            "人事管理、后勤管理、内部工作流程等方面的信息",
            Strength.MAY,
            "第十六条第一款",
            "3.3.5",
        ),
        GroundRule(
            Ground.PROCESS,
            "过程性信息",
            "履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等",
            Strength.MAY_UNLESS_REQUIRED,
            "第十六条第二款",
            "3.3.6",
        ),
        GroundRule(
            Ground.ENFORCEMENT_FILE,
            "行政执法案卷",
            "行政执法案卷信息",
            Strength.MAY_UNLESS_REQUIRED,
            "第十六条第二款",
            "3.3.7",
        ),
        GroundRule(
            Ground.SPECIAL_QUERY,
            "行政查询事项",
            "工商、不动产登记资料等，有关法律、行政法规对获取另有规定的信息",
            Strength.REDIRECT,
            "第三十六条第七项",
            "3.3.8",
        ),
    )
}

ATTRIBUTE_GROUNDS: tuple[Ground, ...] = tuple(ground for ground in Ground if ground != Ground.SPECIAL_QUERY)
"""Grounds a document may be withheld on; SPECIAL_QUERY only answers a request."""

DISCLOSURE_GROUNDS: tuple[tuple[str, str], ...] = tuple(
    (ground.value, f"{GROUND_RULES[ground].term}（{GROUND_RULES[ground].article}）")
    for ground in ATTRIBUTE_GROUNDS
)
"""The same as choices of a form: (code, label)."""

YIELDING = (Strength.MAY, Strength.MAY_UNLESS_REQUIRED)
"""Grounds of this strength give way where a law, regulation or 规章 requires disclosure."""


# --- the attribute of each document -------------------------------------------------------------


class Attribute(StrEnum):
    """The disclosure attribute (公开属性), chosen when drafting."""

    ACTIVE = "active"
    ON_REQUEST = "on_request"
    WITHHELD = "withheld"


ATTRIBUTE_LABELS: dict[Attribute, str] = {
    Attribute.ACTIVE: "主动公开",
    Attribute.ON_REQUEST: "依申请公开",
    Attribute.WITHHELD: "不予公开",
}

DISCLOSURE_ATTRIBUTES: tuple[tuple[str, str], ...] = tuple(
    (attribute.value, label) for attribute, label in ATTRIBUTE_LABELS.items()
)
PROACTIVE = Attribute.ACTIVE


def _ground_reasons(
    ground: str, *, required_by_law: bool, policy_document: bool, disclosure_body_agreed: bool
) -> list[Reason]:
    reasons: list[Reason] = []
    if not ground:
        reasons.append(Reason("ground_missing", "不予公开须选择依据（条例第十四条至第十六条）", "ground"))
    elif ground not in ATTRIBUTE_GROUNDS:
        reasons.append(
            Reason("ground_unknown", "所选依据不能用于不予公开，请在第十四条至第十六条的依据中选择", "ground")
        )
    elif required_by_law and GROUND_RULES[Ground(ground)].strength in YIELDING:
        term = GROUND_RULES[Ground(ground)].term
        reasons.append(
            Reason(
                "disclosure_required", f"法律、法规、规章规定应当公开的，不能以“{term}”为由不予公开", "ground"
            )
        )
    if policy_document and not disclosure_body_agreed:
        reasons.append(
            Reason(
                "disclosure_body_not_asked",
                "政策性文件拟不公开的，须先送政府信息公开工作机构审查",
                "attribute",
                "送政府信息公开工作机构审查",
            )
        )
    return reasons


def _active_reasons(ground: str, secret_mark: str) -> list[Reason]:
    reasons: list[Reason] = []
    if not is_empty(secret_mark):
        mark = secret_mark.strip()[:20]
        reasons.append(Reason("marked_secret", f"标有密级（{mark}）的文件不能主动公开", "attribute"))
    if ground:
        reasons.append(Reason("ground_not_needed", "主动公开的信息不应有不予公开的依据，请清除", "ground"))
    return reasons


def attribute_reasons(
    attribute: str,
    ground: str = "",
    reason: str = "",
    *,
    secret_mark: str = "",
    required_by_law: bool = False,
    policy_document: bool = False,
    disclosure_body_agreed: bool = False,
) -> list[Reason]:
    """Everything that is wrong with a document's disclosure attribute; empty when it may go on.

    `reason` is the drafter's own explanation, `secret_mark` the 密级 printed on the document (empty when
    none), `required_by_law` whether a law, regulation or 规章 requires disclosure. Fields named in the
    reasons: `attribute`, `ground`, `attribute_reason`.
    """
    if attribute not in ATTRIBUTE_LABELS:
        return [Reason("attribute_missing", "请选择公开属性：主动公开、依申请公开或者不予公开", "attribute")]
    if attribute == Attribute.ACTIVE:
        return _active_reasons(ground, secret_mark)
    reasons: list[Reason] = []
    if attribute == Attribute.WITHHELD:
        reasons += _ground_reasons(
            ground,
            required_by_law=required_by_law,
            policy_document=policy_document,
            disclosure_body_agreed=disclosure_body_agreed,
        )
    elif ground:
        reasons.append(
            Reason("ground_not_for_request", "有不予公开依据的信息应当选“不予公开”，否则请清除依据", "ground")
        )
    if is_empty(reason):
        label = ATTRIBUTE_LABELS[Attribute(attribute)]
        reasons.append(Reason("reason_missing", f"选择“{label}”须写明理由", "attribute_reason"))
    return reasons


# --- Art. 12: guide and catalogue ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RequiredField:
    """A field that must be filled: its key and its label."""

    key: str
    label: str


GUIDE_FIELDS: tuple[RequiredField, ...] = (
    RequiredField("classification", "政府信息的分类"),
    RequiredField("arrangement", "编排体系"),
    RequiredField("ways_to_obtain", "获取方式"),
    RequiredField("body_name", "政府信息公开工作机构的名称"),
    RequiredField("address", "办公地址"),
    RequiredField("hours", "办公时间"),
    RequiredField("phone", "联系电话"),
    RequiredField("fax", "传真号码"),
    RequiredField("online_contact", "互联网联系方式"),
)

CATALOGUE_FIELDS: tuple[RequiredField, ...] = (
    RequiredField("index_number", "索引"),
    RequiredField("title", "名称"),
    RequiredField("abstract", "内容概述"),
    RequiredField("formed_on", "生成日期"),
)

ABSTRACT_LENGTH = 150
"""Characters an abstract should not exceed; local limits are 100 to 150."""

_PLACEHOLDERS = frozenset(
    {"无", "暂无", "待定", "待补充", "待填", "略", "空", "-", "—", "/", "…", "xxx", "tbd"}
)


def _missing(fields: tuple[RequiredField, ...], values: Mapping[str, str]) -> list[RequiredField]:
    return [field for field in fields if is_empty(values.get(field.key, ""))]


def guide_reasons(values: Mapping[str, str]) -> list[Reason]:
    """Every required field of the guide (指南) that is empty or filled with a placeholder."""
    reasons = [
        Reason("guide_field_missing", f"指南缺少“{field.label}”，补齐后才能公开", field.key)
        for field in _missing(GUIDE_FIELDS, values)
    ]
    for field in GUIDE_FIELDS:
        value = values.get(field.key, "").translate(_INVISIBLE).strip()
        if value.casefold() in _PLACEHOLDERS:
            reasons.append(
                Reason(
                    "guide_field_placeholder",
                    f"指南的“{field.label}”写的是“{value}”，请填写实际内容",
                    field.key,
                )
            )
    return reasons


def catalogue_reasons(values: Mapping[str, str]) -> list[Reason]:
    """Every required field of a catalogue (目录) entry that is empty."""
    return [
        Reason("catalogue_field_missing", f"目录缺少“{field.label}”", field.key)
        for field in _missing(CATALOGUE_FIELDS, values)
    ]


# --- the platform -------------------------------------------------------------------------------

PLATFORM_NAME = "政府信息公开"
"""The column's name, exactly; inside the existing site, no separate site."""


class PlatformBlock(StrEnum):
    """The blocks of the platform."""

    GUIDE = "guide"
    SYSTEMS = "systems"
    STATUTORY = "statutory"
    ANNUAL_REPORTS = "annual_reports"
    REQUEST = "request"


PLATFORM_BLOCKS: dict[PlatformBlock, str] = {
    PlatformBlock.GUIDE: "政府信息公开指南",
    PlatformBlock.SYSTEMS: "政府信息公开制度",
    PlatformBlock.STATUTORY: "法定主动公开内容",
    PlatformBlock.ANNUAL_REPORTS: "政府信息公开年报",
    PlatformBlock.REQUEST: "依申请公开",
}

DOCUMENT_KINDS: tuple[str, ...] = (
    *("决议", "决定", "命令（令）", "公报", "公告", "通告", "意见", "通知"),
    *("通报", "报告", "请示", "批复", "议案", "函", "纪要"),
)
"""文种; the list is recalled, so it is a choice offered, never a reason to refuse."""

RULES = (
    Rule("disclosure.norm", "公开为常态、不公开为例外", disclosure_regulation("第五条")),
    Rule("disclosure.ways", "公开方式：主动公开、依申请公开", disclosure_regulation("第十三条")),
    *(
        Rule(
            f"disclosure.ground.{rule.ground}",
            f"{rule.term}：{STRENGTH_LABELS[rule.strength]}",
            disclosure_regulation(rule.article),
        )
        for rule in GROUND_RULES.values()
    ),
    Rule("disclosure.reason_for_refusal", "不予公开须说明理由", disclosure_regulation("第三十六条第三项")),
    Rule(
        "disclosure.attribute",
        "公文起草时即注明公开属性；拟不公开的须有依据和理由，政策性文件拟不公开的先送信息公开机构审查",
        Source("国办发〔2016〕80号", "一（一）", Tag.PRIMARY),
    ),
    Rule(
        "disclosure.marked_never_active",
        "标有密级的文件不得主动公开",
        Source("政府信息公开条例", "第十四条", Tag.DERIVED),
    ),
    Rule("disclosure.guide", "指南应当载明的事项，缺一不得公开", disclosure_regulation("第十二条")),
    Rule("disclosure.catalogue", "目录包括索引、名称、内容概述、生成日期", disclosure_regulation("第十二条")),
    Rule(
        "disclosure.abstract_length",
        "内容概述一般不超过150字",
        Source("地方公开目录规定", "内容概述", Tag.SECONDARY),
    ),
    Rule(
        "disclosure.platform_name",
        "栏目名称统一为“政府信息公开”，设在现有网站内",
        Source("国办公开办函〔2019〕61号", "一、二", Tag.PRIMARY),
    ),
    Rule("disclosure.platform_functions", "平台提供检索、查阅、下载", disclosure_regulation("第二十四条")),
    Rule(
        "disclosure.platform_blocks",
        "平台栏目：指南、制度、法定主动公开内容、年报，另设依申请公开入口",
        Source("国办公开办函〔2019〕61号", "栏目设置", Tag.UNVERIFIED),
    ),
    Rule(
        "disclosure.document_kinds",
        "公文文种十五种",
        Source("党政机关公文处理工作条例", "第八条", Tag.UNVERIFIED),
    ),
)
