"""What the demo office is asked, by whom, and what it answers. People and bodies are made up; their numbers
belong to nobody: the identity numbers are of people who would be far over a hundred years old."""

from dataclasses import dataclass, field
from typing import Any

from mingchuang.rules.identifiers.people import mod_11_2
from mingchuang.rules.requests.application import ApplicantType
from mingchuang.rules.requests.receiving import Channel

_T, _C = ApplicantType, Channel


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: `path` names how it goes, `ago` how many days ago it came.

    `gives` is the title of a table that goes with the reply.
    """

    ago: int
    path: str
    name: str
    document: str
    channel: Channel = Channel.ONLINE
    applicant_type: ApplicantType = ApplicantType.NATURAL_PERSON
    features: str = ""
    number: str = ""
    outcome: str = ""
    information: str = ""
    gives: str = ""
    said: dict[str, Any] = field(default_factory=dict)


def identity_number(serial: int) -> str:
    """A number whose check digit fits and whose bearer was born in the nineteenth century."""
    first = f"3213021850{serial % 12 + 1:02d}{serial % 28 + 1:02d}{serial:03d}"
    return first + mod_11_2(first)


BUDGET = "{last}年因公出国（境）经费预算为86.40万元，决算为82.15万元，共组织团组11个、38人次。"
TRAINING = "{last}年举办因公出国（境）行前教育6期，参加412人次，课件目录随附。"

ASKED: tuple[Asked, ...] = (
    # --- the year before last and last year: answered in every way -----------------------------------
    Asked(
        690, "answered", "欧阳青禾", "因公出国（境）经费预算和决算", outcome="grant", information=BUDGET,
        gives="{last}年因公出国（境）团组计划表",
    ),
    Asked(
        655, "answered", "江北远航贸易公司", "外国人来华邀请办理规程", _C.SIGNED_POST, _T.COMMERCIAL,
        outcome="grant_published", said={"link": "https://wsb.example.gov.cn/c/normative-documents/"},
    ),
    Asked(
        640, "answered", "湖畔农业研究所", "境外农业合作项目评估报告", _C.EMAIL, _T.RESEARCH, outcome="partial",
        information="项目名称、合作方、合作期限和投资总额见附表。",
        said={"ground": "process", "reason": "评估会议的讨论记录属于过程性信息，公开会影响后续谈判。",
              "withheld": "评估会议讨论记录"},
    ),
    Asked(
        622, "answered", "司空映雪", "领事磋商来往电报", outcome="deny_state_secret",
        said={"ground": "state_secret", "reason": "该件标有国家秘密标志，尚在保密期限内。"},
    ),
    Asked(
        604, "answered", "闻人一舟", "外籍人员办证登记表", _C.ORDINARY_POST, outcome="deny_law_forbids",
        said={"ground": "law_forbids", "reason": "登记表载有他人护照和住址，法律规定不得向他人提供。",
              "law": "《中华人民共和国个人信息保护法》第十条"},
    ),
    Asked(
        585, "answered", "南风传媒公司", "重要外宾接待安全方案", _C.IN_PERSON, _T.COMMERCIAL,
        outcome="deny_safety",
        said={"ground": "safety", "reason": "方案载有警卫路线和力量部署，公开会危及公共安全。"},
    ),
    Asked(
        566, "consulted_objecting", "端木知秋", "企业境外投资推介材料", _C.EMAIL, outcome="deny_third_party",
        said={"ground": "third_party", "reason": "材料含企业报价和客户名单，企业不同意公开且理由合理。"},
    ),
    Asked(
        548, "answered", "钟离子墨", "本机关公务用车调度表", outcome="deny_internal",
        said={"ground": "internal", "reason": "调度安排属于后勤管理方面的内部事务信息。"},
    ),
    Asked(
        530, "reviewed_maintained", "公孙浩然", "外事工作要点征求意见稿", outcome="deny_process",
        said={"ground": "process", "reason": "征求意见稿属于行政过程中形成的讨论稿，尚未确定。"},
    ),
    Asked(
        511, "answered", "慕容晚晴", "违规出国案件调查笔录", _C.SIGNED_POST, outcome="deny_enforcement_file",
        said={"ground": "enforcement_file", "reason": "调查笔录属于行政执法案卷信息。"},
    ),
    Asked(
        493, "answered", "宿豫法律服务所", "某公司登记档案", _C.IN_PERSON, _T.LEGAL_SERVICE,
        outcome="deny_special",
        said={"law": "企业信息公示暂行条例", "reason": "登记档案应当依照企业登记档案查询的规定查询。"},
    ),
    Asked(
        474, "answered", "令狐清远", "1988年友城签约仪式录像", _C.ORDINARY_POST, outcome="unable_not_exist",
        said={"reason": "经检索，本机关没有制作或者保存该录像。"},
    ),
    Asked(
        455, "answered", "皇甫若谷", "外国人工作许可年度数据", outcome="unable_not_ours",
        said={"reason": "工作许可由科技部门办理。", "responsible_body": "宿迁市科学技术局",
              "responsible_contact": "0527-80000111"},
    ),
    Asked(
        437, "answered", "运河文化促进会", "近十年外宾国籍分类汇总", _C.EMAIL, _T.SOCIAL,
        outcome="unable_need_create", said={"reason": "本机关没有现成的分类汇总，需要逐件查阅后另行制作。"},
    ),
    Asked(
        419, "corrected_unclear", "申屠景行", "外事方面的材料", outcome="unable_unclear",
        said={"reason": "补正后仍未说明所需信息的名称、文号或者其他特征。"},
    ),
    Asked(
        401, "answered", "夏侯安然", "反映邻里翻译服务收费", _C.FAX, outcome="refuse_petition",
        said={"reason": "来件内容为投诉，已告知通过信访渠道提出。"},
    ),
    Asked(
        384, "answered", "欧阳青禾", "因公出国（境）经费预算和决算", outcome="refuse_repeat",
        said={"earlier_reply": "宿外公开答〔{last}〕1号", "earlier_reply_on": "{last}-01-15",
              "reason": "与先前申请的内容相同，本机关已经答复。"},
    ),
    Asked(
        366, "answered", "星河出版服务社", "《宿迁外事年鉴》全书", _C.IN_PERSON, _T.OTHER_ORG,
        outcome="refuse_publication", said={"reason": "所申请的是公开发行的年鉴，可以向出版单位购买。"},
    ),
    Asked(
        352, "excessive", "轩辕问天", "历年各团组全部单据", outcome="refuse_excessive",
        said={"counts": 62, "counts_period": "{last}年1月至3月",
              "reason": "申请的数量、频次明显超过合理范围，说明的理由不合理。"},
    ),
    Asked(
        338, "answered", "诸葛南乔", "请确认先前答复内容属实", _C.EMAIL, outcome="refuse_reconfirm",
        said={"basis": "《中华人民共和国政府信息公开条例》第三十六条", "reason": "该信息申请人已经获取，要求重新确认。"},
    ),
    Asked(326, "uncorrected", "澹台若水", "有关涉外会议的情况", _C.ORDINARY_POST),
    Asked(312, "unpaid", "远山数据公司", "近五年外事活动全部文件", _C.IN_PERSON, _T.COMMERCIAL),
    # --- this year ---------------------------------------------------------------------------------------
    Asked(
        296, "paid", "云栖咨询公司", "近三年团组总结报告", _C.SIGNED_POST, _T.COMMERCIAL, outcome="grant",
        information="近三年团组总结报告共41份，复制件随附。",
    ),
    Asked(
        280, "extended", "长孙微雨", "国际友人名录和来访记录", outcome="partial",
        information="来访单位、国别和日期见附表。",
        said={"ground": "third_party", "reason": "来访个人的姓名和联系方式属于个人隐私。",
              "withheld": "来访个人的姓名和联系方式"},
    ),
    Asked(
        262, "consulted_agreeing", "宇文承欢", "与开发区共同制定的服务指南", _C.EMAIL, outcome="grant",
        information="服务指南全文随附，共12页。",
    ),
    Asked(
        245, "corrected", "上官云起", "涉外活动补贴标准", outcome="grant",
        information="补贴按市级会议费管理办法执行，标准见该办法附件。",
    ),
    Asked(228, "withdrawn", "呼延长风", "外语志愿者招募名单", _C.FAX),
    Asked(
        210, "lost_and_anew", "拓跋知夏", "友城互访经费明细", _C.IN_PERSON, outcome="deny_process",
        information="友城互访经费明细见附表。",
        said={"ground": "process", "reason": "明细尚在审计，属于过程性信息。"},
    ),
    Asked(
        186, "sued", "东方既白", "外事翻译服务采购评审情况汇总", outcome="unable_need_create",
        said={"reason": "评审情况分散在各次采购的档案中，没有现成的汇总，需要逐件查阅后另行制作。"},
    ),
    Asked(168, "turned", "独孤远山", "因公出国（境）行前教育安排", outcome="grant", information=TRAINING),
    Asked(
        150, "answered", "即墨书白", "涉外突发事件应急预案", outcome="grant",
        information="涉外突发事件应急预案全文随附。联系人：南宫一诺，电话13800000000。",
    ),
    Asked(
        128, "answered", "百里晨曦", "涉外突发事件应急预案", _C.IN_PERSON, outcome="grant",
        information="涉外突发事件应急预案全文随附。",
    ),
    Asked(
        104, "late", "南荣雨桐", "公务护照管理办法", _C.SIGNED_POST, outcome="grant",
        information="公务护照管理办法全文随附。",
    ),
    Asked(
        83, "voided", "濮阳思齐", "涉外突发事件应急预案", _C.EMAIL, outcome="grant",
        information="涉外突发事件应急预案全文随附。",
    ),
    # --- open ---------------------------------------------------------------------------------------------
    Asked(58, "forgotten", "太史清扬", "外事礼品登记管理规定"),
    Asked(40, "consulting", "仲孙闻笛", "企业境外参展补助名单", _C.SIGNED_POST, features="含补助金额和用途。"),
    Asked(36, "extending", "公冶长明", "国际会议承办情况", _C.IN_PERSON),
    Asked(27, "taken_on", "巫马平川", "外国专家服务站设置方案"),
    Asked(24, "fee_pending", "海岳信息公司", "历年出访报告全文", _C.IN_PERSON, _T.COMMERCIAL),
    Asked(
        20, "decided", "乐正弦歌", "外事服务窗口工作规范", outcome="grant", information="工作规范全文随附。",
    ),
    Asked(
        16, "in_review", "漆雕凌霄", "APEC商务旅行卡办理统计", _C.EMAIL, outcome="grant",
        information="{last}年受理APEC商务旅行卡申请63件，办结61件。",
    ),
    Asked(13, "reasons_asked", "轩辕问天", "历年全部会议签到表"),
    Asked(9, "correcting", "壤驷子衿", "那次涉外活动的材料", _C.FAX),
    Asked(2, "untouched", "宗政怀瑾", "外语标识检查结果", _C.IN_PERSON),
    Asked(1, "unconfirmed", "司徒望舒", "友城奖学金办法"),
    Asked(1, "unproven", "赫连云起", "随便问问"),
)  # fmt: skip
"""Oldest first. Every outcome of the Regulation and the form stands here once at least."""
