"""How long each period is, and where that is said. `clocks` counts with these.

Where the law says nothing, the length is a convention: the default of an argument, never told to the
public as law.
"""

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

LITIGATION_INTERPRETATION = "最高人民法院关于适用〈行政诉讼法〉的解释（法释〔2018〕1号）"

CONFIRMATION_WORKDAYS = 0
CORRECTION_NOTICE_WORKDAYS = 7
CORRECTION_WORKDAYS = 10
REASONS_WORKDAYS = 10
REPLY_WORKDAYS = 20
EXTENSION_LIMIT = 20
OPINION_WORKDAYS = 15
OTHER_AGENCY_WORKDAYS = 15
PAYMENT_WORKDAYS = 20
RECORD_CORRECTION_WORKDAYS = 20
REVIEW_DAYS = 60
SUIT_MONTHS = 6
SUIT_AFTER_REVIEW_DAYS = 15
REVIEW_DECISION_DAYS = 60
REVIEW_EXTENSION_DAYS = 30
SIMPLIFIED_REVIEW_DAYS = 30
REVIEW_ANSWER_WORKDAYS = 10
SIMPLIFIED_REVIEW_ANSWER_WORKDAYS = 5
DEFENCE_DAYS = 15


def _convention(article: str) -> Source:
    return Source(DISCLOSURE_REGULATION, article, Tag.CONVENTION)


CONFIRMATION = Rule(
    "requests.confirmation",
    "互联网、传真、电子邮件和平常信函收到的申请，在收到当日（遇休息日为下一个工作日）与申请人确认",
    _convention("第三十一条（确认的时间为约定）"),
)
CORRECTION_NOTICE = Rule(
    "C2",
    "申请内容不明确的，自收到申请之日起7个工作日内一次性告知补正",
    disclosure_regulation("第三十条"),
)
CORRECTION_PERIOD = Rule(
    "C3",
    "补正期限由本机关合理确定，默认自申请人收到补正告知书之日起10个工作日；无正当理由逾期不补正的，视为放弃申请",
    _convention("第三十条（合理期限的长短为约定）"),
)
REPLY = Rule(
    "C4",
    "自收到申请之日起20个工作日内答复；补正的，自收到补正的申请之日起计算",
    disclosure_regulation("第三十条、第三十三条第二款"),
)
EXTENSION = Rule(
    "C5",
    "需要延长答复期限的，经政府信息公开工作机构负责人同意并告知申请人，最长不超过20个工作日",
    disclosure_regulation("第三十三条第二款"),
)
EXTENSION_ONCE = Rule(
    "requests.extension_once",
    "答复期限只延长一次，且在期限届满前告知申请人；补正或者缴费以后期限重新起算的，之前的延长不再计入",
    Source(DISCLOSURE_REGULATION, "第三十三条第二款", Tag.DERIVED),
)
THIRD_PARTY = Rule(
    "C6",
    "第三方自收到征求意见书之日起15个工作日内提出意见；逾期未提出的，由本机关依照条例决定是否公开",
    disclosure_regulation("第三十二条"),
)
CO_MAKER = Rule(
    "C7",
    "共同制作机关自收到征求意见书之日起15个工作日内提出意见；逾期未提出的，视为同意公开",
    disclosure_regulation("第三十四条"),
)
OTHER_AGENCY = Rule(
    "C8",
    "征求其他机关意见的，条例未定期限；默认15个工作日，到期催办",
    _convention("第三十三条第三款（期限为约定）"),
)
DELAYED = Rule(
    "C9",
    "申请的数量、频次明显超过合理范围但理由合理、无法按期答复的，可以确定延迟答复的合理期限并告知申请人",
    disclosure_regulation("第三十五条"),
)
DELAY_SUSPENDED = Rule(
    "requests.delay_suspended",
    "确定延迟答复的期限以后才发出征求意见书的，所需时间同样不计入该期限；确定以前发出的，已在确定期限时考虑",
    _convention("第三十五条（参照第三十三条第三款，为约定）"),
)
REASONS_BEFORE_REFUSAL = Rule(
    "requests.reasons_before_refusal",
    "以大量反复申请、理由不合理为由不予处理的，说明理由告知书须已送达，并且申请人已经说明理由或者说明期限已满",
    Source(DISCLOSURE_REGULATION, "第三十五条", Tag.DERIVED),
)
REASONS = Rule(
    "requests.reasons",
    "要求申请人说明理由的，默认给10个工作日；条例未规定此间中止，答复期限照常计算",
    _convention("第三十五条（期限与不中止为约定）"),
)
PAYMENT = Rule(
    "C10",
    "申请人自收到收费通知次日起20个工作日内缴纳；逾期未缴纳的，视为放弃申请",
    Source(FEE_RULES, "第六条", Tag.SECONDARY),
)
RESTART_AFTER_PAYMENT = Rule(
    "requests.restart_after_payment",
    "缴费后，答复期限从完成缴费次日起重新计算（未见原文，可由本机关关闭）",
    Source(FEE_RULES, "第六条", Tag.UNVERIFIED),
)
LATE_CORRECTION_NOTICE = Rule(
    "requests.late_correction_notice",
    "超过7个工作日才告知补正的，答复期限仍自最初收到之日起计算",
    _convention("第三十条（逾期告知的后果为约定）"),
)
SUSPENSION_ENDS = Rule(
    "requests.suspension_ends",
    "征求意见自发出之日起不计入期限，到收到意见之日为止；第三方和共同制作机关至迟到其意见期限届满之日"
    "（收到日期没有登记的，暂从发出之日起算）；"
    "答复期限届满之日及以后才发出的，不再扣除",
    _convention("第三十三条第三款（起止日为约定）"),
)
RECORD_CORRECTION = Rule(
    "requests.record_correction",
    "要求更正本人信息记录的，条例未定期限；默认20个工作日内处理并告知",
    _convention("第四十一条（期限为约定）"),
)

REVIEW_APPLICATION = Rule(
    "C12",
    "自知道或者应当知道该行政行为之日起60日内申请行政复议；未告知权利、机关和期限的，自知道之日起算，最长不超过1年",
    Source(REVIEW_LAW, "第二十条", Tag.PRIMARY),
)
DIRECT_SUIT = Rule(
    "C13",
    "直接起诉的，自知道或者应当知道作出行政行为之日起6个月内提出；未告知起诉期限的，最长不超过1年",
    Source(LITIGATION_LAW, "第四十六条；法释〔2018〕1号第六十四条", Tag.PRIMARY),
)
SUIT_OVER_SILENCE = Rule(
    "C14",
    "不答复的，可以在答复期限届满之日起6个月内起诉",
    Source(LITIGATION_INTERPRETATION, "第六十六条", Tag.PRIMARY),
)
SUIT_AFTER_REVIEW = Rule(
    "C15",
    "不服复议决定的，自收到复议决定书之日起15日内起诉；复议机关逾期不决定的，自复议期满之日起15日内起诉",
    Source(LITIGATION_LAW, "第四十五条；行政复议法第三十四条", Tag.PRIMARY),
)
REVIEW_DECISION = Rule(
    "C16",
    "复议机关自受理之日起60日内决定，可以延长最多30日；简易程序30日",
    Source(REVIEW_LAW, "第六十二条", Tag.PRIMARY),
)
REVIEW_SUSPENDED = Rule(
    "requests.review_suspended",
    "复议机关中止审理的，自中止次日起至恢复之日止不计入复议决定的期限，恢复以后顺延；中止期间不视为逾期不决定；"
    "本机关提交复议答复的期限照常计算",
    Source(REVIEW_LAW, "第三十九条（不计入的起止日、答复期限不中止为约定）", Tag.CONVENTION),
)
REVIEW_ANSWER = Rule(
    "C17",
    "自收到复议申请书副本之日起10日内提出书面答复并提交证据；简易程序5日，均为工作日",
    Source(REVIEW_LAW, "第四十八条、第五十四条、第七十条、第八十八条", Tag.PRIMARY),
)
SUIT_DEFENCE = Rule(
    "C18",
    "自收到起诉状副本之日起15日内提交答辩状和证据",
    Source(LITIGATION_LAW, "第六十七条", Tag.PRIMARY),
)
REPORT_DEPARTMENT = Rule(
    "C19",
    "每年1月31日前向主管部门提交上一年度报告并向社会公布；本市另有更早规定的，从其规定",
    Source(DISCLOSURE_REGULATION, "第四十九条第一款", Tag.PRIMARY),
)
REPORT_DAY_COUNTS = Rule(
    "requests.report_day_counts",
    "1月31日当日提交、公布的，视为在31日前",
    Source(DISCLOSURE_REGULATION, "第四十九条第一款", Tag.UNVERIFIED),
)
REPORT_GOVERNMENT = Rule(
    "C20",
    "每年3月31日前公布本级政府上一年度报告",
    Source(DISCLOSURE_REGULATION, "第四十九条第二款", Tag.PRIMARY),
)

RULES = (
    CONFIRMATION,
    CORRECTION_NOTICE,
    CORRECTION_PERIOD,
    REPLY,
    EXTENSION,
    EXTENSION_ONCE,
    THIRD_PARTY,
    CO_MAKER,
    OTHER_AGENCY,
    DELAYED,
    DELAY_SUSPENDED,
    REASONS,
    REASONS_BEFORE_REFUSAL,
    PAYMENT,
    RESTART_AFTER_PAYMENT,
    LATE_CORRECTION_NOTICE,
    SUSPENSION_ENDS,
    RECORD_CORRECTION,
    REVIEW_APPLICATION,
    DIRECT_SUIT,
    SUIT_OVER_SILENCE,
    SUIT_AFTER_REVIEW,
    REVIEW_DECISION,
    REVIEW_SUSPENDED,
    REVIEW_ANSWER,
    SUIT_DEFENCE,
    REPORT_DEPARTMENT,
    REPORT_DAY_COUNTS,
    REPORT_GOVERNMENT,
)
