"""Searches are counted without the people: no word that may name somebody ever reaches the table."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError

from mingchuang.base.lookups import selectors
from mingchuang.base.lookups.models import Fate, KnownWord, SearchCount
from mingchuang.base.lookups.selectors import Period
from mingchuang.base.lookups.services import counting, learning

pytestmark = [pytest.mark.django_db, pytest.mark.db]

CANARIES = ("110101199003070011", "13812345678", "6222021234567890123", "a.person@example.com", "张三 1234")


@pytest.fixture(autouse=True)
def _nothing_held() -> None:
    counting.forget_held()


def test_searches_of_a_day_are_one_row(today: date) -> None:
    for words in ("护照", "护 照", " 护照 ", "护照"):
        counting.count_search(words, "zh-hans", 12, today=today)
    counting.count_search("护照", "en", 0, today=today)
    assert counting.write_held() == 5
    counting.count_search("护照", "zh-hans", 12, today=today)
    counting.write_held()
    rows = SearchCount.objects.order_by("language", "words").values_list(
        "language", "words", "found", "searches"
    )
    assert set(rows) == {
        ("en", "护照", "none", 1),
        ("zh-hans", "护 照", "some", 1),
        ("zh-hans", "护照", "some", 4),
    }


def test_no_number_of_a_person_ever_reaches_the_table(today: date) -> None:
    for canary in CANARIES:
        for words in (canary, f"结果 {canary}", f"{canary} 办理进度" + "长" * 60, "前" * 45 + " " + canary):
            counting.count_search(words, "zh-hans", 0, today=today)
    counting.write_held()
    kept = " ".join(SearchCount.objects.values_list("words", flat=True))
    assert kept.strip() == ""
    row = SearchCount.objects.get()
    assert (row.fate, row.searches) == (Fate.WITHHELD, len(CANARIES) * 4)


def test_a_flood_of_different_words_stays_small(today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "HELD", 30)
    monkeypatch.setattr(counting, "DIFFERENT_A_DAY", 20)
    words = [f"{first}{second}" for first in "甲乙丙丁戊己庚辛" for second in "天地玄黄宇宙洪荒"]
    for word in words:
        counting.count_search(word, "zh-hans", 0, today=today)
    counting.write_held()
    assert SearchCount.objects.count() <= 21
    assert selectors.totals(Period(today, today)).searches == len(words)
    assert SearchCount.objects.get(fate=Fate.CROWDED).searches == len(words) - 20


def test_counts_wait_when_the_database_is_away(today: date, monkeypatch: pytest.MonkeyPatch) -> None:
    counting.count_search("护照", "zh-hans", 3, today=today)

    def fail(_: object) -> None:
        raise DatabaseError("away")

    with monkeypatch.context() as away:
        away.setattr(counting, "_add", fail)
        with pytest.raises(DatabaseError):
            counting.write_held()
    assert counting.write_held() == 1
    assert SearchCount.objects.get().searches == 1


def test_old_counts_are_deleted(today: date, settings: object) -> None:
    settings.SEARCH_COUNTS_KEPT_DAYS = 400  # type: ignore[attr-defined]
    for age in (0, 400, 401, 500):
        SearchCount.objects.create(
            day=today - timedelta(days=age), language="zh-hans", words="护照", found="few", searches=1
        )
    assert counting.prune(today=today) == 2
    assert SearchCount.objects.count() == 2


def _searched(words: str, searches: int, day: date, found: str = "few") -> None:
    SearchCount.objects.create(day=day, language="zh-hans", words=words, found=found, searches=searches)


def test_only_what_many_people_found_is_suggested(today: date) -> None:
    yesterday = today - timedelta(days=1)
    for day in (today, yesterday):
        _searched("护照办理", 3, day)
        _searched("护照丢失", 3, day, found="none")
    _searched("护照张三", 9, today)
    learning.learn("zh-hans", ["因公护照办理指南", "因公护照收缴办法"], today=today)
    assert selectors.often_searched("护照", "zh-hans") == ["护照办理"], "one day alone may be one person"
    assert selectors.correction("护招", "zh-hans") == "护照"
    assert selectors.correction("海鲜", "zh-hans") == ""


def test_learning_again_forgets_what_is_gone(today: date) -> None:
    learning.learn("zh-hans", ["因公护照"], today=today)
    learning.learn("zh-hans", ["领事认证"], today=today)
    assert not KnownWord.objects.filter(words__contains="护照").exists()


def test_the_report_compares_with_the_period_before(today: date) -> None:
    _searched("护照", 5, today)
    _searched("护照", 2, today - timedelta(days=7))
    _searched("海鲜", 4, today, found="none")
    _searched("绝无仅有", 1, today, found="none")
    period = Period(today - timedelta(days=6), today)
    assert [(row.words, row.searches, row.before) for row in selectors.most_searched(period)] == [
        ("护照", 5, 2),
        ("海鲜", 4, 0),
    ]
    assert [row.words for row in selectors.most_searched(period, not_found=True)] == ["海鲜"]
    assert selectors.totals(period).not_found == 5
    assert selectors.by_month(Period(today.replace(day=1), today)) == [(today.replace(day=1), 12, 5)]
    assert selectors.by_language(period) == [("zh-hans", 10, 5)]
