"""By the clock: what was closed three years ago loses its personal data, nothing that is contested does."""

from datetime import date, timedelta

import pytest

from mingchuang.casework import services as trunk
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.models import Dispute
from mingchuang.disclosure.requests.services import retaining
from mingchuang.rules.roles import Role
from tests.support.factories import make_person
from tests.support.requests import file_one

pytestmark = [pytest.mark.django_db, pytest.mark.db]


@pytest.fixture
def officer(db):
    return make_person([Role.DISCLOSURE_OFFICER], name="秘书")


@pytest.fixture
def case(officer, now):
    filed = file_one(now, proven=False).case
    return trunk.discard(filed, reason="广告", actor=officer, now=now)


def later(now, day):
    return now.replace(year=day.year, month=day.month, day=day.day)


def erased(case):
    return case.events.filter(event="erased").count()


def test_the_third_anniversary_is_the_day(case, officer, now):
    waiting = file_one(now).case
    assert case.closed_on == date(2026, 3, 9)
    assert retaining.erase_due(later(now, date(2029, 3, 8))) == 0
    assert list(retaining.falling_due(officer, date(2029, 2, 7))) == [case]
    assert retaining.erased_from(case) == date(2029, 3, 9)
    assert not retaining.falling_due(officer, date(2029, 2, 6))
    assert retaining.erase_due(later(now, date(2029, 3, 9))) == 1
    assert retaining.erase_due(later(now, date(2029, 3, 9))) == 0, "a tombstone is enough"
    assert not retaining.falling_due(officer, date(2029, 3, 10))
    case = Case.objects.get(pk=case.pk)
    assert case.information_request.document_name == ""
    assert case.information_request.applicant.erased_at is not None
    assert case.information_request.papers.get().file.erased_at is not None
    assert case.events.get(event="erased").actor is None
    assert erased(waiting) == 0, "an open request is never erased"
    assert list(trunk.verify_chains()) == []


def test_a_contested_request_waits_and_counts_from_the_end_of_the_dispute(case, officer, now):
    dispute = Dispute.objects.create(
        request=case.information_request, kind="litigation_direct", filed_on=date(2026, 5, 1)
    )
    assert retaining.erase_due(later(now, date(2031, 3, 9))) == 0
    assert not retaining.falling_due(officer, date(2031, 3, 9))
    assert retaining.erased_from(case) is None
    dispute.closed_on, dispute.result = date(2028, 3, 9), "maintained"
    dispute.save()
    assert retaining.erase_due(later(now, date(2031, 3, 8))) == 0
    assert retaining.erase_due(later(now, date(2031, 3, 9))) == 1


def test_what_is_written_after_the_erasure_is_erased_too(case, officer, now):
    day = later(now, date(2029, 3, 9))
    retaining.erase_due(day)
    trunk.comment(case, reason="张三又来电话", actor=officer, now=day + timedelta(hours=1))
    assert retaining.erase_due(day + timedelta(days=1)) == 1
    assert "张三又来电话" not in [event.text.text for event in case.events.filter(text__isnull=False)]


def test_the_office_sets_the_years(case, now, settings):
    settings.REQUEST_PERSONAL_DATA_YEARS = 5
    assert retaining.erase_due(later(now, date(2031, 3, 8))) == 0
    assert retaining.erase_due(later(now, date(2031, 3, 9))) == 1


def test_the_desk_lists_what_is_erased_soon(client, case, officer, clock, now):
    clock.set(later(now, date(2029, 3, 1)))
    client.force_login(officer)
    page = client.get("/desk/requests/retention/").content.decode()
    assert case.number in page
    assert "2029-03-09" in page
    assert "/desk/requests/retention/" in client.get("/desk/").content.decode()
