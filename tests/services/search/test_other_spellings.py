"""A word misspelt is put right out of what texts hold, without a dictionary: on real laws, and quickly."""

import gzip
import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mingchuang.base.search import reading
from mingchuang.base.search.reading import Unavailable
from mingchuang.base.search.searching import Query, search
from mingchuang.base.search.sources import Index
from mingchuang.base.search.spelling import other_spellings
from tests.support.indexed import Indexed, kept_with_index
from tests.support.search import Shelf, follow, only

BODIES_ONLY = {
    "突发公共卫声事件": "突发公共卫生事件",
    "突发公供卫生事件": "突发公共卫生事件",
    "签正机关": "签证机关",
    "听正会": "听证会",
    "仲裁委元会": "仲裁委员会",
    "行政处处罚": "行政处罚",
    "政行处罚": "行政处罚",
    "不可力": "不可抗力",
    "出境入境管里": "出境入境管理",
}
"""Words as typed, and as the real laws write them."""


@pytest.fixture(scope="module")
def laws(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any, corpus: Path) -> Iterator[Any]:
    """The texts of the real regulations, in an index."""
    with gzip.open(corpus / "regulations.jsonl.gz") as lines:
        rows = [json.loads(line) for line in lines]
    shelf = Shelf(Index.PUBLIC)

    def put() -> list[str]:
        for place, row in enumerate(rows):
            shelf.put(f"{place:04d}", row["title"], body=row["text"])
        return [row["text"] for row in rows]

    with (
        only(shelf),
        kept_with_index(django_db_blocker, tmp_path_factory.mktemp("laws"), put, Index.PUBLIC) as made,
    ):
        yield made


@pytest.fixture
def indexed(laws: Indexed[list[str]], tmp_path: Path, settings: Any) -> list[str]:
    return laws.lent(tmp_path, settings)


def best(word: str) -> str:
    """The spelling most texts have of those that are whole, as the search page chooses."""
    counted = {
        one: total
        for one in other_spellings(word, limit=4)
        if (total := search(Query(one, loosely=False)).total)
    }
    whole = [one for one in counted if not any(one in other for other in counted if other != one)]
    return max(whole, key=lambda one: counted[one], default="")


@pytest.mark.parametrize(("typed", "meant"), BODIES_ONLY.items())
def test_a_word_that_only_bodies_have_is_put_right(indexed: list[str], typed: str, meant: str) -> None:
    assert search(Query(typed, loosely=False)).total == 0
    assert best(typed) == meant


def misspelt(draw: random.Random, word: str, characters: str) -> str:
    """The word with one slip: two characters swapped, one wrong, or one too many."""
    at = draw.randrange(1, len(word) - 1)
    slip = draw.choice(["swap", "wrong", "extra"])
    if slip == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    other = draw.choice(characters)
    return word[:at] + other + word[at + (slip == "wrong") :]


def test_most_slips_in_real_words_are_found_within_milliseconds(indexed: list[str]) -> None:
    draw = random.Random(7)
    runs: Counter[str] = Counter()
    for text in indexed:
        runs.update(set(re.findall("[\u4e00-\u9fff]{4,6}", text)))
    words = sorted(word for word, texts in runs.items() if texts >= 10)
    characters = "".join(one for one, _ in reading.common_characters(Index.PUBLIC, 500))
    asked, right, took = 0, 0, []
    while asked < 150:
        word = draw.choice(words)
        typed = misspelt(draw, word, characters)
        if search(Query(typed, loosely=False)).total:
            continue
        asked += 1
        began = time.process_time()
        found = best(typed)
        took.append(time.process_time() - began)
        right += found == word
    assert right / asked > 0.8, f"{right} of {asked}"
    assert sorted(took)[asked // 2] < 0.005


def test_a_run_with_nothing_to_go_by_is_left_alone(indexed: list[str]) -> None:
    for typed in ("护", "护昭", "长" * 200, "12345678", "qq", "\u202e", "", "。。"):
        assert all(len(one) >= 3 for one in other_spellings(typed, limit=4)), typed
    assert other_spellings("长" * 200, limit=4) == []


LETTERS = {"pasport": ["passport"], "cosnular": ["consular"], "authentcate": ["authenticate"], "xylophon": []}


def test_words_of_letters_are_put_right_by_the_words_of_texts(built: Shelf) -> None:
    built.put("one", "Notice", body="Consular officers authenticate documents; the passport stays valid.")
    follow(Index.PUBLIC)
    assert {typed: other_spellings(typed, limit=4) for typed in LETTERS} == LETTERS


def test_without_an_index_nothing_is_put_right(shelf: Shelf) -> None:
    with pytest.raises(Unavailable):
        other_spellings("pasport", limit=4)
