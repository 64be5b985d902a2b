"""Two hands at the same moment: one report, one handler, one reply, no number twice."""

import pytest

from mingchuang.casework import services
from mingchuang.casework.models import AttemptWindow, Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.services import door
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.rules.refusals import Refused
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.proofs import packed, solve
from tests.support.together import together

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]

HANDS = 4
"""As many as act together."""


@pytest.fixture
def officer(transactional_db):
    return make_person([Role.DISCLOSURE_OFFICER])


def test_one_form_sent_four_times_opens_one_case(officer, now):
    report, receipt = Report("link", "打不开"), new_receipt()
    filed = together(lambda _hand: file_report(report, receipt=receipt, proven=True, now=now))
    assert len({one.case.pk for one in filed}) == 1
    assert len({one.query_code for one in filed}) == 1
    assert Case.objects.get().events.count() == 1


def test_four_reports_get_four_numbers(officer, now):
    together(lambda _hand: file_report(Report("link", "打不开"), receipt=new_receipt(), proven=True, now=now))
    numbers = set(Case.objects.values_list("number", flat=True))
    assert numbers == {f"E2026-{serial:05d}" for serial in range(1, HANDS + 1)}
    assert list(services.verify_chains()) == []


def test_only_one_reply_is_sent(officer, now):
    case = file_report(Report("link", "打不开"), receipt=new_receipt(), proven=True, now=now).case
    services.take_on(case, actor=officer, now=now)
    answers = together(lambda hand: services.answer(case, reply=f"已修复{hand}。", actor=officer, now=now))
    assert sum(isinstance(one, Case) for one in answers) == 1
    assert sum(isinstance(one, Refused) for one in answers) == HANDS - 1
    assert list(services.verify_chains()) == []


def test_a_proof_is_spent_once_and_every_try_is_counted(officer, now):
    payload = packed(solve(door.new_challenge(now)))
    assert sorted(together(lambda _hand: door.spend_proof(payload, now))) == [False] * (HANDS - 1) + [True]
    together(lambda _hand: door.allowed(door.Knock.LOOK_UP, "203.0.113.7", now))
    assert AttemptWindow.objects.get().count == HANDS
