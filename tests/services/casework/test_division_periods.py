"""Whoever is passed a case has a day to hand it back: by default, changeable, told when it is over."""

from datetime import date, timedelta

import pytest

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.notify.models import Message
from mingchuang.casework import jobs, selectors, services
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.refusals import Refused
from tests.support.letters import identity_for_letters
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)


@pytest.fixture
def asked(office, now):
    """A request whose reply is due on 7 April."""
    identity_for_letters()
    case = confirm(file_one(now).case, actor=office.officer, now=now)
    return services.take_on(case, actor=office.officer, now=now)


def period(case):
    row = case.clocks.filter(code="division").first()
    return row and (str(row.due_on), row.done_on)


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refused:
        act(*args, **kwargs)
    return refused.value.codes


def test_forwarding_sets_five_working_days_and_the_days_are_shown(asked, office, now):
    case = services.forward(asked, division=office.news, actor=office.officer, now=now)
    assert period(case) == ("2026-03-16", None)
    assert (str(case.due_on), case.events.last().data["division_workdays"]) == ("2026-04-07", 5)
    shown = selectors.clocks_of(case, MONDAY, current_calendar())
    [clock] = [one for one in shown if one.row.code == "division"]
    assert (clock.row.label, len(clock.trace), clock.row.leads) == ("承办期限", 7, False)


def test_a_report_due_sooner_leaves_the_division_less(case, office, now):
    case = services.forward(case, division=office.news, actor=office.officer, now=now)
    assert period(case) == (case.internal_due_on.isoformat(), None)


def test_the_office_and_the_clerk_may_set_another(asked, office, now, settings):
    settings.DIVISION_WORKDAYS = 8
    case = services.forward(asked, division=office.news, actor=office.officer, now=now)
    assert period(case) == ("2026-03-19", None)
    case = services.forward(case, division=office.exchange, workdays=2, actor=office.officer, now=now)
    assert period(case) == ("2026-03-11", None)
    case = services.set_division_period(case, workdays=10, actor=office.officer, now=now)
    assert period(case) == ("2026-03-23", None)
    assert list(services.verify_chains()) == []


def test_naming_somebody_keeps_the_period_that_runs(asked, office, now):
    case = services.forward(asked, division=office.news, workdays=3, actor=office.officer, now=now)
    later = now + timedelta(days=1)
    case = services.assign(case, assignee=office.clerk, actor=office.colleague, now=later)
    assert period(case) == ("2026-03-12", None)
    case = services.assign(case, assignee=office.colleague, workdays=3, actor=office.colleague, now=later)
    assert period(case) == ("2026-03-13", None)


def test_without_a_division_nobody_has_a_period(asked, office, now):
    assert period(asked) is None
    assert codes(services.set_division_period, asked, workdays=3, actor=office.officer, now=now) == {
        "not_in_a_division"
    }


def test_a_period_may_not_end_after_the_law_nor_be_nothing(asked, office, now):
    assert codes(
        services.forward, asked, division=office.news, workdays=40, actor=office.officer, now=now
    ) == {"division_due_late"}
    case = services.forward(asked, division=office.news, actor=office.officer, now=now)
    assert codes(services.set_division_period, case, workdays=0, actor=office.officer, now=now) == {
        "division_workdays_missing"
    }
    assert codes(services.forward, case, division=office.news, workdays=0, actor=office.officer, now=now) == {
        "same_division",
        "division_workdays_missing",
    }
    assert period(case) == ("2026-03-16", None)


def test_a_case_that_is_late_already_can_still_be_passed_on(asked, office, now):
    late = now + timedelta(days=40)
    case = services.forward(asked, division=office.news, actor=office.officer, now=late)
    assert period(case) == ("2026-04-20", None)


def test_the_alarm_names_those_who_owe_it_and_rises(asked, office, now):
    case = services.forward(asked, division=office.news, workdays=2, actor=office.officer, now=now)
    evening = now.replace(hour=17, minute=20)
    Message.objects.all().delete()
    assert services.chase(evening + timedelta(days=2)) == 0, "on its last day"
    assert services.chase(evening + timedelta(days=3)) == 1
    told = {message.recipient.display_name for message in Message.objects.all()}
    assert told == {"秘书", "新闻处经办", "新闻处负责人"}
    services.assign(case, assignee=office.clerk, actor=office.colleague, now=now)
    Message.objects.all().delete()
    services.chase(evening + timedelta(days=4))
    found = Message.objects.filter(subject__startswith="承办期限已过")
    assert {message.recipient.display_name for message in found} == {"秘书", "新闻处经办", "新闻处负责人"}
    jobs.alarm({})


def test_a_closed_case_owes_nothing(case, office, now):
    case = services.forward(case, division=office.news, actor=office.officer, now=now)
    case = services.take_on(case, actor=office.clerk, now=now)
    case = services.answer(case, reply="已更正。", actor=office.clerk, now=now)
    assert period(case)[1] == MONDAY
    assert services.chase(now + timedelta(days=9)) == 0
