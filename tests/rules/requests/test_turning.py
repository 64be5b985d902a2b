"""Which replies may be published, and from how many applicants on it is suggested."""

import pytest

from mingchuang.rules.requests.decisions import Decision as D
from mingchuang.rules.requests.states import RequestState as S
from mingchuang.rules.requests.turning import Turning, proposed_item, refusals, suggests


def codes(**about):
    return {reason.code for reason in refusals(Turning(**about))}


def test_a_served_grant_may_be_turned():
    for decisions in ([D.GRANT], [D.PARTIAL], [D.DENY_PROCESS, D.GRANT]):
        assert codes(state=S.SERVED, decisions=decisions) == set()


@pytest.mark.parametrize("decision", sorted(set(D) - {D.GRANT, D.PARTIAL}))
def test_no_other_outcome_may(decision):
    assert codes(state=S.SERVED, decisions=[decision]) == {"nothing_granted"}


def test_every_reason_is_told_at_once():
    found = codes(
        state=S.RECEIVED, decisions=[""], has_text=False, erased=True, dispute_open=True, has_draft=True
    )
    assert found == {"not_served", "turning_disputed", "nothing_granted", "turning_erased", "turned_before"}
    assert codes(state=S.SERVED, decisions=[D.GRANT], has_text=False) == {"nothing_to_publish"}


@pytest.mark.parametrize(
    ("applicants", "decisions", "turned", "expected"),
    [
        (3, [D.GRANT, "", ""], False, True),
        (3, [], False, True),
        (2, [D.GRANT], False, False),
        (9, [D.GRANT], True, False),
        (9, [D.GRANT, D.DENY_THIRD_PARTY], False, False),
        (9, [D.GRANT_PUBLISHED], False, False),
    ],
)
def test_when_publishing_is_suggested(applicants, decisions, turned, expected):
    assert suggests(applicants, decisions, turned=turned, least=3) is expected


def test_the_words_of_a_text_point_to_an_item_of_the_list():
    assert proposed_item("2025年部门预算和决算") == "20-7"
    assert proposed_item("涉外突发事件应急预案") == "20-12"
    assert proposed_item("其他") == "20-15"
