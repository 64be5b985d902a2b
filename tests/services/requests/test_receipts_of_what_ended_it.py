"""The periods to contest begin when the applicant has what ended the request: by post, its receipt."""

from datetime import date
from types import SimpleNamespace

import pytest

from mingchuang.casework.letters import services as letters
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import correcting, disputing
from mingchuang.disclosure.requests.services.confirming import confirm
from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.letters import identity_for_letters, issue_all
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 3, 9)
POSTED = {"way": "post", "recipient": "张三", "mail_number": "1234567890123"}
HANDED = {"way": "direct", "recipient": "张三"}


@pytest.fixture
def office(db, now):
    identity_for_letters()
    officer, leader = make_person([Role.DISCLOSURE_OFFICER]), make_person([Role.LEADER])
    return SimpleNamespace(officer=officer, leader=leader, act={"actor": officer, "now": now})


@pytest.fixture
def case(office, now):
    return confirm(file_one(now).case, **office.act)


def codes(call, *args, **options):
    with pytest.raises(Refused) as refused:
        call(*args, **options)
    return refused.value.codes


def the(case, kind):
    return case.letters.filter(kind=kind).latest("id")


def test_what_lapsed_may_be_contested_from_the_day_the_applicant_learns_of_it(case, office, now):
    correcting.ask_correction(case, items="请写明年度", **office.act)
    issue_all(case, approver=office.leader, **office.act)
    letters.deliver(the(case, "correction_notice"), on=MONDAY, **HANDED, **office.act)
    april = {"actor": office.officer, "now": now.replace(month=4, day=20)}
    lapsed = correcting.lapse(case, **april)
    assert not lapsed.clocks.filter(code__in=("C12", "C13")).exists()
    assert codes(disputing.reply_received, case, day=date(2026, 4, 20), **april) == {"not_sent_by_post"}
    issue_all(case, approver=office.leader, **april)
    letters.deliver(the(case, "no_longer_handled"), on=date(2026, 4, 20), **POSTED, **april)
    may = {"actor": office.officer, "now": now.replace(month=5, day=6)}
    assert lapsed.clocks.get(code="C12").started_on == date(2026, 4, 20)
    early = date(2026, 4, 19)
    assert codes(disputing.reply_received, case, day=early, **may) == {"day_too_early"}
    disputing.reply_received(case, day=date(2026, 4, 23), **may)
    clock = lapsed.clocks.get(code="C12")
    assert (clock.started_on, clock.due_on) == (date(2026, 4, 23), date(2026, 6, 22))
    assert "从登记的收到日期起算" in clock.says
    assert Case.objects.get(pk=case.pk).state == S.CLOSED_NO_CORRECTION
