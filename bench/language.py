"""The words offices write with, and sentences made of them: our own stock, no text of anybody.

Words fall off as words do in real texts: a few stand in nearly every document, most in very few. Documents
keep to a subject, so that a word of one subject is rare in the others. Two-character words dominate.
"""

import itertools
import random
from bisect import bisect


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SUBJECTS: dict[str, tuple[str, ...]] = {
    "因公出国": _words(
        "护照 签证 团组 出访 因公 证照 行前 照会 审批 经费 境外 公示 往返 航线 邀请 名单 领取 交还 期限 出境"
    ),
    "来华邀请": _words(
        "来华 邀请 外宾 外籍 核实 单位 事由 停留 洽谈 展会 访客 函件 出具 受理 企业 工厂 聘用 居留 入境 材料"
    ),
    "领事保护": _words(
        "领事 保护 求助 侨民 使馆 安全 提醒 遗失 事故 救助 值守 热线 家属 撤离 风险 预警 宣讲 社区 留学 劳务"
    ),
    "友好城市": _words(
        "友城 友好 结好 青年 交流 互访 市长 代表 签署 备忘 艺术 体育 夏令 学校 民间 纪念 周年 协会 合作 会见"
    ),
    "外语标识": _words(
        "标识 译写 规范 英文 车站 景区 医院 路牌 纠错 公共 场所 翻译 窗口 多语 检查 整改 文字 国际 导览 术语"
    ),
    "信息公开": _words(
        "公开 申请 答复 目录 指南 年报 主动 平台 栏目 条例 依法 政务 更新 保存 载体 监督 投诉 复议 诉讼 清理"
    ),
    "预算决算": _words(
        "预算 决算 收支 资产 拨款 支出 结余 三公 采购 绩效 科目 机关 运行 项目 财政 审计 会计 结转 编制 明细"
    ),
    "党的建设": _words(
        "党建 支部 学习 主题 教育 纪律 作风 廉政 党员 组织 宣传 志愿 谈心 表彰 先进 干部 培训 考核 责任 引领"
    ),
    "开放发展": _words(
        "口岸 物流 园区 外贸 投资 产业 农业 展销 出口 跨境 电商 港口 班列 招商 项目 落户 科技 花木 纺织 食品"
    ),
    "涉外安全": _words(
        "涉外 案件 应急 预案 演练 处置 报告 舆情 核查 联防 机制 排查 隐患 台账 通报 会商 研判 值班 演习 稳控"
    ),
}
GENERAL: tuple[str, ...] = _words(
    "工作 有关 单位 加强 组织 开展 要求 做好 管理 服务 落实 建设 全市 推进 按照 部门 提高 通知 "
    "规定 情况 进一步 保障 负责 完善 机制 及时 会议 活动 意见 "
    "实施 方案 办理 制定 完成 重点 发展 提升 协调 指导 统一 确保 认真 积极 群众 企业 社会 政策 "
    "措施 人员 时间 内容 方式 标准 程序 环节 流程 质量 效率 "
    "水平 能力 环境 基础 资源 数据 信息 系统 技术 研究 调查 总结 分析 评估 宣布 参加 出席 介绍 "
    "讲话 强调 指出 希望 表示 感谢 欢迎 友谊 城市 地区 县区 "
    "乡镇 街道 居民 学生 教师 专家 代表 记者 媒体 网站 电话 地址 邮箱 办公 大厅 窗口 预约 排队 "
    "叫号 收费 免费 节假日 元旦 春节 清明 端午 中秋 国庆 上午 "
    "下午 年度 季度 月底 日前 此前 今后 目前 同时 其中 此外 因此 根据 依据 参照 附件 表格 盖章 "
    "签字 复印 原件 扫描 邮寄 自取 快递 公章 授权 委托 代理 "
    "法人 证明 承诺 告知 补正 不予 准予 撤销 变更 延续 注销 恢复 废止 失效 修订 施行 解释 印发 "
    "转发 抄送 存档 保密 审核 复核 校对 签发 登记 编号 归档 "
    "移交"
)
PLACES = tuple(
    a + b + c
    for a, b, c in itertools.product(
        "青白清云龙凤石沙柳桃梅竹松金银玉东西南北", "河山湖溪桥塘庄圩集墩岗滩口湾", "镇乡村"
    )
)
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "文明华建国志强伟芳娜静敏丽军洋勇艳杰娟涛超秀霞平刚桂英宁雨晨欣怡子涵浩然思远"
COMPANIES = tuple(
    a + b + kind
    for a, b, kind in itertools.product(
        "恒瑞天海盛华东南嘉宏泰安", "达源丰信诚通泽润博晟", ("科技公司", "食品公司", "纺织公司")
    )
)
COUNTRIES = _words(
    "日本 韩国 德国 法国 英国 意大利 西班牙 荷兰 波兰 匈牙利 巴西 智利 秘鲁 泰国 越南 老挝 "
    "马来西亚 印度尼西亚 埃及 肯尼亚 南非 坦桑尼亚 澳大利亚 新西兰 "
    "加拿大 墨西哥 阿根廷 土耳其 沙特阿拉伯 哈萨克斯坦"
)
FRAMES = (
    "{a}{b}要{c}{d}，{e}{f}，{g}{h}{i}。",
    "各{a}应当{b}{c}，及时{d}{e}{f}。",
    "经{a}{b}，{c}{d}{e}{f}按{g}{h}。",
    "为{a}{b}{c}，现就{d}{e}的{f}{g}如下。",
    "{a}{b}期间，{c}{d}{e}，不得{f}{g}。",
    "对{a}{b}的，由{c}{d}{e}；{f}{g}的，{h}{i}。",
    "{a}和{b}{c}{d}，共同{e}{f}{g}。",
    "近日，{a}{b}{c}{d}在{e}{f}，{g}{h}{i}。",
)
ENGLISH = _words(
    "passport visa delegation office application notice city friendship exchange consular "
    "protection invitation foreign affairs service guide document annual report budget "
    "training school culture trade port project safety reminder hotline embassy student "
    "company document council meeting signed visited reviewed published"
)
JAPANESE = [
    "旅券",
    "査証",
    "代表団",
    "申請",
    "通知",
    "都市",
    "友好",
    "交流",
    "領事",
    "保護",
    "招待",
    "外事",
    "案内",
    "文書",
    "年報",
    "予算",
    "研修",
    "学校",
    "文化",
    "貿易",
    "港",
    "事業",
    "安全",
    "窓口",
    "電話",
    "大使館",
    "留学生",
    "企業",
    "会議",
    "訪問",
    "公開",
    "手続き",
]
KOREAN = [
    "여권",
    "비자",
    "대표단",
    "신청",
    "공고",
    "도시",
    "우호",
    "교류",
    "영사",
    "보호",
    "초청",
    "외사",
    "안내",
    "문서",
    "연보",
    "예산",
    "교육",
    "학교",
    "문화",
    "무역",
    "항구",
    "사업",
    "안전",
    "창구",
    "전화",
    "대사관",
    "유학생",
    "기업",
    "회의",
    "방문",
    "공개",
    "절차",
]
SLOTS = "abcdefghi"


class Stock:
    """Sentences ready to be drawn; the same for the same seed."""

    def __init__(self, seed: int) -> None:
        luck = random.Random(f"stock {seed}")
        self.general = _sentences(luck, GENERAL, (), 6000)
        self.subjects = {
            subject: _sentences(luck, GENERAL, words, 1500) for subject, words in SUBJECTS.items()
        }
        self.other = {
            "en": [_latin(luck, ENGLISH) for _ in range(800)],
            "ja": [_joined(luck, JAPANESE, "、", "について、", "します。") for _ in range(800)],
            "ko": [_joined(luck, KOREAN, " ", "에 관하여 ", " 합니다. ") for _ in range(800)],
        }


def falling(count: int) -> list[float]:
    """Cumulative weights of a word list in order of frequency."""
    return list(itertools.accumulate(1 / (place + 4) for place in range(count)))


def _sentences(luck: random.Random, general: tuple[str, ...], own: tuple[str, ...], count: int) -> list[str]:
    general_weights = falling(len(general))
    own_weights = falling(len(own)) if own else []

    def word() -> str:
        if own and luck.random() < 0.4:
            return own[bisect(own_weights, luck.random() * own_weights[-1])]
        return general[bisect(general_weights, luck.random() * general_weights[-1])]

    return [luck.choice(FRAMES).format_map({slot: word() for slot in SLOTS}) for _ in range(count)]


def _latin(luck: random.Random, words: tuple[str, ...]) -> str:
    return " ".join(luck.choices(words, k=luck.randint(6, 14))).capitalize() + ". "


def _joined(luck: random.Random, words: tuple[str, ...], between: str, about: str, end: str) -> str:
    return between.join(luck.choices(words, k=3)) + about + between.join(luck.choices(words, k=3)) + end
