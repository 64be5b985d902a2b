"""The requests of the demo office: every outcome and state is there, by way of the real services."""

from collections import Counter
from datetime import timedelta

import pytest

from mingchuang.base.calendars.selectors import current_calendar
from mingchuang.base.localtime import local_day
from mingchuang.casework import services as trunk
from mingchuang.casework.letters.models import LetterState
from mingchuang.casework.models import Case
from mingchuang.disclosure.requests.services import suggesting
from mingchuang.disclosure.seeds import seed
from mingchuang.rules.identifiers.people import check_id_card
from mingchuang.rules.requests.decisions import REPLIES
from mingchuang.rules.requests.receiving import Channel
from mingchuang.web.demo import record_corrections, request_stories
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


def test_every_way_to_go_is_one_that_the_rules_allow_up_to_today_and_no_further(now, clock, monkeypatch):
    """`make run` walks them all: a rule that became stricter must not be met there first."""
    plain = {"answered", "turned", *request_stories.ARRIVED}
    one_of_each = {asked.path: asked for asked in ASKED if asked.path not in plain}
    wanted = {"公务护照管理办法", "友城奖学金办法"}
    chosen = [asked for asked in ASKED if asked in one_of_each.values() or asked.document in wanted]
    monkeypatch.setattr(request_stories, "ASKED", tuple(chosen))
    seed(now)
    filler = Filler(set_up(now), now, lambda _count: None)
    filler.teller = Teller(local_day(now), current_calendar())
    assert request_stories.fill(Handling(filler)) == len(chosen)
    states = Counter(Case.objects.values_list("state", flat=True))
    assert {"disputed", "consulting", "received", "submitted"} <= set(states)
    late = Case.objects.get(information_request__document_name=one_of_each["late"].document)
    assert late.closed_on > late.due_on, "served after its last day"
    assert set(late.letters.values_list("state", flat=True)) == {LetterState.ISSUED}
    assert not Case.objects.filter(received_at__gt=now + timedelta(minutes=1)).exists()
    assert suggesting.suggestions(filler.user("office")) == []
    assert list(trunk.verify_chains()) == []


def test_corrections_of_records_are_with_a_division_decided_and_passed_on(now, clock):
    seed(now)
    filler = Filler(set_up(now), now, lambda _count: None)
    assert record_corrections.fill(Handling(filler)) == 3
    states = Counter(Case.objects.values_list("kind", "state"))
    kind = "record_correction"
    assert states == {(kind, "received"): 1, (kind, "decided"): 1, (kind, "answered"): 1}
    assert Case.objects.get(state="received").clocks.filter(code="division").exists()
    assert list(trunk.verify_chains()) == []
