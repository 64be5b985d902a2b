"""Numbers in the prose of a report are compared with its tables where that can be told safely."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.annual_report.prose import contradictions
from mingchuang.rules.annual_report.reading import read_report
from mingchuang.rules.annual_report.wording import draft_chapters
from tests.support.annual_reports import changed, report

READ = read_report(report(2025))


def said(*sentences: str) -> list[tuple[str, str]]:
    return [(one.said, one.wanted) for one in contradictions(READ, sentences)]


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2025])
def test_drafted_chapters_never_contradict_the_tables(year):
    read = read_report(report(year))
    assert contradictions(read, draft_chapters(read, "市外办")) == []


@given(st.sampled_from(["new", "carried_in", "total", "granted", "unable_1"]), st.integers(0, 10**6))
def test_drafts_agree_whatever_the_numbers_are(row, number):
    data = changed("requests", row, 6, number)
    read = read_report(data)
    assert contradictions(read, draft_chapters(read, "市外办")) == []


@pytest.mark.parametrize(
    ("sentence", "wrong", "right"),
    [
        ("2025年收到依申请公开申请12件。", "收到依申请公开申请12件", "14069"),
        ("全年新收政府信息公开申请 14,068 件", "新收政府信息公开申请 14,068 件", "14069"),
        ("本年度共受理公开申请共3件，办结13810件", "受理公开申请共3件", "14069"),
        ("上年度结转559件", "上年度结转559件", "560"),
        ("其中，予以公开5549件、不予公开730件", "予以公开5549件", "5548"),
        ("结转下年度继续办理818件", "结转下年度继续办理818件", "819"),
        ("无法提供1件", "无法提供1件", "3421"),
    ],
)
def test_a_plain_statement_about_the_year_is_compared(sentence, wrong, right):
    assert said(sentence) == [(wrong, right)]


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年收到依申请公开申请12件",
        "收到申请12件，比上年增加2件",
        "上半年收到申请12件",
        "通过网上收到申请12件",
        "自然人申请12件",
        "收到申请14069件",
        "召开培训会12次，收到建议12条",
        "收到来信12件",
    ],
)
def test_what_may_be_another_quantity_is_left_alone(sentence):
    assert said(sentence) == []


def test_the_chapter_is_named():
    [found] = contradictions(READ, ("", "", "收到申请1件", "", "", ""))
    assert found.chapter == 2
