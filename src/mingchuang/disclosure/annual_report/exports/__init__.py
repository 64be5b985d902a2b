"""A report as a file: JSON for exchange, XLSX for tables, DOCX and PDF for the whole on the official page."""

import json
from collections.abc import Callable, Mapping

from mingchuang.base.spreadsheets import XLSX_TYPE
from mingchuang.disclosure.annual_report.exports.document import document
from mingchuang.disclosure.annual_report.exports.pdf import as_pdf
from mingchuang.disclosure.annual_report.exports.workbook import workbook
from mingchuang.disclosure.annual_report.models import AnnualReport

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_json(report: AnnualReport) -> bytes:
    """The report in the JSON format of exchange."""
    return json.dumps(report.as_json(), ensure_ascii=False, indent=1).encode() + b"\n"


FORMATS: Mapping[str, tuple[Callable[[AnnualReport], bytes], str]] = {
    "json": (as_json, "application/json"),
    "xlsx": (workbook, XLSX_TYPE),
    "docx": (document, DOCX_TYPE),
    "pdf": (as_pdf, "application/pdf"),
}
"""Maker and media type by ending."""


def file_name(report: AnnualReport, ending: str) -> str:
    """What a file of the report is called."""
    return f"{report.agency}{report.year}年政府信息公开工作年度报告.{ending}"
