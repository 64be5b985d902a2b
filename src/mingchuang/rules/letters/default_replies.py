"""Default wording of the replies, one for each decision."""

from collections.abc import Mapping

from mingchuang.rules.letters.kinds import LetterKind as K

_OPENING = (
    "您（单位）提出的政府信息公开申请，本机关于{收到日期}收到，登记编号：{登记编号}。",
    "申请公开的内容：{申请内容}。",
)
_NOT_HANDLED = "根据{依据}，本机关对该申请不予处理。"
_WITHHELD = "根据{依据}，本机关决定不予公开。"


def _denial(finding: str) -> tuple[str, ...]:
    return (*_OPENING, finding, "理由：{理由}。", _WITHHELD)


REPLIES: Mapping[K, tuple[str, ...]] = {
    K.REPLY_GRANT_PUBLISHED: (
        *_OPENING,
        "经审查，您（单位）申请公开的政府信息已经主动公开。根据{依据}，现将获取该信息的方式、途径告知如下：",
        "{获取方式}。",
    ),
    K.REPLY_GRANT: (
        *_OPENING,
        "经审查，您（单位）申请公开的政府信息可以公开。根据{依据}，本机关予以公开。",
        "公开的内容：{公开内容}。",
        "获取的方式、途径和时间：{获取方式}。",
    ),
    K.REPLY_PARTIAL: (
        *_OPENING,
        "经审查，您（单位）申请公开的信息中含有不应当公开或者不属于政府信息的内容，但是能够作区分处理。"
        "根据{依据}，本机关决定部分公开。",
        "一、予以公开的部分",
        "{公开内容}。",
        "获取的方式、途径和时间：{获取方式}。",
        "二、不予公开的部分",
        "{不予公开部分}。",
        "理由：{理由}。",
    ),
    K.REPLY_DENY_STATE_SECRET: _denial("经审查，您（单位）申请公开的信息属于依法确定为国家秘密的政府信息。"),
    K.REPLY_DENY_LAW_FORBIDS: _denial(
        "经审查，您（单位）申请公开的信息属于法律、行政法规禁止公开的政府信息，适用的规定为{适用规定}。"
    ),
    K.REPLY_DENY_SAFETY: _denial(
        "经审查，您（单位）申请公开的信息，公开后可能危及国家安全、公共安全、经济安全、社会稳定。"
    ),
    K.REPLY_DENY_THIRD_PARTY: _denial(
        "经审查，您（单位）申请公开的信息涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害。"
    ),
    K.REPLY_DENY_INTERNAL: _denial(
        "经审查，您（单位）申请公开的信息属于行政机关人事管理、后勤管理、内部工作流程等方面的内部事务信息。"
    ),
    K.REPLY_DENY_PROCESS: _denial(
        "经审查，您（单位）申请公开的信息属于行政机关在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、"
        "请示报告等过程性信息，且法律、法规、规章没有规定应当公开。"
    ),
    K.REPLY_DENY_ENFORCEMENT_FILE: _denial(
        "经审查，您（单位）申请公开的信息属于行政执法案卷信息，且法律、法规、规章没有规定应当公开。"
    ),
    K.REPLY_DENY_SPECIAL: (
        *_OPENING,
        "经审查，有关法律、行政法规对您（单位）所申请信息的获取有特别规定。",
        "理由：{理由}。",
        "根据{依据}，请您（单位）依照{适用规定}的规定办理。",
    ),
    K.REPLY_UNABLE_NOT_EXIST: (
        *_OPENING,
        "本机关进行了检索：{检索情况}。",
        "经检索，您（单位）申请公开的政府信息不存在。理由：{理由}。",
        "根据{依据}，特此告知。",
    ),
    K.REPLY_UNABLE_NOT_OURS: (
        *_OPENING,
        "经审查，您（单位）申请公开的信息不属于本机关负责公开。理由：{理由}。",
        "根据{依据}，现就负责公开该信息的行政机关告知如下：{负责机关}。",
    ),
    K.REPLY_UNABLE_NEED_CREATE: (
        *_OPENING,
        "经审查，您（单位）申请公开的信息本机关没有现成的记录，需要对现有政府信息进行加工、分析。理由：{理由}。",
        "根据{依据}，本机关不予提供。",
    ),
    K.REPLY_UNABLE_UNCLEAR: (
        *_OPENING,
        "经补正，您（单位）申请公开的内容仍不明确，本机关无法据此查找。理由：{理由}。",
        "根据{依据}，本机关无法提供。您（单位）可以明确所需信息的名称、文号或者便于查询的其他特征性描述后重新申请。",
    ),
    K.REPLY_REFUSE_PETITION: (
        *_OPENING,
        "经审查，您（单位）以政府信息公开申请的形式进行信访、投诉、举报等活动。理由：{理由}。",
        "根据{依据}，该申请不作为政府信息公开申请处理。您（单位）可以通过相应的信访、投诉、举报渠道提出。",
    ),
    K.REPLY_REFUSE_REPEAT: (
        *_OPENING,
        "经审查，本机关已于{原答复日期}就您（单位）提出的相同内容的政府信息公开申请作出答复（{原答复文号}）。"
        "理由：{理由}。",
        "根据{依据}，本机关对该申请不予重复处理。",
    ),
    K.REPLY_REFUSE_PUBLICATION: (
        *_OPENING,
        "经审查，您（单位）要求提供的是政府公报、报刊、书籍等公开出版物。理由：{理由}。",
        _NOT_HANDLED + "您（单位）可以通过以下途径获取：{获取方式}。",
    ),
    K.REPLY_REFUSE_EXCESSIVE: (
        *_OPENING,
        "经核查，{申请数量频次}，数量、频次明显超过合理范围。本机关已书面要求您（单位）说明理由，"
        "经审查，您（单位）没有说明合理的理由。",
        "作出这一认定的原因：{理由}。",
        _NOT_HANDLED,
    ),
    K.REPLY_REFUSE_RECONFIRM: (
        *_OPENING,
        "经审查，您（单位）要求本机关对已经获取的政府信息进行确认或者重新出具。理由：{理由}。",
        _NOT_HANDLED,
    ),
}
"""Wording of the replies."""
