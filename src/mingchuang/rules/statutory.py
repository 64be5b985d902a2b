"""The statutory list of what is published actively, and which of it concerns the office.

Whether an item concerns a municipal foreign affairs office is a default here; the office confirms it.
"Not applicable" always stands with its reason, never as a silent blank.
"""

from dataclasses import dataclass

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation

RULES = (
    Rule("statutory.art20", "法定主动公开内容十五项", disclosure_regulation("第二十条")),
    Rule("statutory.art21", "设区的市级政府及其部门另行主动公开的内容", disclosure_regulation("第二十一条")),
    Rule(
        "statutory.relevance",
        "各项与本机关是否相关的默认判断，由本机关确认；不相关的公开登记“不适用”及理由",
        Source("政府信息公开平台规格", "1（法定主动公开内容）", Tag.CONVENTION),
    ),
)


@dataclass(frozen=True, slots=True)
class StatutoryItem:
    """One item of the statutory list: its number in the article, what it holds, whether it concerns us.

    `reason` says why it does not, or, where it does, what the office publishes under it.
    """

    article: int
    number: int
    content: str
    relevant: bool
    reason: str

    @property
    def code(self) -> str:
        """Stable key, such as `20-5`."""
        return f"{self.article}-{self.number}"


ACTIVE_ITEMS: tuple[StatutoryItem, ...] = (
    StatutoryItem(20, 1, "行政法规、规章和规范性文件", True, "外事工作规范性文件和执行的法规、规章"),
    StatutoryItem(
        20,
        2,
        "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名",
        True,
        "本机关职能、内设机构、地址、时间、电话和负责人",
    ),
    StatutoryItem(
        20, 3, "国民经济和社会发展规划、专项规划、区域规划及相关政策", True, "外事工作规划、计划和政策"
    ),
    StatutoryItem(20, 4, "国民经济和社会发展统计信息", False, "本机关不承担法定统计职责"),
    StatutoryItem(
        20,
        5,
        "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果",
        True,
        "因公出国（境）、邀请外国人来华等对外服务事项",
    ),
    StatutoryItem(
        20,
        6,
        "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
        False,
        "本机关没有行政处罚、行政强制职权",
    ),
    StatutoryItem(20, 7, "财政预算、决算信息", True, "部门预算、决算，含因公出国（境）费用"),
    StatutoryItem(20, 8, "行政事业性收费项目及其依据、标准", True, "有收费项目时公开项目、依据、标准"),
    StatutoryItem(20, 9, "政府集中采购项目的目录、标准及实施情况", True, "本机关的集中采购"),
    StatutoryItem(20, 10, "重大建设项目的批准和实施情况", False, "本机关不审批、不实施重大建设项目"),
    StatutoryItem(
        20,
        11,
        "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况",
        False,
        "本机关不承担相关民生职责",
    ),
    StatutoryItem(
        20, 12, "突发公共事件的应急预案、预警信息及应对情况", True, "涉外突发事件的预案、预警和应对"
    ),
    StatutoryItem(
        20,
        13,
        "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况",
        False,
        "本机关不承担相关监督检查职责",
    ),
    StatutoryItem(20, 14, "公务员招考的职位、名额、报考条件等事项以及录用结果", True, "本机关的招考和录用"),
    StatutoryItem(
        20, 15, "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息", True, "其他应当公开的"
    ),
)
"""Art. 20, items 1 to 15, in order."""

LOCAL_ITEMS: tuple[StatutoryItem, ...] = (
    StatutoryItem(21, 1, "市政建设", False, "不属于本机关职责"),
    StatutoryItem(21, 2, "公共服务", True, "面向外国人和企业的公共服务"),
    StatutoryItem(21, 3, "公益事业", False, "不属于本机关职责"),
    StatutoryItem(21, 4, "土地征收", False, "不属于本机关职责"),
    StatutoryItem(21, 5, "房屋征收", False, "不属于本机关职责"),
    StatutoryItem(21, 6, "治安管理", False, "不属于本机关职责"),
    StatutoryItem(21, 7, "社会救助", False, "不属于本机关职责"),
)
"""Art. 21: what city governments and their departments add, by their local situation."""

STATUTORY_ITEMS: tuple[StatutoryItem, ...] = ACTIVE_ITEMS + LOCAL_ITEMS


def statutory_item(code: str) -> StatutoryItem:
    """The item with that code, such as `20-5`. Raises KeyError for an unknown one."""
    found = {item.code: item for item in STATUTORY_ITEMS}
    return found[code]


def relevance_reasons(relevant: bool, reason: str) -> list[Reason]:
    """Why a decision on an item's relevance cannot be recorded: "not applicable" needs its reason."""
    if relevant or reason.strip():
        return []
    return [Reason("not_applicable_without_reason", "标为“不适用”须写明理由，理由会向社会公开", "reason")]
