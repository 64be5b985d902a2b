"""The public door: proof of work that is ours, in time and used once; limits that forget addresses."""

import base64
import hashlib
from datetime import timedelta

import altcha
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.casework import query_codes
from mingchuang.casework.models import AttemptWindow, SpentProof
from mingchuang.casework.services import door
from tests.support.proofs import packed, solve

pytestmark = pytest.mark.django_db


def test_a_solved_task_opens_once(now):
    payload = packed(solve(door.new_challenge(now)))
    assert door.spend_proof(payload, now + timedelta(minutes=3)) is True
    assert door.spend_proof(payload, now + timedelta(minutes=3)) is False


def test_a_task_solved_too_late_does_not_open(now):
    payload = packed(solve(door.new_challenge(now)))
    assert door.spend_proof(payload, now + door.VALID_FOR + timedelta(seconds=1)) is False
    assert not SpentProof.objects.exists()


def test_what_is_spent_is_forgotten_after_it_would_have_expired(now):
    door.spend_proof(packed(solve(door.new_challenge(now))), now)
    later = now + timedelta(days=1)
    door.spend_proof(packed(solve(door.new_challenge(later))), later)
    assert SpentProof.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"number": -1},
        {"number": "1"},
        {"number": True},
        {"signature": "0" * 64},
        {"salt": "abc?expires=4102444800&"},
        {"algorithm": "MD5"},
        {"algorithm": None},
        {"challenge": "0" * 64},
    ],
)
def test_a_forged_solution_does_not_open(now, change):
    assert door.spend_proof(packed({**solve(door.new_challenge(now)), **change}), now) is False


def test_somebody_elses_task_does_not_open(now):
    made = altcha.create_challenge_v1(max_number=10, hmac_key="another key", expires=now + timedelta(hours=1))
    foreign = door.Challenge(made.algorithm, made.challenge, made.salt, made.signature, 10)
    assert door.spend_proof(packed(solve(foreign)), now) is False


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200).map(lambda b: base64.b64encode(b).decode())))
def test_anything_else_does_not_open_and_does_not_break(payload):
    assert door._decoded(payload) is None


@pytest.mark.parametrize("json_text", ["[]", "1", "null", '{"number": 1}', "{" * 900])
def test_other_json_does_not_open(json_text, now):
    assert door.spend_proof(base64.b64encode(json_text.encode()).decode(), now) is False


def test_too_many_tries_are_counted_by_key_and_forgotten_after_the_window(now):
    limit = door.LIMITS[door.Knock.LOOK_UP]
    tries = [door.allowed(door.Knock.LOOK_UP, "203.0.113.7", now) for _ in range(limit + 1)]
    assert tries == [True] * limit + [False]
    assert door.allowed(door.Knock.LOOK_UP, "203.0.113.8", now)
    assert door.allowed(door.Knock.REPORT, "203.0.113.7", now)
    assert door.allowed(door.Knock.LOOK_UP, "203.0.113.7", now + door.WINDOW + timedelta(seconds=1))
    assert AttemptWindow.objects.count() == 1


def test_no_address_of_a_visitor_is_stored(now):
    door.allowed(door.Knock.REPORT, "203.0.113.7", now)
    assert "203" not in AttemptWindow.objects.get().key or len(AttemptWindow.objects.get().key) == 64
    assert hashlib.sha256(b"203.0.113.7").hexdigest() != AttemptWindow.objects.get().key


@given(st.binary(min_size=16, max_size=40))
def test_a_query_code_survives_the_way_people_type(random):
    code = query_codes.from_bytes(random)
    assert query_codes.LENGTH * 5 == 80
    stored = query_codes.digest(code, "case")
    for typed in (code.lower(), code.replace("-", ""), f" {code} ", code.replace("0", "O").replace("1", "l")):
        assert query_codes.matches(typed, "case", stored)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign != "-" else "－" for sign in code)
    assert query_codes.matches(wide, "case", stored)
    assert not query_codes.matches(code, "another case", stored)
    assert not query_codes.matches("", "case", "")


def test_codes_are_not_repeated_and_need_enough_chance():
    assert len({query_codes.make() for _ in range(500)}) == 500
    with pytest.raises(ValueError, match="random bytes"):
        query_codes.from_bytes(b"short")
