"""Who works in the demo office. Names are made up; passwords are made when the demo is filled."""

from dataclasses import dataclass

from mingchuang.rules.editions import FOREIGN
from mingchuang.rules.gates import GATE_LABELS, Gate
from mingchuang.rules.roles import Role

DIVISIONS: tuple[tuple[str, str], ...] = (
    ("secretariat", "秘书处"),
    ("abroad", "出国处"),
    ("foreigners", "涉外处"),
    ("exchange", "国交处"),
)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One account; `in_division` bounds the role to the person's own division."""

    username: str
    name: str
    division: str
    roles: tuple[Role, ...]
    in_division: bool = False
    languages: tuple[str, ...] = ("",)
    shows: str = ""


PEOPLE: tuple[DemoPerson, ...] = (
    DemoPerson("admin", "陆文博", "secretariat", (Role.ADMINISTRATOR,), shows="系统管理员"),
    DemoPerson("admin2", "秦若溪", "secretariat", (Role.ADMINISTRATOR,), shows="第二名系统管理员"),
    DemoPerson(
        "office", "沈书言", "secretariat", (Role.DISCLOSURE_OFFICER,), shows="秘书处处长，负责公开工作"
    ),
    DemoPerson("leader", "顾怀远", "secretariat", (Role.LEADER,), shows="分管领导"),
    DemoPerson("drafter-office", "林知夏", "secretariat", (Role.DRAFTER,), True, shows="秘书处起草人"),
    DemoPerson("drafter-abroad", "周予安", "abroad", (Role.DRAFTER,), True, shows="出国处起草人"),
    DemoPerson("drafter-foreigners", "许清和", "foreigners", (Role.DRAFTER,), True, shows="涉外处起草人"),
    DemoPerson("drafter-exchange", "宋以宁", "exchange", (Role.DRAFTER,), True, shows="国交处起草人"),
    DemoPerson("head-abroad", "蒋立诚", "abroad", (Role.DIVISION_HEAD,), True, shows="出国处处长"),
    DemoPerson("head-foreigners", "韩明远", "foreigners", (Role.DIVISION_HEAD,), True, shows="涉外处处长"),
    DemoPerson("head-exchange", "唐书瑶", "exchange", (Role.DIVISION_HEAD,), True, shows="国交处处长"),
    DemoPerson("secrecy", "魏正平", "secretariat", (Role.SECRECY_REVIEWER,), shows="保密审查员"),
    DemoPerson("political", "罗启明", "secretariat", (Role.POLITICAL_REVIEWER,), shows="政治关审核员"),
    DemoPerson("policy", "冯雅文", "exchange", (Role.POLICY_REVIEWER,), shows="政策关审核员"),
    DemoPerson("wording", "邓芷兰", "secretariat", (Role.WORDING_REVIEWER,), shows="文字关审核员"),
    DemoPerson("legal", "曹敬之", "foreigners", (Role.LEGAL_REVIEWER,), shows="法律关审核员"),
    DemoPerson("translator", "叶语涵", "exchange", (Role.TRANSLATOR,), languages=("en",), shows="英文翻译"),
    DemoPerson(
        "translator-ja", "白鹭青", "exchange", (Role.TRANSLATOR,), languages=("ja",), shows="日文翻译"
    ),
    DemoPerson(
        "translator-ko", "金叶岚", "exchange", (Role.TRANSLATOR,), languages=("ko",), shows="韩文翻译"
    ),
    *(
        DemoPerson(
            f"{gate.value}-foreign",
            name,
            "exchange",
            (Role(f"{gate.value}_reviewer"),),
            languages=FOREIGN,
            shows=f"外文版{GATE_LABELS[gate]}审核员（英、日、韩）",
        )
        for gate, name in zip(Gate, ("温如许", "方知远", "程亦舟", "陶然之", "钟立言"), strict=True)
    ),
    DemoPerson("supervisor", "高守正", "secretariat", (Role.SUPERVISOR,), shows="监督员（只读）"),
)

TRANSLATORS: dict[str, str] = {"en": "translator", "ja": "translator-ja", "ko": "translator-ko"}
FOREIGN_REVIEWERS: dict[Gate, str] = {gate: f"{gate.value}-foreign" for gate in Gate}
"""Who reads translations at each gate; nobody reads at two."""

DRAFTERS: dict[str, str] = {
    "secretariat": "drafter-office",
    "abroad": "drafter-abroad",
    "foreigners": "drafter-foreigners",
    "exchange": "drafter-exchange",
}
