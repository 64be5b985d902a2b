"""The statutory form of the annual report, one for each time it changed: tables, rows, columns, labels.

A report is written, read and checked by the form of its own year; an old report never becomes wrong because
the form changed later. Row and column keys are those of the JSON format, labels are printed on the form.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mingchuang.rules.refusals import Refused
from mingchuang.rules.source import Rule, Source, Tag, disclosure_regulation


class Table(StrEnum):
    """The three tables, by their keys in the JSON format."""

    ACTIVE = "active"  # 表二
    REQUESTS = "requests"  # 表三
    DISPUTES = "review_litigation"  # 表四


class CellKind(StrEnum):
    """What a cell may hold."""

    COUNT = "count"  # a whole number of 0 or more
    CHANGE = "change"  # a whole number, with its sign
    AMOUNT = "amount"  # 万元, 0 or more, decimals allowed


@dataclass(frozen=True, slots=True)
class Line:
    """One number of table 2: its place, what it is, and the heads it stands under."""

    block: str
    label: str
    column: str
    column_label: str
    kind: CellKind = CellKind.COUNT
    single: bool = False  # the block holds one number a row, without column keys

    @property
    def row(self) -> str:
        """The row key as findings print it."""
        return self.block if self.single else f"{self.block}.{self.label}"


@dataclass(frozen=True, slots=True)
class Form:
    """A version of the form. `sections` gives the head of each run of rows of table 3, by its first row."""

    version: str
    document: str
    active: tuple[Line, ...]
    blocks: Mapping[str, str]
    rows: Mapping[str, str]
    sections: Mapping[str, str]

    @property
    def results(self) -> tuple[str, ...]:
        """The rows of decisions, which add up to the total."""
        return tuple(key for key in self.rows if key not in _NOT_RESULTS)


CHAPTERS: tuple[str, ...] = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
ACTIVE_CHAPTER, REQUESTS_CHAPTER, DISPUTES_CHAPTER = 1, 2, 3

COLUMNS: Mapping[str, str] = {
    "natural_person": "自然人",
    "commercial": "商业企业",
    "research": "科研机构",
    "social": "社会公益组织",
    "legal_service": "法律服务机构",
    "other_org": "其他",
    "total": "总计",
}
"""Columns of table 3: applicants, then the total."""

APPLICANTS: tuple[str, ...] = tuple(key for key in COLUMNS if key != "total")

DISPUTE_BLOCKS: Mapping[str, str] = {
    "review": "行政复议",
    "litigation_direct": "行政诉讼：未经复议直接起诉",
    "litigation_after_review": "行政诉讼：复议后起诉",
}
DISPUTE_COLUMNS: Mapping[str, str] = {
    "maintained": "结果维持",
    "corrected": "结果纠正",
    "other": "其他结果",
    "pending": "尚未审结",
    "total": "总计",
}
OUTCOMES: tuple[str, ...] = tuple(key for key in DISPUTE_COLUMNS if key != "total")

ROW_GROUPS: tuple[str, ...] = ("refuse", "unable", "nohandle", "other")
"""Numbered rows of table 3 begin with one of these; a city may have added a number."""

_BEFORE_OTHER: Mapping[str, str] = {
    "new": "一、本年新收政府信息公开申请数量",
    "carried_in": "二、上年结转政府信息公开申请数量",
    "granted": "（一）予以公开",
    "partial": "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "refuse_1": "1.属于国家秘密",
    "refuse_2": "2.其他法律行政法规禁止公开",
    "refuse_3": "3.危及“三安全一稳定”",
    "refuse_4": "4.保护第三方合法权益",
    "refuse_5": "5.属于三类内部事务信息",
    "refuse_6": "6.属于四类过程性信息",
    "refuse_7": "7.属于行政执法案卷",
    "refuse_8": "8.属于行政查询事项",
    "unable_1": "1.本机关不掌握相关政府信息",
    "unable_2": "2.没有现成信息需要另行制作",
    "unable_3": "3.补正后申请内容仍不明确",
    "nohandle_1": "1.信访举报投诉类申请",
    "nohandle_2": "2.重复申请",
    "nohandle_3": "3.要求提供公开出版物",
    "nohandle_4": "4.无正当理由大量反复申请",
    "nohandle_5": "5.要求行政机关确认或重新出具已获取信息",
}
_OTHER_THREE: Mapping[str, str] = {
    "other_1": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "other_2": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
    "other_3": "3.其他",
}
_ENDING: Mapping[str, str] = {"total": "（七）总计", "carried_out": "四、结转下年度继续办理"}
_SECTIONS: Mapping[str, str] = {
    "granted": "三、本年度办理结果",
    "refuse_1": "（三）不予公开",
    "unable_1": "（四）无法提供",
    "nohandle_1": "（五）不予处理",
}
_NOT_RESULTS = frozenset({"new", "carried_in", *_ENDING})


def _rows(other: Mapping[str, str]) -> dict[str, str]:
    return {**_BEFORE_OTHER, **other, **_ENDING}


def _lines(
    block: str, labels: tuple[str, ...], columns: Mapping[str, tuple[str, CellKind]]
) -> tuple[Line, ...]:
    return tuple(
        Line(block, label, column, head, kind) for label in labels for column, (head, kind) in columns.items()
    )


def _single(block: str, column: str, label: str, head: str, kind: CellKind = CellKind.COUNT) -> Line:
    return Line(block, label, column, head, kind, single=True)


_NORMS_2019 = {
    "made_this_year": ("本年新制作数量", CellKind.COUNT),
    "newly_public_this_year": ("本年新公开数量", CellKind.COUNT),
    "total_public": ("对外公开总数量", CellKind.COUNT),
}
_ITEMS_2019 = {
    "previous_year_items": ("上一年项目数量", CellKind.COUNT),
    "change": ("本年增/减", CellKind.CHANGE),
}
_DECISIONS_2019 = {**_ITEMS_2019, "decisions": ("处理决定数量", CellKind.COUNT)}
_PURCHASES_2019 = {
    "items": ("采购项目数量", CellKind.COUNT),
    "amount": ("采购总金额（单位：万元）", CellKind.AMOUNT),
}
_NORMS_2021 = {
    "issued_this_year": ("本年制发件数", CellKind.COUNT),
    "repealed_this_year": ("本年废止件数", CellKind.COUNT),
    "in_force": ("现行有效件数", CellKind.COUNT),
}
_DECISIONS = "本年处理决定数量"
_BLOCKS: Mapping[str, str] = {
    "art20_1": "第二十条第（一）项",
    "art20_5": "第二十条第（五）项",
    "art20_6": "第二十条第（六）项",
    "art20_8": "第二十条第（八）项",
    "art20_9": "第二十条第（九）项",
}

FORM_2019 = Form(
    "2019",
    "国办公开办函〔2019〕60号",
    (
        *_lines("art20_1", ("规章", "规范性文件"), _NORMS_2019),
        *_lines("art20_5", ("行政许可", "其他对外管理服务事项"), _DECISIONS_2019),
        *_lines("art20_6", ("行政处罚", "行政强制"), _DECISIONS_2019),
        *_lines("art20_8", ("行政事业性收费",), _ITEMS_2019),
        *_lines("art20_9", ("政府集中采购",), _PURCHASES_2019),
    ),
    _BLOCKS,
    _rows({"other": "（六）其他处理"}),
    _SECTIONS,
)
FORM_2021 = Form(
    "2021",
    "国办公开办函〔2021〕30号",
    (
        *_lines("art20_1", ("规章", "行政规范性文件"), _NORMS_2021),
        _single("art20_5", "行政许可", "行政许可", _DECISIONS),
        _single("art20_6", "行政处罚", "行政处罚", _DECISIONS),
        _single("art20_6", "行政强制", "行政强制", _DECISIONS),
        _single(
            "art20_8",
            "行政事业性收费_万元",
            "行政事业性收费",
            "本年收费金额（单位：万元）",
            CellKind.AMOUNT,
        ),
    ),
    {key: head for key, head in _BLOCKS.items() if key != "art20_9"},
    _rows(_OTHER_THREE),
    {**_SECTIONS, "other_1": "（六）其他处理"},
)
FORMS: Mapping[str, Form] = {form.version: form for form in (FORM_2019, FORM_2021)}

FIRST_YEAR, LAST_YEAR_OF_2019_FORM = 2019, 2020

RULES = (
    Rule(
        "annual_report.contents",
        "年度报告六章：主动公开、收到和处理申请、复议诉讼、问题和改进等情况",
        disclosure_regulation("第五十条"),
    ),
    Rule(
        "annual_report.form_2019",
        "2019、2020年度报告用试行格式，“其他处理”只有一行",
        Source(FORM_2019.document, "附件", Tag.SECONDARY),
    ),
    Rule(
        "annual_report.form_2021",
        "2021年度起的报告用现行格式，“其他处理”分三行",
        Source(FORM_2021.document, "附件", Tag.SECONDARY),
    ),
)


def form_of(year: int) -> Form:
    """The form a report of this year is written on. Raises `Refused` for a year before there was a form."""
    if year < FIRST_YEAR:
        raise Refused.because(
            "report_year_without_form", f"{FIRST_YEAR}年度以前没有统一的报表格式，不能生成{year}年度的报表"
        )
    return FORM_2019 if year <= LAST_YEAR_OF_2019_FORM else FORM_2021
