"""Draft paragraphs for the six chapters, said from the numbers alone: an editor goes on from there.

Nothing is praised and nothing is guessed; where the data say nothing, the draft says what is to be written.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from mingchuang.rules.annual_report.cells import plain
from mingchuang.rules.annual_report.forms import CHAPTERS, DISPUTE_BLOCKS, DISPUTE_COLUMNS, Table
from mingchuang.rules.annual_report.layout import TITLES
from mingchuang.rules.annual_report.reading import Report

TO_WRITE = "（请补充：{what}）"
OVERALL = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")
_GROUPS = {
    "granted": "予以公开",
    "partial": "部分公开",
    "refuse": "不予公开",
    "unable": "无法提供",
    "nohandle": "不予处理",
    "other": "其他处理",
}


def draft_chapters(report: Report, office: str) -> tuple[str, ...]:
    """A draft of each chapter, paragraphs apart by line ends, in the order of `forms.CHAPTERS`."""
    drafts = (
        _overall(report, office),
        f"{report.year}年{TITLES[Table.ACTIVE]}见下表。",
        _requests(report),
        _disputes(report),
        TO_WRITE.format(what="存在的主要问题，以及上年度所列问题的改进情况"),
        _other(report),
    )
    assert len(drafts) == len(CHAPTERS)  # noqa: S101 - a wrong table is our own mistake
    return drafts


def redrafted(chapters: Sequence[str], before: Report, after: Report, office: str) -> tuple[str, ...]:
    """The chapters after the numbers changed: each sentence drafted from the old ones says the new ones.

    What an editor wrote stays as it is.
    """
    drafts = zip(draft_chapters(before, office), draft_chapters(after, office), strict=True)
    return tuple(_redrafted(text, old, new) for text, (old, new) in zip(chapters, drafts, strict=False))


def _redrafted(text: str, old: str, new: str) -> str:
    if text == old:
        return new
    for said, says in zip(_sentences(old), _sentences(new), strict=False):
        if said != says:
            text = text.replace(said, says)
    return text


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=。)|\n", text) if sentence]


def to_write(chapters: Iterable[str]) -> list[int]:
    """The places of chapters that are empty or still hold a note of what is to be written."""
    mark = TO_WRITE.partition("{")[0]
    return [place for place, text in enumerate(chapters) if not text.strip() or mark in text]


def _count(report: Report, row: str) -> Decimal:
    return report.number(Table.REQUESTS, row, "total") or Decimal(0)


def _group(report: Report, group: str) -> Decimal:
    rows = [row for row in report.form.rows if row == group or row.startswith(f"{group}_")]
    return sum((_count(report, row) for row in rows), Decimal(0))


def _overall(report: Report, office: str) -> str:
    new = plain(_count(report, "new"))
    paragraphs = [
        f"根据《中华人民共和国政府信息公开条例》第五十条和{report.form.document}规定的格式，"
        f"编制{office}{report.year}年政府信息公开工作年度报告。"
        f"本报告所列数据的统计期限为{report.year}年1月1日至12月31日。"
    ]
    for topic in OVERALL:
        known = f"全年新收政府信息公开申请{new}件。" if topic == "依申请公开" else ""
        paragraphs.append(f"{topic}。{known}{TO_WRITE.format(what=topic + '的做法和成效')}")
    return "\n".join(paragraphs)


def _requests(report: Report) -> str:
    counts = {row: plain(_count(report, row)) for row in ("new", "carried_in", "total", "carried_out")}
    parts = [(label, _group(report, group)) for group, label in _GROUPS.items()]
    said = "、".join(f"{label}{plain(count)}件" for label, count in parts if count)
    return (
        f"{report.year}年新收政府信息公开申请{counts['new']}件，上年结转{counts['carried_in']}件，"
        f"办结{counts['total']}件{f'，其中{said}' if said else ''}，"
        f"结转下年度继续办理{counts['carried_out']}件。"
    )


def _disputes(report: Report) -> str:
    totals = {block: report.number(Table.DISPUTES, block, "total") or Decimal(0) for block in DISPUTE_BLOCKS}
    if not any(totals.values()):
        return f"{report.year}年没有因政府信息公开被申请行政复议、提起行政诉讼。"
    sentences = []
    for block, label in DISPUTE_BLOCKS.items():
        outcomes = [
            f"{name}{plain(number)}件"
            for column, name in DISPUTE_COLUMNS.items()
            if column != "total" and (number := report.number(Table.DISPUTES, block, column))
        ]
        if outcomes:
            said = label.replace("：", "（") + ("）" if "：" in label else "")
            sentences.append(f"{said}{plain(totals[block])}件，其中{'、'.join(outcomes)}。")
    return "".join(sentences)


def _other(report: Report) -> str:
    return TO_WRITE.format(what="收取信息处理费的情况，以及其他需要报告的事项；没有的写“无”")
