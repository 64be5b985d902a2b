"""The words and shapes by which the left edge of an issuer is told. Knowledge of the language only.

There is no list of issuers: any office may have one tomorrow.
"""

import re


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_FIRM = """
以 按 见 的 了 是 被 把 由 在 为 及 与 或 其 该 此 号 们 给 已 未 年 款 虽 而 之
按照 依照 遵照 参照 参考 借鉴 比照 对照 根据 依据 基于 鉴于 关于 对于 属于 参见 详见 参阅 查阅 查看 查询
请问 阅读
以下简称 以上简称 下称 简称 名称 作出 做出 发出 提出 印发 转发 颁发 下发 核发 签发 制发 联发 补发 所发
公布 发布 颁布 出台 制定 制订 起草 通过 批准 同意 收到 接到 贯彻 落实 实施 施行 遵循 遵守 违反 违背 符合
满足 享受 学习 传达 宣传 围绕 结合 针对 适用 引用 援引 沿用 使用 采用 涉及 包括 包含 替代 取代 代替 停止
废止 修改 修订 修正 按规定 通知 意见 公告 通告 决定 规定 细则 条例 通报 决议 批复 请示 来函 来文 复函
文件 文号 字号 编号 附件 附录 其中 例如 譬如 以及 或者 并且 而且 有关 相关 现行 上述 下列 如下 上级
目前 现将 所附 解释 答复 纪要 公报 裁定 判决 裁决 文书 证书 全文 原文 标题 内容 依法 违法 撤销 取消
变更 确认 认为 提交 报送 呈报 上报 抄送 送达 摘自 来自 源自 出自 引自
"""
# No issuer contains these. Every place where one ends is wanted, overlapping ones included.
# 第 ends one too, but not in 浙江省第十二届人民代表大会.
FIRM = re.compile(rf"(?=({_any_of(_FIRM)}|第(?![一二三四五六七八九十]{{1,3}}届)))")

# Issuers do contain these; the look-aheads are the places and fields whose names begin with them
# (和田, 经信, 自然资源, 对外, 从化, 于都, 如皋, 本溪, 原阳, 同仁, 将乐, 即墨, 依安, 向阳).
LOOSE = re.compile(
    r"(?=(和(?![田平县龙硕政静林顺])|经(?![济贸信营开合发])|(?<!数)据|自(?![然治贡])|对(?!外)|从(?![江化])"
    r"|于(?![都洪田])|并|且(?!末)|如(?![皋东])|将(?!乐)|原(?![阳平州])|本(?!溪)|等|至|即(?!墨)|依(?![安兰])"
    r"|向(?!阳)|同(?![仁江心德])|用|到|照|因|则|后|前|中|内|现|凡|含|除|有|若(?!羌)|均|执行|继续"
    r"|办法|方案|规划|计划|标准|目录|清单|指南|规程|规范|规则|报告|合同|制度|政策|要求|精神|工作|政府))"
)

JOINING = re.compile(r"和(?![田平县龙硕政静林顺])|暨")
PHRASE_ENDS = frozenset("》〉）)」』”】〕]")

# The same words around the full names of organs.
BEFORE_ORGAN = re.compile(
    r"[我贵][院部局委办厅会署司处]|经(?![济贸信营开合])|自(?![治然贡由])|对(?!外)|(?<!数)据"
    r"|办法|方案|目录|标准|[部委局署院会厅]和"
    r"|\A(?:和(?![田平县龙硕政静林顺])|本(?!溪)|原(?![阳平州])|同(?![仁江心德])|如(?![皋东])|从(?![江化])"
    r"|于(?![都洪田])|至|即(?!墨)|依(?![安兰])|向(?!阳)|将(?!乐)|并|且(?!末)|等|凡)"
)

_PLACES = "京津沪渝冀晋蒙辽吉黑苏浙皖闽赣鲁豫鄂湘粤桂琼川蜀黔贵滇云藏陕秦甘陇青宁新穗深"
# Central organs' code words begin with these; what may follow keeps ordinary words (国家, 中国, 公司)
# out, the empty alternative of 法 is 法〔1998〕86号.
_CENTRAL = (
    r"国[办发函令税土资科食药林环质市卫教统能海铁民知机保密档标认粮旅文气地安电建开动医移疾经体烟邮管数]"
    r"|国(?:人防|中医|合发|合函)|中[发办组宣政纪央编共统农气地证银]|法(?:[释发办复函研民刑行执（]|\Z)"
    r"|高检|公[通治交境办发消信网经法安]|民[发函办政]|司[发办法规]|人[社力防]|文[旅市物化]|厅|外"
    r"|工信|发改|市监|应急|自然资|退役|医保|证监|保监|银[保监发办]|审[计法]"
)
_MINISTRIES = "财税教劳建交水农商卫银审环林海厅外"
BEGINS_CENTRAL = re.compile(rf"[{_PLACES}]|{_CENTRAL}")
BEGINS_MINISTRY = re.compile(rf"[{_MINISTRIES}]")
CITY = re.compile(r"[一-鿿]{1,3}(?:政|府|委|党|外[办事发]|人社|建|财|教|发改)[一-鿿]{0,6}\Z")
ENDING = re.compile(r"(?:[发办函规字文通电令告复批府政委]|规范)\Z")

# Code words of one character (法〔1998〕86号).
LONE = frozenset("法财教公建商银审农水文卫劳税环民司人")
# What is left of a phrase whose issuer is missing: 的通知〔2022〕5号.
NO_ISSUER = frozenset("字号发函办令文通") | frozenset(
    [
        "通知",
        "公告",
        "通告",
        "意见",
        "决定",
        "文件",
        "文号",
        "字号",
        "发文",
        "编号",
        "公报",
        "通报",
        "批复",
        "规定",
    ]
)

# Certificates of land and houses are numbered alike but are no documents of an office.
CERTIFICATES = ("国用", "集用", "房权证", "房地权证", "房地证", "他项", "林证字", "产权证")

SELF = r"[我本贵][院部局委办厅会署司处市省县区]"
ORGAN_END = r"(?:法院|检察院|人民政府(?!办公)|办公厅|办公室|委员会)"
# No code word ends so: what follows 人民政府 belongs to the organ's name (人民政府外事办公室).
ORGAN_TAILS = ("办公室", "办公厅", "委员会", "局", "厅")
LOCAL_ORGAN = re.compile(
    r"([一-鿿]{0,6})[省市县区州盟旗][一-鿿]{0,10}?(?:局|厅|委(?!外办|办|编办)|政府|办|院|会)"
)
BUREAU = re.compile(r"[一-鿿]{2,5}?[局司]")
SHORT_ORGAN = re.compile(r"[一-鿿]{2,5}?[局厅委办部院署]")
