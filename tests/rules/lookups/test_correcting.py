"""A slip of the fingers leads to the word that was meant, and a right word is left alone."""

from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.lookups import closest, distance, nearest_part, tolerance, words_of

KNOWN = [("护照", 50), ("护理", 9), ("招商", 3), ("办事指南", 20), ("passport", 7), ("여권", 4)]


def test_one_wrong_character_is_put_right() -> None:
    assert closest("护招", KNOWN) == "护照"
    assert closest("办事指男", KNOWN) == "办事指南"
    assert closest("pasport", KNOWN) == "passport"
    assert closest("passprot", KNOWN) == "passport", "neighbours changed places"
    assert closest("여건", KNOWN) == "여권"


def test_right_and_strange_words_are_left_alone() -> None:
    assert closest("护照", [("护照", 50)]) == ""
    assert closest("海鲜", KNOWN) == ""
    assert closest("护", KNOWN) == ""


def test_the_part_of_a_title_that_was_meant_is_found() -> None:
    title = "宿迁市邀请外国人来华事项办理规程（试行）"
    assert nearest_part("邀请外国人来毕", title) == ("邀请外国人来华", 1)
    assert nearest_part("邀情外国人来华事项", title) == ("邀请外国人来华事项", 1)
    assert nearest_part("邀请外国人来华", title) == ("", 0), "it is there as typed"
    assert nearest_part("海鲜市场管理", title) == ("", 0)


def test_words_of_a_title_are_its_parts() -> None:
    assert {"护照", "照办", "办理"} <= set(words_of("护照办理"))
    assert "passport" in set(words_of("Passport for the 2026 trip"))
    assert list(words_of("，。")) == []


@given(st.text(max_size=12), st.text(max_size=12))
def test_distance_is_the_same_both_ways_and_bounded(one: str, other: str) -> None:
    assert distance(one, other, 3) == distance(other, one, 3) <= 4
    assert (distance(one, other, 3) == 0) == (one == other)


@given(st.text(min_size=4, max_size=20), st.text(max_size=60))
def test_a_near_part_is_near(words: str, text: str) -> None:
    part, slips = nearest_part(words, text)
    assert (slips == 0) == (part == "") or part == ""
    assert slips <= tolerance(words)
