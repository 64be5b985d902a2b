"""What a person must know to ask for government information: what to write, when it counts, how long.

Plain words for the public, each beside the article it rests on. What the Regulation does not say is not
said here; conventions of the office and unverified points are left out (`shown` keeps them out again).
"""

from dataclasses import dataclass

from mingchuang.rules.source import (
    DISCLOSURE_REGULATION,
    FEE_RULES,
    LITIGATION_LAW,
    REVIEW_LAW,
    Rule,
    Source,
    Tag,
    disclosure_regulation,
)

PUBLIC_TAGS: frozenset[Tag] = frozenset({Tag.PRIMARY, Tag.SECONDARY, Tag.DERIVED})
"""Confidence with which something may be told to the public as a rule."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing told to the public: what it is about, the words, the source."""

    id: str
    subject: str
    says: str
    source: Source


def _reg(name: str, subject: str, says: str, article: str) -> Statement:
    return Statement(name, subject, says, disclosure_regulation(article))


WHO: tuple[Statement, ...] = (
    _reg(
        "who",
        "谁可以申请",
        "公民、法人或者其他组织可以向本机关申请获取政府信息。",
        "第二十七条",
    ),
    Statement(
        "no_purpose",
        "要不要说明用途",
        "不需要。申请书只写下面三项内容。",
        Source(DISCLOSURE_REGULATION, "第二十九条", Tag.DERIVED),
    ),
    _reg(
        "written",
        "用什么形式",
        "应当采用书面形式，信件和数据电文都可以。书面形式确有困难的，可以口头提出，由工作人员代为填写。",
        "第二十九条",
    ),
    _reg(
        "help",
        "阅读或者视听有困难",
        "存在阅读困难或者视听障碍的，本机关提供必要的帮助。",
        "第四十三条",
    ),
)

APPLICATION_FIELDS: tuple[Statement, ...] = (
    _reg(
        "applicant",
        "申请人的姓名或者名称、身份证明、联系方式",
        "身份证明只用于核实申请人，联系方式只用于答复。",
        "第二十九条",
    ),
    _reg(
        "description",
        "申请公开的政府信息的名称、文号，或者便于本机关查询的其他特征性描述",
        "写明其中一项即可；越具体，查找越快。",
        "第二十九条",
    ),
    _reg(
        "form",
        "申请公开的政府信息的形式要求，包括获取信息的方式、途径",
        "例如纸质或者电子，邮寄、当面领取或者电子邮件。",
        "第二十九条",
    ),
)

CHANNELS: tuple[Statement, ...] = (
    _reg("in_person", "当面提交", "以提交之日为收到申请之日。", "第三十一条"),
    _reg("signed_post", "邮寄（需要签收）", "以本机关签收之日为收到申请之日。", "第三十一条"),
    _reg(
        "plain_post",
        "平常信函等无需签收的邮寄",
        "本机关在收到当日与申请人确认，以确认之日为收到申请之日。",
        "第三十一条",
    ),
    _reg(
        "online_fax",
        "互联网或者传真",
        "以双方确认之日为收到申请之日。",
        "第三十一条",
    ),
)

TIME_LIMITS: tuple[Statement, ...] = (
    _reg("on_the_spot", "当场答复", "能够当场答复的，当场答复。", "第三十三条第一款"),
    _reg(
        "reply",
        "20个工作日",
        "不能当场答复的，自收到申请之日起20个工作日内答复。",
        "第三十三条第二款",
    ),
    _reg(
        "extension",
        "最多延长20个工作日",
        "需要延长的，经公开工作机构负责人同意并告知申请人，延长最多20个工作日。",
        "第三十三条第二款",
    ),
    _reg(
        "correction",
        "7个工作日内告知补正",
        "申请内容不明确的，自收到申请之日起7个工作日内一次性告知需要补正的事项和合理的补正期限；"
        "答复期限自收到补正的申请之日起计算。",
        "第三十条",
    ),
    _reg(
        "third_party",
        "征求意见的时间不计入",
        "需要征求第三方或者其他机关意见的，所需时间不计算在上述期限内；第三方应当在15个工作日内提出意见。",
        "第三十二条、第三十三条第三款",
    ),
)

FEES: tuple[Statement, ...] = (
    _reg("free", "不收取费用", "提供政府信息，不收取费用。", "第四十二条"),
    _reg(
        "excessive",
        "例外",
        "申请的数量、频次明显超过合理范围的，可以收取信息处理费。",
        "第四十二条",
    ),
    Statement(
        "fee_notice",
        "收费前先告知",
        "按件或者按量计收，二者不并用；收费前告知依据、标准、数额和缴纳方式。",
        Source(FEE_RULES, "第三条、第六条（国办函〔2020〕109号）", Tag.SECONDARY),
    ),
)

REMEDIES: tuple[Statement, ...] = (
    _reg(
        "remedy",
        "认为本机关侵犯您的合法权益",
        "可以向上一级行政机关或者政府信息公开工作主管部门投诉、举报，也可以依法申请行政复议或者提起行政诉讼。",
        "第五十一条",
    ),
    Statement(
        "review_first",
        "对不予公开的决定不服",
        "应当先申请行政复议；对复议决定不服的，再提起行政诉讼。",
        Source(REVIEW_LAW, "第二十三条第一款第四项", Tag.PRIMARY),
    ),
    Statement(
        "review_time",
        "申请行政复议的期限",
        "自知道或者应当知道之日起60日内，向本级人民政府提出。",
        Source(REVIEW_LAW, "第二十条、第二十四条", Tag.PRIMARY),
    ),
    Statement(
        "suit_time",
        "提起行政诉讼的期限",
        "可以直接起诉的，自知道或者应当知道之日起6个月内提出；经过复议的，收到复议决定书之日起15日内提出。",
        Source(LITIGATION_LAW, "第四十五条、第四十六条", Tag.PRIMARY),
    ),
)

SECTIONS: tuple[tuple[str, tuple[Statement, ...]], ...] = (
    ("谁可以申请", WHO),
    ("申请书写什么", APPLICATION_FIELDS),
    ("怎样提交，哪天算收到", CHANNELS),
    ("多久答复", TIME_LIMITS),
    ("收费", FEES),
    ("不服怎么办", REMEDIES),
)

RULES = tuple(
    Rule(f"request_guidance.{statement.id}", f"{statement.subject}：{statement.says}", statement.source)
    for _, statements in SECTIONS
    for statement in statements
)


def shown(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """The statements the public may be told as rules: their source was read, or they follow from one."""
    return tuple(statement for statement in statements if statement.source.tag in PUBLIC_TAGS)
