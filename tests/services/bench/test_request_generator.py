"""The made-up office of requests is a real one: chained, sealed, guarded, replayable, the same every time."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from bench import generator
from bench.request_lives import LAST_DAY
from bench.request_rows import Writer
from mingchuang.base.accounts.models import User
from mingchuang.base.audit.services import verify
from mingchuang.base.personal.services import masked
from mingchuang.casework import registry
from mingchuang.casework.letters.models import Letter
from mingchuang.casework.letters.selectors import content_of, is_whole
from mingchuang.casework.models import Case, CaseClock, CaseEvent
from mingchuang.casework.services.projecting import project
from mingchuang.disclosure.requests.annual_numbers import request_rows
from mingchuang.rules.annual_report.forms import form_of
from tests.conftest import NOW
from tests.support.clock import Clock
from tests.support.kept import kept

REQUESTS = 400


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """An office of `REQUESTS` made-up requests."""
    with kept(django_db_blocker, Clock(NOW)):
        generator.prepare()
        write(Writer(7, REQUESTS))
        yield


@pytest.fixture
def filled(office: None, db: None) -> None:
    """The office, for one test to change."""


def write(writer: Writer) -> None:
    """Two ranges, as two processes write them."""
    for numbers in (range(0, 250), range(250, REQUESTS)):
        writer.fill(numbers, lambda _: None)
    writer.finish()


@pytest.mark.db
def test_nothing_in_it_is_damaged(filled: None) -> None:
    report = verify()
    assert report.damage == ()
    assert report.unsealed == 0
    assert Case.objects.count() == REQUESTS
    assert CaseEvent.objects.count() > REQUESTS * 6


@pytest.mark.slow
@pytest.mark.db
def test_replaying_gives_what_is_stored(filled: None) -> None:
    for case in Case.objects.order_by("pk"):
        stored, clocks = model_to_dict(case), _clocks(case)
        project(case, registry.find(case.kind))
        assert model_to_dict(case) == stored
        assert _clocks(case) == clocks


def _clocks(case: Case) -> list[dict[str, object]]:
    return [
        {name: value for name, value in model_to_dict(clock).items() if name != "id"}
        for clock in CaseClock.objects.filter(case=case).order_by("position")
    ]


@pytest.mark.db
def test_the_guards_stay_in_force(filled: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseEvent.objects.update(event="served")
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.update(number=None)


@pytest.mark.db
def test_most_are_served_some_are_open_and_the_year_adds_up(filled: None) -> None:
    open_now = Case.objects.filter(is_open=True)
    assert 0 < open_now.count() < REQUESTS // 10
    assert Case.objects.filter(state="served").count() > REQUESTS * 0.8
    assert not CaseEvent.objects.filter(on__gt=LAST_DAY).exists()
    rows = request_rows(2024, form_of(2024))
    assert rows["new"]["total"] == Case.objects.filter(received_on__year=2024).count()
    assert rows["total"]["total"] + rows["carried_out"]["total"] == (
        rows["new"]["total"] + rows["carried_in"]["total"]
    )
    case = Case.objects.exclude(division=None).earliest("pk")
    assert masked(case.information_request.applicant)["name"].startswith("申")


@pytest.mark.db
def test_replies_have_numbers_without_a_gap(filled: None) -> None:
    for year in (2020, 2025):
        serials = Letter.objects.filter(year=year).order_by("serial").values_list("serial", flat=True)
        assert list(serials) == list(range(1, len(serials) + 1)) != []
    letter = Letter.objects.select_related("case")[0]
    assert is_whole(letter)
    assert content_of(letter) is not None
    assert User.objects.get(pk=letter.approved_by_id).username == "leader"
