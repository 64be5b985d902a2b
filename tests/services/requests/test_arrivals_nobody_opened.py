"""Failure 1 of fifteen: an arrival nobody opened, by whichever way and of whatever kind it came."""

from datetime import date, datetime, timedelta

import pytest

from mingchuang.base.accounts.models import User
from mingchuang.base.notify.models import Message
from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.disclosure.record_corrections import services as corrections
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.disclosure.requests.services.filing import Arrival, register_request
from mingchuang.rules.requests.application import Application
from mingchuang.rules.requests.receiving import Channel
from mingchuang.rules.requests.states import RequestState
from mingchuang.rules.roles import Role
from tests.support.factories import make_division, make_person
from tests.support.letters import identity_for_letters
from tests.support.record_corrections import typed
from tests.support.requests import file_one

MONDAY = date(2026, 3, 9)
ERROR = Report("wording", "“公布”写成了“工布”")


@pytest.fixture
def people(db: None) -> dict[str, User]:
    """Whoever stands at the door, those who ought to open what came, and the head of the office."""
    identity_for_letters()
    return {
        "door": make_person([Role.DRAFTER], division=make_division("值班室"), name="值班员"),
        "officer": make_person([Role.DISCLOSURE_OFFICER], name="秘书"),
        "leader": make_person([Role.LEADER], name="分管领导"),
    }


def arrivals(people: dict[str, User], now: datetime) -> list[Case]:
    """One by each channel, all registered at the door; a correction of a record and a report of an error."""
    by = {"actor": people["door"], "now": now}
    asked = Application(applicant_type="natural_person", name="张三", document_name="2025年因公出国统计")
    registered = [
        register_request(asked, Arrival(channel, submitted_on=MONDAY, arrived_on=MONDAY), **by).case
        for channel in Channel
        if channel is not Channel.ONLINE
    ]
    assert len(registered) == len(Channel) - 1
    return [
        file_one(now).case,
        *registered,
        corrections.register(typed(), **by).case,
        file_report(
            Report("wording", "“公布”写成了“工布”"), receipt=new_receipt(), proven=True, now=now
        ).case,
    ]


def told(cases: list[Case]) -> dict[str, set[str]]:
    """Of which of these arrivals each person was told since the last look, by their numbers."""
    found: dict[str, set[str]] = {}
    for message in Message.objects.filter(subject__startswith="来件无人打开"):
        numbers = {case.number or "" for case in cases if str(case.uid) in message.link}
        found.setdefault(message.recipient.display_name, set()).update(numbers)
    Message.objects.all().delete()
    return found


def test_failure_1_every_channel_is_told_the_same_evening_and_up_to_the_head(
    people: dict[str, User], now: datetime
) -> None:
    cases = arrivals(people, now)
    everything = {case.number for case in cases}
    assert len(everything) == len(Channel) + 2, "each has a number of its own"
    evening = now.replace(hour=17, minute=20)
    Message.objects.all().delete()

    assert trunk.alarm(evening) == len(cases)
    assert told(cases) == {"秘书": everything}
    trunk.alarm(evening + timedelta(days=1))
    assert told(cases) == {"秘书": everything}
    trunk.alarm(evening + timedelta(days=2))
    assert told(cases) == {"秘书": everything, "分管领导": everything}

    # To have confirmed it with the applicant is not enough: somebody has to take each one on.
    officer = {"actor": people["officer"], "now": evening + timedelta(days=2)}
    for case in cases:
        if case.state == RequestState.SUBMITTED:
            confirm(case, **officer)
    for case in cases[1:]:
        trunk.take_on(case, **officer)
    Message.objects.all().delete()
    assert trunk.alarm(evening + timedelta(days=3)) == 1
    assert told(cases)["分管领导"] == {cases[0].number}
    trunk.take_on(cases[0], **officer)
    assert trunk.alarm(evening + timedelta(days=4)) == 0


def test_a_letter_that_lay_unregistered_is_late_from_the_day_it_came(
    people: dict[str, User], now: datetime
) -> None:
    asked = Application(applicant_type="natural_person", name="张三", document_name="2025年因公出国统计")
    came = Arrival(Channel.ORDINARY_POST, arrived_on=MONDAY)
    late = now + timedelta(days=2)
    case = register_request(asked, came, actor=people["officer"], now=late).case
    assert case.due_on == MONDAY, "confirmed on the day it came (Art. 31)"
    confirmed = confirm(case, actor=people["officer"], now=late)
    assert confirmed.received_on == late.date()
    assert list(trunk.verify_chains()) == []
