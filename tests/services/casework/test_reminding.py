"""Nobody forgets a case, and a change of calendar moves exactly the open ones, as it was shown."""

from datetime import date, timedelta

import pytest

from mingchuang.base.calendars import services as calendars
from mingchuang.base.calendars.models import CalendarYear
from mingchuang.base.notify.models import Message
from mingchuang.casework import jobs, services
from mingchuang.casework.models import Case, CaseEvent
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import file_report
from mingchuang.rules.calendar_data import national_notices, notice_to_data
from mingchuang.rules.roles import Role
from tests.support.factories import make_person


def reminders() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for message in Message.objects.exclude(subject__startswith="收到新的来件"):
        found.setdefault(message.subject.partition("：")[0], set()).add(message.recipient.display_name)
    return found


def test_what_is_nearly_due_is_told_to_its_handler_once_a_day(case, office, now):
    services.take_on(case, actor=office.officer, now=now)
    assert services.remind(now) == 0
    thursday = now + timedelta(days=3)
    assert services.remind(thursday) == 1
    assert services.remind(thursday + timedelta(hours=2)) == 0
    assert reminders() == {"今天到期": {"秘书"}}
    assert services.remind(now + timedelta(days=4)) == 1
    assert reminders()["已超期1个工作日"] == {"秘书"}


def test_without_a_handler_everybody_who_may_handle_it_is_told(case, office, now):
    case = services.forward(case, division=office.news, actor=office.officer, now=now)
    Message.objects.all().delete()
    assert services.remind(now + timedelta(days=7)) == 1
    assert reminders() == {"已超期2个工作日": {"秘书", "新闻处经办", "新闻处负责人"}}


def test_a_closed_case_is_not_spoken_of(case, office, now):
    services.take_on(case, actor=office.officer, now=now)
    services.answer(case, reply="已更正。", actor=office.officer, now=now)
    assert services.remind(now + timedelta(days=7)) == 0


def test_the_jobs_run_twice_without_harm(case, clock):
    clock.forward(days=8)
    for _ in range(2):
        jobs.remind({})
        jobs.seal({})
    assert CaseEvent.objects.count() == 1
    assert sum(len(people) for people in reminders().values()) == 1


def test_a_change_of_calendar_shows_and_then_moves_the_open_cases(case, office, report, now):
    closed = file_report(report, receipt=new_receipt(), proven=True, now=now).case
    services.take_on(closed, actor=office.officer, now=now)
    services.answer(closed, reply="已更正。", actor=office.officer, now=now)
    administrator = make_person([Role.ADMINISTRATOR])
    calendars.seed(now)
    data = notice_to_data(next(notice for notice in national_notices() if notice.year == 2026))
    data = {**data, "holidays": [*data["holidays"], extra_day_off(data)]}
    shown = calendars.preview_change(administrator, data, now=now)
    assert [(m.before, m.after) for m in shown.moved] == [(date(2026, 3, 12), date(2026, 3, 13))]
    calendars.apply_change(administrator, data, accepted=shown.digest, reason="临时放假一天", now=now)
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 3, 13)
    assert Case.objects.get(pk=closed.pk).due_on == date(2026, 3, 12)
    assert CalendarYear.objects.get(year=2026).edited_by == administrator
    assert list(services.verify_chains()) == []


def extra_day_off(data):
    return {**data["holidays"][0], "name": "临时放假", "first": "2026-03-11", "last": "2026-03-11"}


@pytest.mark.db
def test_pending_cases_are_found_by_their_index(case, django_assert_num_queries):
    from mingchuang.casework.selectors import overdue

    with django_assert_num_queries(1):
        assert list(overdue(Case.objects.all(), date(2026, 3, 20))) == [case]
