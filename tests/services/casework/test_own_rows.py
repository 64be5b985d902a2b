"""A row of the worklist says what was asked without a query of its own, whatever kind of case it is."""

from datetime import timedelta

import pytest

from mingchuang.casework import registry, selectors
from mingchuang.casework.models import Case
from mingchuang.casework.receipts import new_receipt
from mingchuang.casework.site_errors.services import Report, file_report
from mingchuang.disclosure.record_corrections import services as record_corrections
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.record_corrections import typed
from tests.support.requests import file_one

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_of_each(now) -> set[str]:
    officer = make_person([Role.DISCLOSURE_OFFICER], name="秘书")
    report = Report("wording", "“公布”写成了“工布”", "/info/1/")
    file_report(report, receipt=new_receipt(), proven=True, now=now - timedelta(days=1))
    file_one(now)
    record_corrections.register(typed(), actor=officer, now=now)
    return set(Case.objects.values_list("kind", flat=True))


def test_there_is_a_case_of_every_kind_of_the_house(one_of_each):
    offered = {kind.code for kind in registry.kinds() if kind.asked.__module__.startswith("mingchuang.")}
    assert one_of_each == offered, "add one to the fixture, so that its row is held to what its kind declares"


def test_what_was_asked_is_read_with_the_rows(one_of_each, django_assert_num_queries):
    rows = list(selectors.with_own_rows(Case.objects.all()))
    with django_assert_num_queries(0):
        said = [selectors.asked_in(row) for row in rows]
    assert len(said) == len(one_of_each)
    assert all(said)
