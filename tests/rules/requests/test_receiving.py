"""The day a request counts as received follows from its channel."""

from datetime import date

import pytest

from mingchuang.rules.requests.receiving import AT_ONCE, CHANNEL_LABELS, Channel, received_on, refusals

SENT, ARRIVED, CONFIRMED = date(2026, 3, 2), date(2026, 3, 4), date(2026, 3, 5)
TODAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("channel", "counts"),
    [
        (Channel.IN_PERSON, SENT),
        (Channel.SIGNED_POST, ARRIVED),
        (Channel.ORDINARY_POST, CONFIRMED),
        (Channel.ONLINE, CONFIRMED),
        (Channel.FAX, CONFIRMED),
        (Channel.EMAIL, CONFIRMED),
    ],
)
def test_which_day_counts(channel: Channel, counts: date) -> None:
    assert received_on(channel, submitted=SENT, arrived=ARRIVED, confirmed=CONFIRMED) == counts


@pytest.mark.parametrize("channel", sorted(set(Channel) - AT_ONCE))
def test_a_click_or_an_arrival_alone_receives_nothing(channel: Channel) -> None:
    assert received_on(channel, submitted=SENT, arrived=ARRIVED, confirmed=None) is None


def test_every_channel_has_a_name() -> None:
    assert set(CHANNEL_LABELS) == set(Channel)


def test_impossible_days_are_all_named() -> None:
    reasons = refusals(
        Channel.FAX,
        submitted=date(2026, 3, 6),
        arrived=date(2026, 3, 4),
        confirmed=date(2026, 3, 10),
        today=TODAY,
    )
    assert [(reason.code, reason.field) for reason in reasons] == [
        ("day_in_future", "confirmed"),
        ("days_reversed", "arrived"),
    ]
    nothing = {"submitted": None, "arrived": None, "confirmed": None, "today": TODAY}
    assert [reason.code for reason in refusals(Channel.IN_PERSON, **nothing)] == ["submitted_missing"]
    assert [reason.code for reason in refusals(Channel.FAX, **nothing)] == ["arrived_missing"]


def test_possible_days_are_taken() -> None:
    days = {"submitted": SENT, "arrived": ARRIVED, "confirmed": None, "today": TODAY}
    assert refusals(Channel.ORDINARY_POST, **days) == []
