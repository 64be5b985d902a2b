"""The requests of the demo office: every outcome and state is there, by way of the real services."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day
from mingchuang.casework import services as trunk
from mingchuang.casework.letters.models import LetterState
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import suggesting
from mingchuang.disclosure.seeds import seed
from mingchuang.publishing.models import Item
from mingchuang.rules.identifiers.people import check_id_card
from mingchuang.rules.requests.decisions import REPLIES
from mingchuang.rules.requests.receiving import Channel
from mingchuang.web.demo import record_corrections, request_stories, years_ahead
from mingchuang.web.demo.filling import Filler
from mingchuang.web.demo.office import set_up
from mingchuang.web.demo.request_handling import Handling
from mingchuang.web.demo.request_stories import PATHS
from mingchuang.web.demo.request_texts import ASKED, identity_number
from mingchuang.web.demo.stories import Teller

pytestmark = pytest.mark.django_db


def test_every_outcome_channel_and_way_to_go_is_asked_for():
    assert {asked.outcome for asked in ASKED if asked.outcome} == set(REPLIES)
    assert {asked.channel for asked in ASKED} == set(Channel)
    assert {asked.path for asked in ASKED} == set(PATHS) | request_stories.ARRIVED
    assert [asked.ago for asked in ASKED] == sorted((asked.ago for asked in ASKED), reverse=True)


def test_the_identity_numbers_fit_and_belong_to_nobody_alive(now):
    for serial in range(1, 60):
        found = check_id_card(identity_number(serial), local_day(now))
        assert found.ok, found
        assert found.details["born"].startswith("1850")


def test_the_whole_office_is_filled_up_to_today_and_no_further(now, clock):
    """`make run` walks all of it: a rule that became stricter must not be met there first."""
    seed(now)
    filler = Filler(set_up(now), now, lambda _count: None)
    assert filler.fill() == Item.objects.count() > 250
    requests = Case.objects.filter(kind="request")
    assert requests.count() == len(ASKED)
    assert set(requests.values_list("state", flat=True)) == {
        *("submitted", "unchecked", "received", "correction", "consulting", "reason_asked", "fee_pending"),
        *("in_review", "served", "disputed", "closed_withdrawn", "closed_no_correction", "closed_unpaid"),
    }
    [late] = [case for case in requests.filter(state="served") if case.closed_on > case.due_on]
    assert set(late.letters.values_list("state", flat=True)) == {LetterState.ISSUED}
    assert not Case.objects.filter(received_at__gt=now + timedelta(minutes=1)).exists()
    assert suggesting.suggestions(filler.user("office"))
    assert list(trunk.verify_chains()) == []


def test_no_text_is_of_a_day_to_come_whenever_the_office_is_filled():
    """On a Sunday and in the long holidays the next working day is still ahead."""
    for ahead in range(364):
        today = date(2026, 1, 1) + timedelta(days=ahead)
        late = [story for story in Teller(today, current_calendar()).stories() if story.formed_on > today]
        assert not late, today


def test_corrections_of_records_are_with_a_division_decided_and_passed_on(now, clock):
    seed(now)
    filler = Filler(set_up(now), now, lambda _count: None)
    assert record_corrections.fill(Handling(filler)) == 3
    states = Counter(Case.objects.values_list("kind", "state"))
    kind = "record_correction"
    assert states == {(kind, "received"): 1, (kind, "decided"): 1, (kind, "answered"): 1}
    assert Case.objects.get(state="received").clocks.filter(code="division").exists()
    assert list(trunk.verify_chains()) == []


@pytest.mark.parametrize(
    ("day", "years"),
    [(date(2026, 7, 31), []), (date(2026, 8, 31), [2027]), (date(2028, 9, 1), [2027, 2028, 2029])],
)
def test_years_whose_notice_is_not_out_are_entered_as_provisional(clock, day, years):
    """A first start near the end of the packaged notices, or years after it, still counts its periods."""
    now = timezone.make_aware(datetime.combine(day, time(10)))
    clock.set(now)
    seed(now)
    administrator = set_up(now)["admin"].user
    assert years_ahead.enter(administrator, now) == years
    calendar = current_calendar()
    assert calendar.covers(day + years_ahead.REACH)
    assert {year for year, notice in calendar.years.items() if notice.provisional} == set(years)
    assert years_ahead.enter(administrator, now) == []
