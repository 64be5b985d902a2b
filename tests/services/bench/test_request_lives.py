"""The lives of made-up requests: drawn by weight, on working days, the same for the same seed."""

import pytest
from django.db import transaction

from bench import generator
from bench.request_lives import LIVES, Workdays, drawn
from bench.request_rows import Writer
from mingchuang.casework.models import CaseEvent
from tests.services.bench.test_request_generator import REQUESTS, write


@pytest.mark.slow
def test_a_seed_makes_the_same_requests_and_another_does_not(db: None) -> None:
    generator.prepare()
    hashes = []
    for seed in (7, 7, 8):
        with transaction.atomic():
            write(Writer(seed, REQUESTS))
            hashes.append(list(CaseEvent.objects.order_by("id").values_list("hash", flat=True)))
            transaction.set_rollback(True)
    assert hashes[0] == hashes[1] != hashes[2]


def test_lives_are_drawn_by_their_weight(db: None) -> None:
    writer = Writer(7, 10)
    found = [LIVES[drawn(writer._luck(number))].name for number in range(4000)]
    assert 0.2 < found.count("granted") / 4000 < 0.32
    assert 0 < found.count("review upheld it") / 4000 < 0.02


def test_requests_arrive_on_working_days_in_order(db: None) -> None:
    days = Workdays()
    places = [days.arrival(number, 1000) for number in range(1000)]
    assert places == sorted(places)
    for year in (2017, 2024):
        first = days.first_of(year, 1000)
        assert days.days[places[first]].year == year
        assert days.days[places[first - 1]].year == year - 1
