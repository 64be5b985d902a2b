"""Failure 1 of fifteen: an arrival nobody opened."""

from datetime import timedelta

import pytest

from mingchuang.base.jobs import registry as jobs
from mingchuang.base.notify.models import Message
from mingchuang.casework import services
from mingchuang.rules.roles import Role
from tests.support.factories import make_person


@pytest.fixture
def leader(office):
    return make_person([Role.LEADER], name="分管领导")


def told() -> set[str]:
    found = Message.objects.filter(subject__startswith="来件无人打开")
    people = {message.recipient.display_name for message in found}
    Message.objects.all().delete()
    return people


def test_failure_1_an_arrival_nobody_opened_is_told_the_same_evening_and_further_up_each_day(
    case, office, leader, now
):
    evening = now.replace(hour=17, minute=20)
    Message.objects.all().delete()
    assert services.alarm(evening) == 1
    assert told() == {"秘书"}
    case = services.forward(case, division=office.news, actor=office.officer, now=evening)
    assert services.alarm(evening + timedelta(days=1)) == 1
    assert told() == {"秘书", "新闻处经办", "新闻处负责人"}
    assert services.alarm(evening + timedelta(days=2)) == 1
    assert told() == {"秘书", "新闻处经办", "新闻处负责人", "分管领导"}
    services.take_on(case, actor=office.clerk, now=evening + timedelta(days=2))
    assert services.alarm(evening + timedelta(days=3)) == 0
    assert told() == set()


def test_the_alarm_is_on_the_timetable():
    assert jobs.schedules()["casework.alarm"].at.hour == 17


def test_a_weekend_does_not_count(case, office, leader, now):
    friday = now + timedelta(days=4)
    from mingchuang.casework.receipts import new_receipt
    from mingchuang.casework.site_errors.services import Report, file_report

    services.take_on(case, actor=office.officer, now=now)
    file_report(Report("wording", "错字"), receipt=new_receipt(), proven=False, now=friday)
    Message.objects.all().delete()
    assert services.alarm(friday + timedelta(days=2)) == 1
    assert told() == {"秘书"}


def test_a_word_to_the_colleagues_moves_nothing_and_stays_inside(case, office, now):
    from mingchuang.casework import selectors

    before = (case.state, case.due_on)
    moved = services.comment(case, reason="已问过新闻处", actor=office.officer, now=now)
    assert (moved.state, moved.due_on) == before
    assert selectors.public_reply(moved) == ""
    assert [event.event for event in selectors.history(moved)] == ["opened", "commented"]
    assert list(services.verify_chains()) == []
