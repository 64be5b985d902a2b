"""Page tags: what the national check reads from every page."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules import page_tags
from mingchuang.rules.page_tags import PageKind, missing, tag_reasons

SITE = {"SiteName": "某市外事办公室", "SiteDomain": "wsb.example.gov.cn", "SiteIDCode": "3213000000"}
COLUMN = {
    "ColumnName": "通知公告",
    "ColumnDescription": "本机关的通知和公告",
    "ColumnKeywords": "通知,公告",
    "ColumnType": "文件资料",
}
CONTENT = {"ArticleTitle": "关于开放日的通知", "PubDate": "2026-03-09 14:05", "ContentSource": "秘书处"}
EVERYTHING = SITE | COLUMN | CONTENT


@pytest.mark.parametrize(
    ("kind", "required"),
    [
        (PageKind.OTHER, SITE),
        (PageKind.HOME, SITE | COLUMN),
        (PageKind.COLUMN, SITE | COLUMN),
        (PageKind.CONTENT, EVERYTHING),
    ],
)
def test_each_kind_of_page_has_its_required_tags(kind: PageKind, required: dict[str, str]) -> None:
    assert set(missing(kind, {})) == set(required)
    assert missing(kind, required) == ()
    for name in required:
        assert missing(kind, required | {name: " \n"}) == (name,)


def test_the_kind_may_be_given_by_its_code() -> None:
    assert missing("content", EVERYTHING) == ()
    with pytest.raises(ValueError, match="poster"):
        missing("poster", {})


def test_a_complete_content_page_passes() -> None:
    assert tag_reasons("content", EVERYTHING) == []


def test_a_missing_tag_is_named_in_words() -> None:
    reasons = tag_reasons("content", EVERYTHING | {"ContentSource": ""})
    assert [(r.field, r.message) for r in reasons] == [("ContentSource", "缺少网页标签ContentSource（来源）")]


def test_the_home_page_names_its_column_home() -> None:
    assert [r.code for r in tag_reasons("home", SITE | COLUMN)] == ["home_column_name"]
    assert tag_reasons("home", SITE | COLUMN | {"ColumnName": "首页"}) == []
    assert len(tag_reasons("home", {})) == 7


@pytest.mark.parametrize(
    "written", ["2026-03-09", "2026/03/09 14:05", "2026-13-09 14:05", "2026-03-09 24:00"]
)
def test_a_publication_time_in_another_form_is_refused(written: str) -> None:
    assert [r.code for r in tag_reasons("content", EVERYTHING | {"PubDate": written})] == ["pub_date_form"]


@given(st.datetimes())
def test_the_written_publication_time_is_always_accepted(moment: datetime) -> None:
    if moment.year >= 1000:
        assert tag_reasons("content", EVERYTHING | {"PubDate": page_tags.pub_date(moment)}) == []


def test_only_tags_of_the_page_with_a_value_are_printed_in_order() -> None:
    printed = page_tags.printed("column", EVERYTHING | {"ColumnName": " 通知\n公告 ", "Author": "甲"})
    assert [name for name, _ in printed] == [*SITE, *COLUMN]
    assert dict(printed)["ColumnName"] == "通知 公告"
    names = [name for name, _ in page_tags.printed("content", EVERYTHING | {"Author": "甲", "Image": ""})]
    assert names == [*SITE, *COLUMN, *CONTENT, "Author"]


def test_keywords_use_one_separator() -> None:
    assert page_tags.keywords(["外事、护照", "护照", " ", "签证；APEC"]) == "外事,护照,签证,APEC"
    assert page_tags.keywords([]) == ""
