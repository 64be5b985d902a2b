"""A kind of case is one folder: the trunk opens, moves, lists and verifies it without a change."""

from datetime import date, timedelta

import pytest

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.casework import registry, selectors, services
from mingchuang.casework.models import Case
from mingchuang.rules.refusals import Refused
from tests.support.demonstration import kind, rules

VISIT = date(2026, 3, 20)


@pytest.fixture(autouse=True)
def parking(monkeypatch):
    monkeypatch.setattr(registry, "_KINDS", {**registry._KINDS, "parking": kind.PARKING})


@pytest.fixture
def asked(office, now):
    return kind.ask(VISIT, now=now)


def test_it_has_its_own_number_state_and_clocks(asked, now):
    assert asked.number == "P2026-00001"
    assert (asked.state, asked.is_open) == (rules.ASKED, True)
    assert (asked.received_on, asked.due_on) == (date(2026, 3, 9), date(2026, 3, 11))
    visit, answer = asked.clocks.all()
    assert (visit.code, visit.due_on, visit.leads) == ("visit", None, False)
    assert (answer.code, answer.due_on, answer.leads) == ("answer", date(2026, 3, 11), True)
    assert [day[0] for day in answer.reasons] == ["2026-03-11"]


def test_the_day_that_counts_may_lie_before_the_day_it_was_written_down(office, now):
    case = kind.ask(VISIT, now=now, received=date(2026, 3, 6))
    assert (case.received_on, case.due_on) == (date(2026, 3, 6), date(2026, 3, 9))
    assert case.events.get().data["day"] == "2026-03-06"
    ended = kind.call_off(case, actor=None, now=now + kind.A_DAY, on=date(2026, 3, 8))
    assert (ended.closed_on, ended.is_open) == (date(2026, 3, 8), False)
    assert list(services.verify_chains()) == []


def test_its_guards_give_every_reason_at_once(asked, office, now):
    with pytest.raises(Refused) as refused:
        kind.give(asked, place=99, plate=" ", actor=office.officer, now=now)
    assert refused.value.codes == {"place_unknown", "plate_missing"}
    assert Case.objects.get(pk=asked.pk).state == rules.ASKED


def test_its_act_closes_it_and_the_office_days_stand_beside(asked, office, now):
    moved = kind.give(asked, place=7, plate="苏N12345", actor=office.officer, now=now + kind.A_DAY)
    assert (moved.state, moved.is_open, moved.closed_on) == (rules.GRANTED, False, date(2026, 3, 10))
    assert moved.internal_due_on == moved.warn_on == date(2026, 3, 9)
    clock = selectors.leading_clock(moved, date(2026, 3, 10), current_calendar())
    assert clock.standing.label == "按期"
    assert list(services.verify_chains()) == []


def test_lists_counts_and_reminders_know_it(asked, office, now):
    today, calendar = date(2026, 3, 12), current_calendar()
    found = selectors.worklist(
        office.officer, selectors.Filters(due="overdue"), today=today, calendar=calendar
    )
    assert list(found) == [asked]
    counted = selectors.counts(office.officer, today=today, calendar=calendar)
    assert (counted["overdue"], counted["unopened"]) == (1, 1)
    assert services.remind(now + timedelta(days=3)) == 1


@pytest.mark.db
def test_what_was_tampered_with_is_named(asked, office, now):
    kind.give(asked, place=7, plate="苏N12345", actor=office.officer, now=now)
    Case.objects.filter(pk=asked.pk).update(received_on=date(2026, 3, 1))
    [damage] = services.verify_chains()
    assert asked.number in damage.where
