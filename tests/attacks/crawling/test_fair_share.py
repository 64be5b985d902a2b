"""A robot crawls at 200 requests a second: it is told to wait, and everybody else is served."""

import pytest
from django.test import Client, RequestFactory, override_settings

from mingchuang.base.rates import MOST_ADDRESSES, Buckets, network_of
from mingchuang.config.middleware import FairShare
from tests.support.publishing import make_office, released

ROBOT, READER = "203.0.113.9", "198.51.100.7"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("mingchuang.config.middleware.time.monotonic", made.monotonic)
    return made


@pytest.fixture
def limited(settings):
    settings.PUBLIC_REQUESTS_PER_SECOND, settings.API_REQUESTS_PER_SECOND = 20, 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "most"),
    [pytest.param("/list/", 200 + 20 * 5, marks=pytest.mark.slow), ("/api/v1/items", 100 + 10 * 5)],
)
def test_a_robot_gets_its_share_and_no_more(limited, clock, now, path: str, most: int) -> None:
    released(make_office(), now)
    client = Client()
    served, refused, slow = 0, 0, None
    for turn in range(5 * 200):
        clock.now += 1 / 200
        answer = client.get(path, REMOTE_ADDR=ROBOT)
        if answer.status_code == 429:
            refused += 1
            slow = answer
        else:
            served += 1
        if turn % 200 == 0:
            assert client.get(path, REMOTE_ADDR=READER).status_code == 200, "nobody else waits"
    assert served <= most + 1 and served + refused == 1000
    assert slow is not None and int(slow["Retry-After"]) >= 1 and slow["Cache-Control"] == "no-store"
    assert not slow.cookies
    if path.startswith("/api/"):
        assert slow["Content-Type"] == "application/problem+json" and slow.json()["status"] == 429
    else:
        assert "请稍后再试" in slow.content.decode()
    clock.now += int(slow["Retry-After"])
    assert client.get(path, REMOTE_ADDR=ROBOT).status_code == 200


def test_a_refusal_costs_no_view_and_no_database(limited, clock) -> None:
    asked = []
    share = FairShare(lambda request: asked.append(request) or _empty())
    for _ in range(1000):
        request = RequestFactory().get("/list/", REMOTE_ADDR=ROBOT)
        share(request)
    assert len(asked) == 200


def _empty():
    from django.http import HttpResponse

    return HttpResponse("")


def test_a_refusal_speaks_the_language_of_the_address(limited, clock) -> None:
    share = FairShare(lambda request: _empty())
    for path, language, title in (("/list/", "zh-CN", "请稍后再试"), ("/en/list/", "en", "Please try again")):
        request = RequestFactory().get(path, REMOTE_ADDR=ROBOT)
        refused = next(answer for answer in (share(request) for _ in range(300)) if answer.status_code == 429)
        assert f'lang="{language}"' in refused.content.decode() and title in refused.content.decode()


def test_the_desk_and_this_very_machine_are_not_counted(limited, clock) -> None:
    asked = []
    share = FairShare(lambda request: asked.append(request) or _empty())
    for _ in range(500):
        share(RequestFactory().get("/desk/", REMOTE_ADDR=ROBOT))
        share(RequestFactory().get("/list/", REMOTE_ADDR="127.0.0.1"))
        share(RequestFactory().get("/list/", REMOTE_ADDR="::1"))
    assert len(asked) == 1500


@override_settings(PUBLIC_REQUESTS_PER_SECOND=0)
def test_zero_means_no_limit(clock) -> None:
    share = FairShare(lambda request: _empty())
    answers = {share(RequestFactory().get("/list/", REMOTE_ADDR=ROBOT)).status_code for _ in range(999)}
    assert answers == {200}


def test_a_new_address_for_each_request_neither_escapes_nor_fills_the_memory() -> None:
    buckets = Buckets(1, 5)
    allowed = sum(buckets.wait(f"2001:db8:1:2::{n:x}", 0.0) == 0 for n in range(100))
    assert allowed == 5, "a network of IPv6 is one visitor"
    for number in range(MOST_ADDRESSES + 500):
        buckets.wait(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", 0.0)
    assert len(buckets._levels) == MOST_ADDRESSES
    assert network_of("::ffff:10.0.0.1") == "10.0.0.1" and network_of("unknown") == "unknown"
