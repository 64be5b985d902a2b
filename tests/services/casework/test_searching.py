"""The worklist finds a number by its beginning and other words in what was asked, where one may look."""

import pytest

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import searching, services
from mingchuang.casework.models import Case
from mingchuang.casework.selectors import Filters, worklist
from mingchuang.disclosure.record_corrections.services import register
from tests.support.record_corrections import typed
from tests.support.requests import file_one

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture(params=["few cases", "many cases"], autouse=True)
def many(request, monkeypatch):
    """Everything holds for few cases, looked up one by one, and for many, whose texts are all read."""
    if request.param == "many cases":
        monkeypatch.setattr(searching, "FEW", 0)


@pytest.fixture
def officer(office):
    return office.officer


@pytest.fixture
def budget(now):
    """A request whose title tells nothing of what it asks."""
    request = file_one(now)
    request.case.information_request.items.update_or_create(
        position=1, defaults={"description": "各团组的 Visa 费用明细"}
    )
    return request.case


def found(reader, q, now, **filters):
    cases = worklist(reader, Filters(q=q, **filters), today=now.date(), calendar=current_calendar())
    assert cases.count() == len(cases)
    return set(cases)


@pytest.mark.parametrize("words", ["经费预算", "各团组的人数", "费用明细", "visa", "  经费预算 "])
def test_words_are_looked_for_in_everything_that_was_asked(officer, budget, now, words):
    file_one(now, document_name="因公出访计划", features="2025年全年。")
    assert found(officer, words, now) == {budget}
    assert found(officer, words, now, state="closed") == set()


def test_each_kind_names_its_own_texts(officer, case, now):
    correction = register(typed(day=now.date()), actor=officer, now=now).case
    assert found(officer, "工布", now) == {case}
    assert found(officer, "来华备案表", now) == {correction}


def test_a_number_is_found_however_it_is_typed(officer, budget, now):
    number = budget.number
    for spelling in (number, number[:8], f" {number.lower()} ", f"ｙ{number[1:]}", number[-5:]):
        assert found(officer, spelling, now) == {budget}


def test_nobody_finds_what_they_may_not_open(office, officer, budget, now):
    clerk = office.clerk
    assert found(clerk, "经费预算", now) == found(clerk, budget.number, now) == set()
    services.forward(budget, division=office.news, actor=officer, now=now)
    assert found(clerk, "经费预算", now) == found(clerk, budget.number, now) == {budget}


def test_erased_texts_are_found_no_more(officer, now):
    case = file_one(now, proven=False).case
    services.discard(case, reason="重复提交", actor=officer, now=now)
    assert found(officer, "经费预算", now, state="all") == {case}
    services.erase(case, now=now, actor=None)
    assert found(officer, "经费预算", now, state="all") == set()


def test_more_hits_than_are_kept_are_listed_too(officer, now, monkeypatch):
    monkeypatch.setattr(searching, "MOST_KNOWN", 1)
    for _ in range(3):
        file_one(now)
    assert found(officer, "经费预算", now) == set(Case.objects.all())
