"""What readers type finds what it should, best first, counted exactly, and nothing they may not see."""

from datetime import date

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from mingchuang.base.search.naming import names
from mingchuang.base.search.reading import Unavailable
from mingchuang.base.search.rebuilding import rebuild
from mingchuang.base.search.searching import Hit, Query, present, search
from mingchuang.base.search.sources import Index
from mingchuang.rules.tokens import names_have, parse
from tests.support.search import Shelf, follow, only

NUMBER = "外办发〔2024〕5号"


@pytest.fixture
def library(built):
    built.put(
        "rules",
        "因公护照管理办法",
        numbers=[NUMBER],
        body="第十二条 因公护照由专人保管。二〇二四年三月九日起施行。",
        facets={"kind": ["document"], "column": ["norms", "policy"], "year": ["2024"]},
        day=date(2024, 3, 9),
    )
    built.put(
        "old",
        "因公护照管理办法（试行）",
        numbers=["外办发〔2014〕5号"],
        body="因公护照由专人保管。因公护照须交回。",
        facets={"kind": ["document"], "column": ["norms", "policy"], "year": ["2014"]},
        day=date(2014, 1, 1),
        superseded=True,
    )
    built.put(
        "news",
        "市外办举办培训班",
        body=f"解读因公护照与《办法》（{NUMBER}），全体人员参加。",
        attachments=["附件：參訓名單 Café"],
        facets={"kind": ["news"], "column": ["news"], "year": ["2025"]},
        day=date(2025, 5, 1),
    )
    follow(Index.PUBLIC)
    return built


def keys(words="", **options):
    return [hit.key for hit in search(Query(words, **options)).hits]


def test_the_title_counts_more_and_what_is_no_longer_in_force_comes_last(library):
    assert keys("因公护照") == ["rules", "news", "old"]
    assert keys("護照 辦法") == ["rules", "news", "old"]
    assert keys("交回") == ["old"]


def test_nothing_that_is_no_longer_in_force_stands_above_what_is(built):
    """However well it fits; among what is in force, and among what is not, the better fit is first."""
    long = "本市外事工作情况。" * 400
    for kind, superseded in (("valid", False), ("past", True)):
        built.put(f"{kind}-passing", "年度总结", body=f"{long}领事保护。", superseded=superseded)
        built.put(f"{kind}-some", "年度总结", body="领事保护工作，领事保护。", superseded=superseded)
        built.put(f"{kind}-exact", "领事保护", body="领事保护。" * 9, superseded=superseded)
    follow(Index.PUBLIC)
    order = ["exact", "some", "passing"]
    assert keys("领事保护") == [f"{kind}-{name}" for kind in ("valid", "past") for name in order]
    assert [key.split("-")[0] for key in keys("领事 保护 护照")] == ["valid"] * 3 + ["past"] * 3
    scores = [hit.score for hit in search(Query("领事保护")).hits]
    assert min(scores[:3]) > 0 > max(scores[3:])


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        "外办发[2024]5号",
        "外办发（2024）5",
        "外办发【2024】5号",
        "外办发 (２０２４) 5号",
        "外办发2024 5号",
    ],
)
def test_a_number_in_any_brackets_finds_its_document_first(library, typed):
    assert keys(typed) == ["rules", "news"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("第12条", ["rules"]),
        ("2024年3月9日", ["rules"]),
        ("参训名单", ["news"]),
        ("CAFE", ["news"]),
        ("班", ["news"]),
        ("“护照由专人”", ["rules", "old"]),
        ("护照 培训", ["news"]),
    ],
)
def test_words_of_every_kind(library, typed, expected):
    result = search(Query(typed))
    assert ([hit.key for hit in result.hits], result.total, result.relaxed) == (
        expected,
        len(expected),
        False,
    )


def test_orders_pages_and_exact_counts(library):
    assert keys("护照", sort="newest") == ["news", "rules", "old"]
    assert keys("护照", sort="oldest") == ["old", "rules", "news"]
    assert keys("护照", sort="newest", offset=1, size=1) == ["rules"]
    assert search(Query("护照", size=1)).total == 3
    assert keys("", sort="newest") == ["news", "rules", "old"]
    assert keys("护照", offset=-5, size=10**9) == keys("护照")
    assert keys("护照", offset=10**12) == []


def test_facets_count_what_another_choice_would_give(library):
    result = search(Query("护照", filters={"kind": ["document"]}, facets=["kind", "column", "year"]))
    assert result.total == 2
    assert result.facets == {
        "kind": {"document": 2, "news": 1},
        "column": {"norms": 2, "policy": 2},
        "year": {"2014": 1, "2024": 1},
    }
    assert keys("护照", filters={"year": ["2014", "2025"]}) == ["news", "old"]
    assert keys("护照", filters={"year": []}) == keys("护照")
    assert search(Query("护照", filters={"kind": ["nothing"]})).total == 0


def test_what_is_nearly_right_is_offered_and_said_so(library):
    result = search(Query("因公护照管里办法", facets=["kind"]))
    assert result.relaxed
    assert result.hits[0].key == "rules"
    assert result.facets["kind"]["document"] == 2
    assert search(Query("因公护照管里办法", loosely=False)).total == 0
    nothing = search(Query("无此文字"))
    assert (nothing.total, nothing.relaxed, nothing.hits) == (0, False, [])


@pytest.mark.parametrize("typed", ["外办发〔2024〕9号", "外办发[2024]9", "外办发2024年第9号"])
def test_near_to_a_number_that_nothing_has_are_those_of_its_letters_and_year(library, typed):
    library.put("other", "2024年外办工作要点", body="办发9号设备2024台。", day=date(2024, 5, 1))
    follow(Index.PUBLIC)
    result = search(Query(typed))
    assert result.relaxed
    assert [hit.key for hit in result.hits] == ["rules", "news"]
    assert search(Query("国发〔2024〕9号")).total == 0


@pytest.mark.parametrize(
    "typed",
    [
        "title:护照 AND body:[* TO *]",
        '"护照',
        "((((((",
        "*" * 10_000,
        "护照*?~^2",
        "护照" * 5_000,
        " ".join("护照" for _ in range(5_000)),
        "\x00\x01\x1b[2J护照\r\n",
        "'; DROP TABLE x; --",
        "＂＂“”「」『』",
        "a" * 10_000,
        "।॥、。，！？",
        "#state",
        "\ud800",
    ],
)
def test_whatever_is_typed_is_answered(library, typed):
    result = search(Query(typed, facets=["kind"]))
    assert 0 <= result.total <= 3


@given(st.text(max_size=60))
@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_answered(library, typed):
    assert search(Query(typed)).total <= 3


def test_mistakes_of_a_caller_are_refused(library):
    with pytest.raises(ValueError, match="colour"):
        search(Query(filters={"colour": ["red"]}))
    with pytest.raises(ValueError, match="visibility"):
        search(Query(index=Index.DESK))


def test_the_desk_finds_only_what_a_reader_holds_a_key_of(transactional_db):
    shelf = Shelf(Index.DESK)
    with only(shelf):
        rebuild(Index.DESK, clock=timezone.now)
        shelf.put("a", "出访总结", facets={"kind": ["news"]}, readers=["division:1"])
        shelf.put("b", "出访计划", facets={"kind": ["news"]}, readers=["division:2", "reviewers"])
        follow(Index.DESK)

        def found(*readers):
            return search(Query("出访", index=Index.DESK, readers=readers, facets=["kind"]))

        assert [hit.key for hit in found("division:1").hits] == ["a"]
        assert found("division:1").facets == {"kind": {"news": 1}}
        assert {hit.key for hit in found("division:1", "reviewers").hits} == {"a", "b"}
        assert found().total == 0
        assert search(Query("出访计画", index=Index.DESK, readers=["division:1"])).facets == {}


def test_hits_without_a_row_are_dropped_and_counted():
    hits = [Hit("test", "1", 2.0), Hit("test", "2", 1.0), Hit("test", "3", 0.5)]
    rows, gone = present(hits, {"3": "third", "1": "first"})
    assert [row for _, row in rows] == ["first", "third"]
    assert gone == 1


def test_without_an_index_a_page_can_say_so(shelf):
    with pytest.raises(Unavailable):
        search(Query("护照"))


NAMED = (
    ("护照管理办法", "外办发〔2024〕5号"),
    ("護照照片", "014416330/2026-00062"),
    ("APEC卡与护照", "外办发〔2024〕51号"),
    ("2024年护照", ""),
    ("第十二条 照", "014416330/2026-01062"),
)


@pytest.mark.parametrize(
    "typed",
    [
        *("护照", "护", "照", "照护", "護照 办", "卡", "卡与护", "护照 没有", "年护", "号", "第12条", "十二"),
        *("ape", "apec护照", "2024", "202", "2024年", "外办发[2024]5", "外办发（2024）5号", "00062"),
        "014416330/2026-00",
    ],
)
def test_the_index_of_names_answers_as_comparing_names_does(built, typed):
    for row, (title, number) in enumerate(NAMED, start=1):
        body = "护照 照护 没有 十二"
        built.put(f"n{row}", title, numbers=[number] if number else [], body=body, row=row)
    follow(Index.PUBLIC)
    words = parse(typed)
    expected = {row for row, both in enumerate(NAMED, start=1) if names_have(both, words)}
    assert set(names(Index.PUBLIC).rows(words, {})) == expected
