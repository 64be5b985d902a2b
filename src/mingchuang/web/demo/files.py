"""Files the demo office attaches: a form in DOCX, a plan in XLSX, made when the demo is filled."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document
from openpyxl import Workbook

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def form_file(title: str) -> SimpleUploadedFile:
    """An application form with a table to fill in."""
    document = Document()
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = ""
    document.add_heading(title, level=1)
    table = document.add_table(rows=0, cols=2)
    for label in ("单位名称", "经办人", "办理事项", "单位意见"):
        cells = table.add_row().cells
        cells[0].text = label
    document.add_paragraph("填表说明：各栏均须如实填写，由单位加盖公章。")
    target = io.BytesIO()
    document.save(target)
    return SimpleUploadedFile(f"{title}.docx", target.getvalue(), DOCX)


def plan_file(title: str, year: int) -> SimpleUploadedFile:
    """A plan table with a heading row."""
    book = Workbook()
    book.properties.creator = ""
    sheet = book.active
    assert sheet is not None  # noqa: S101 - a new workbook has a sheet
    sheet.title = "计划表"
    sheet.append(["序号", "任务名称", "国家或地区", "人数", "天数", "经费来源"])
    for number, place in enumerate(("韩国", "日本", "德国"), start=1):
        sheet.append([number, f"{year}年经贸交流", place, 5, 6, "财政经费"])
    target = io.BytesIO()
    book.save(target)
    return SimpleUploadedFile(f"{title}.xlsx", target.getvalue(), XLSX)
