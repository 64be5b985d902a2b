"""The closed list of placeholders that wording may hold, each written as its Chinese name in braces.

The name is what an editor types, `{收到日期}`; there is no other syntax, no filter and no condition.
"""

from collections.abc import Mapping
from enum import StrEnum


class Placeholder(StrEnum):
    """Every placeholder. The value is the name as it stands in the text."""

    NUMBER = "登记编号"
    RECEIVED_ON = "收到日期"
    CHANNEL = "申请渠道"
    ASKED = "申请内容"
    DUE_ON = "答复期限"
    QUERY_CODE = "查询码"
    BASIS = "依据"
    REASON = "理由"
    CORRECTION_ITEMS = "补正事项"
    CORRECTION_GUIDANCE = "补正指引"
    CORRECTION_DUE_ON = "补正期限"
    EXCESS = "申请数量频次"
    EXPLAIN = "说明事项"
    EXPLAIN_DUE_ON = "说明期限"
    NEW_DUE_ON = "新答复期限"
    APPROVED_BY = "批准人"
    INFORMATION = "信息内容"
    ANSWER_WAY = "回复方式"
    DISCLOSED = "公开内容"
    WITHHELD = "不予公开部分"
    HOW_TO_GET = "获取方式"
    SEARCH = "检索情况"
    RESPONSIBLE_BODY = "负责机关"
    LAW = "适用规定"
    EARLIER_NUMBER = "原答复文号"
    EARLIER_ON = "原答复日期"
    TARIFF = "收费标准"
    CALCULATION = "计算过程"
    AMOUNT = "收费金额"
    PAY_WAY = "缴纳方式"
    PAY_DUE_ON = "缴费期限"
    LAPSE = "逾期事实"
    RESULT = "处理结果"
    DOCUMENT = "文书名称"
    DOCUMENT_NUMBER = "文书文号"
    DELIVERY_WAY = "送达方式"
    DELIVERED_ON = "送达日期"
    RECIPIENT = "受送达人"
    RECEIPT_OF_DELIVERY = "签收情况"
    OFFICE = "机关名称"
    PHONE = "联系电话"
    ADDRESS = "联系地址"


_P = Placeholder

PLACEHOLDERS: Mapping[str, str] = {
    _P.NUMBER: "来件的登记编号",
    _P.RECEIVED_ON: "依法视为收到申请的日期",
    _P.CHANNEL: "申请从哪条渠道来：当面、邮寄、互联网等",
    _P.ASKED: "申请人要求公开的内容",
    _P.DUE_ON: "答复期限的最后一日",
    _P.QUERY_CODE: "查询码何时告知申请人（本机关只存校验值，文书里不写查询码本身）",
    _P.BASIS: "法律依据，写到条、款、项",
    _P.REASON: "作出这一处理的理由",
    _P.CORRECTION_ITEMS: "需要一次补正的全部事项",
    _P.CORRECTION_GUIDANCE: "怎样补正的指导和释明",
    _P.CORRECTION_DUE_ON: "补正期限的长短，自申请人收到告知书的次日起算",
    _P.EXCESS: "申请的数量、频次",
    _P.EXPLAIN: "请申请人说明的事项",
    _P.EXPLAIN_DUE_ON: "说明理由的最后一日",
    _P.NEW_DUE_ON: "延长或者延迟以后的答复期限",
    _P.APPROVED_BY: "批准延长的政府信息公开工作机构负责人",
    _P.INFORMATION: "征求意见所涉及的信息（不写申请人身份）",
    _P.ANSWER_WAY: "回复意见的方式和地址",
    _P.DISCLOSED: "予以公开的内容",
    _P.WITHHELD: "不予公开的部分",
    _P.HOW_TO_GET: "获取信息的方式、途径和时间",
    _P.SEARCH: "检索的范围、方法和结果",
    _P.RESPONSIBLE_BODY: "负责公开的机关及其联系方式，不能确定的写明不能确定",
    _P.LAW: "应当适用的法律、行政法规",
    _P.EARLIER_NUMBER: "此前答复的文号",
    _P.EARLIER_ON: "此前答复的日期",
    _P.TARIFF: "收费依据和标准",
    _P.CALCULATION: "应收金额怎样算出",
    _P.AMOUNT: "应收金额",
    _P.PAY_WAY: "缴纳方式",
    _P.PAY_DUE_ON: "缴费期限的长短，自申请人收到通知书的次日起算",
    _P.LAPSE: "逾期的事实：何时告知、何时期满",
    _P.RESULT: "更正或者转送的结果",
    _P.DOCUMENT: "送达的文书名称",
    _P.DOCUMENT_NUMBER: "送达的文书文号",
    _P.DELIVERY_WAY: "送达的方式",
    _P.DELIVERED_ON: "送达的日期",
    _P.RECIPIENT: "收取文书的人",
    _P.RECEIPT_OF_DELIVERY: "签收人或者邮件编号",
    _P.OFFICE: "本机关全称",
    _P.PHONE: "本机关联系电话",
    _P.ADDRESS: "本机关地址",
}
"""Every placeholder by its name, with what stands in its place."""

EXAMPLES: Mapping[str, str] = {
    _P.NUMBER: "Y2026-00018",
    _P.RECEIVED_ON: "2026年3月9日",
    _P.CHANNEL: "互联网",
    _P.ASKED: "本市与国际友好城市2025年度交流项目安排",
    _P.DUE_ON: "2026年4月7日",
    _P.QUERY_CODE: "查询码已在您（单位）提交申请时告知",
    _P.BASIS: "（此处为法律依据）",
    _P.REASON: "（此处写明理由）",
    _P.CORRECTION_ITEMS: "1.所需信息的名称或者文号；\n2.获取信息的方式",
    _P.CORRECTION_GUIDANCE: "可以写明信息形成的大致时间、涉及的事项或者其他便于查询的特征",
    _P.CORRECTION_DUE_ON: "10个工作日",
    _P.EXCESS: "自2026年1月1日至3月9日，共提出申请62件",
    _P.EXPLAIN: "上述申请的数量、频次及其理由",
    _P.EXPLAIN_DUE_ON: "2026年3月23日",
    _P.NEW_DUE_ON: "2026年5月8日",
    _P.APPROVED_BY: "本机关政府信息公开工作机构负责人",
    _P.INFORMATION: "2025年度交流项目合作协议中涉及贵单位的报价部分",
    _P.ANSWER_WAY: "书面回复本机关秘书处",
    _P.DISCLOSED: "2025年度交流项目安排表",
    _P.WITHHELD: "安排表中参加人员的身份证件号码",
    _P.HOW_TO_GET: "随本答复书附送纸质件1份",
    _P.SEARCH: "以“友好城市”“交流项目”为关键词检索2024年以来的档案目录和公文系统，并向交流处核实，未查到",
    _P.RESPONSIBLE_BODY: "示例市文化和旅游局，联系电话0527-00000000",
    _P.LAW: "《不动产登记暂行条例》",
    _P.EARLIER_NUMBER: "示外公开答〔2026〕3号",
    _P.EARLIER_ON: "2026年2月2日",
    _P.TARIFF: "按件计收：第11件至第30件，每件100元",
    _P.CALCULATION: "本月第11件至第12件，共2件，2×100元",
    _P.AMOUNT: "200元",
    _P.PAY_WAY: "凭本通知书所附缴款码缴入本级国库",
    _P.PAY_DUE_ON: "20个工作日",
    _P.LAPSE: "本机关于2026年2月2日告知您补正，补正期限至2026年2月16日届满，至今未收到补正材料",
    _P.RESULT: "已将您的工作单位名称更正为现名",
    _P.DOCUMENT: "政府信息公开答复书",
    _P.DOCUMENT_NUMBER: "示外公开答〔2026〕5号",
    _P.DELIVERY_WAY: "邮寄（邮政企业）",
    _P.DELIVERED_ON: "2026年3月12日",
    _P.RECIPIENT: "申请人",
    _P.RECEIPT_OF_DELIVERY: "邮件编号1234567890123",
    _P.OFFICE: "示例市人民政府外事办公室",
    _P.PHONE: "0527-00000000",
    _P.ADDRESS: "示例市示例路1号",
}
"""What a preview shows in each place; nobody's data."""
