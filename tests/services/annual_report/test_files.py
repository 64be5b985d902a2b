"""Reports leave as files and come in from other offices as they are, with all that is wrong in them."""

import io
import json
from datetime import datetime
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from mingchuang.disclosure.annual_report import selectors, services
from mingchuang.disclosure.annual_report.exports import FORMATS
from mingchuang.disclosure.annual_report.exports.document import document
from mingchuang.disclosure.annual_report.exports.pdf import as_pdf
from mingchuang.disclosure.annual_report.exports.workbook import workbook
from mingchuang.disclosure.annual_report.models import AnnualReport
from mingchuang.disclosure.annual_report.reading import read_file
from mingchuang.rules.annual_report.identities import check
from mingchuang.rules.annual_report.layout import official, on_screen
from mingchuang.rules.annual_report.reading import read_report
from mingchuang.rules.refusals import Refused
from tests.support.annual_reports import changed
from tests.support.annual_reports import report as report_values
from tests.support.publishing import Office


def stored(data: dict[str, Any]) -> AnnualReport:
    return AnnualReport(
        year=data["year"],
        agency=data["agency"],
        form_version=data["form_version"],
        tables=data["tables"],
        completeness=data["completeness"],
        chapters=["=1+1", "第二章", "第三章", "第四章", "第五章", "无"],
    )


@pytest.mark.parametrize("year", [2020, 2025])
@pytest.mark.parametrize("ending", ["json", "xlsx"])
def test_what_is_handed_out_can_be_taken_in_again(year, ending):
    report = stored(report_values(year))
    make, _media_type = FORMATS[ending]
    _values, again = read_file(make(report), f"report.{ending}")
    assert {table: {row: dict(cells) for row, cells in rows.items()} for table, rows in again.tables.items()}
    for table, rows in report.read().tables.items():
        for row, cells in rows.items():
            for column, cell in cells.items():
                assert again.number(table, row, column) == cell.number, (table, row, column)
    assert (again.year, again.agency, check(again)) == (year, report.agency, [])


def test_a_blank_and_a_wrong_total_survive_the_spreadsheet():
    for value, found in ((None, "blank"), (10, "10")):
        report = stored(changed("review_litigation", "review", 4, value))
        _values, again = read_file(workbook(report), "report.XLSX")
        assert [str(finding) for finding in check(again)] == [
            f"review_litigation.review.total: expected 11, found {found}"
        ]


def test_numbers_are_numbers_and_no_text_is_a_formula():
    data = report_values()
    data["agency"] = "=HYPERLINK(1)"
    sheets = load_workbook(io.BytesIO(workbook(stored(data))))
    assert sheets["说明"]["B1"].value == "'=HYPERLINK(1)"
    assert {cell.data_type for sheet in sheets for row in sheet for cell in row} <= {"n", "s"}
    assert 14069 in [cell.value for row in sheets["表三"] for cell in row]


def test_the_document_has_six_chapters_three_tables_and_the_official_page():
    written = Document(io.BytesIO(document(stored(report_values()))))
    section = written.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    headings = [paragraph.text for paragraph in written.paragraphs if paragraph.text[1:2] == "、"]
    assert [heading[0] for heading in headings] == list("一二三四五六")
    assert [len(table.columns) for table in written.tables] == [4, 10, 15]
    assert written.core_properties.author == "某市人民政府"


def test_the_pdf_is_for_the_archive_and_the_same_each_time(now: datetime):
    report = stored(report_values())
    report.created_at = now
    data = as_pdf(report)
    assert data == as_pdf(report)
    assert b"<pdfaid:part>2</pdfaid:part>" in data
    read = PdfReader(io.BytesIO(data))
    words = "".join(page.extract_text() for page in read.pages)
    for wanted in ("六、其他需要报告的事项", "14069", "结转下年度继续办理", "=1+1"):
        assert wanted in words.replace("\n", "")
    assert read.metadata is not None
    assert read.metadata.title == "某市人民政府2025年政府信息公开工作年度报告"


def test_a_character_no_font_holds_does_not_keep_the_report_back(now: datetime):
    report = stored(report_values())
    report.created_at, report.chapters = now, ["\ue000", *report.chapters[1:]]
    assert as_pdf(report).startswith(b"%PDF-")


@pytest.mark.parametrize("year", [2020, 2025])
@pytest.mark.parametrize("layout", [official, on_screen])
def test_every_table_is_a_full_rectangle(year, layout):
    for grid in layout(read_report(report_values(year))):
        for rows in (grid.head, grid.body):
            taken: list[tuple[int, int]] = []
            for y, row in enumerate(rows):
                x = 0
                for cell in row:
                    while (y, x) in taken:
                        x += 1
                    taken += [
                        (y + down, x + across) for down in range(cell.down) for across in range(cell.across)
                    ]
            assert sorted(taken) == [(y, x) for y in range(len(rows)) for x in range(grid.width)], grid.table


def test_rows_a_city_added_stand_in_their_part():
    data = report_values()
    data["tables"]["requests"]["rows"]["refuse_9"] = [0] * 7
    data["tables"]["requests"]["row_labels"] = {"refuse_9": "9.其他"}
    grid = official(read_report(data))[1]
    labels = [cell.text for row in grid.body for cell in row if cell.head == "row"]
    assert labels[labels.index("9.其他") - 1] == "8.属于行政查询事项"


@pytest.mark.django_db
def test_another_office_is_taken_in_and_judged(office: Office, now: datetime) -> None:
    data = json.dumps(changed("review_litigation", "review", 4, 0), ensure_ascii=False).encode()
    report = services.import_report(office.officer, data, "某市2025.json", now=now)
    found = selectors.checked(report)
    assert [selectors.in_words(f, found.report) for f in found.findings] == [
        "表四“行政复议”总计应为11，现为0"
    ]
    with pytest.raises(Refused, match="不能修改"):
        services.count_again(office.officer, report.pk, now=now)


@pytest.mark.django_db
@pytest.mark.db
def test_what_no_database_keeps_is_taken_in_all_the_same(office: Office, now: datetime) -> None:
    data = changed("requests", "new", 0, "1\x00")
    data["agency"] = "某市\x00"
    data["tables"]["requests"]["row_labels"] = {"a\x00": "甲"}
    text = json.dumps(data).replace('"1\\u0000"', "1e999")
    report = services.import_report(office.officer, text.encode(), "a.json", now=now)
    report.refresh_from_db()
    found = [str(finding) for finding in selectors.checked(report).findings]
    assert "requests.new.natural_person: expected a whole number of 0 or more, found inf" in found


@pytest.mark.slow  # the command checks the same reports in every run
@pytest.mark.django_db
def test_real_reports_are_taken_in(office: Office, now: datetime, corpus) -> None:
    for path in sorted((corpus / "annual_reports").glob("*.json")):
        report = services.import_report(office.officer, path.read_bytes(), path.name, now=now)
        for make, _media_type in FORMATS.values():
            assert make(report)
    assert AnnualReport.objects.count() == 11


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.json"),
        (b"\xff\xfe", "a.json"),
        (b"{}", "a.json"),
        (b'{"year": 2025, "tables": {}, "more": ' + b"[" * 900 + b"]" * 900 + b"}", "a.json"),
        (b"PK\x03\x04", "a.xlsx"),
        (b"text", "a.xlsx"),
        (b"0" * 5_000_001, "a.json"),
    ],
)
def test_what_is_no_report_is_refused(data, name):
    with pytest.raises(Refused) as refused:
        read_file(data, name)
    assert refused.value.reasons
