"""What follows for a reply from what others said: every outcome of a consultation against every decision."""

from dataclasses import replace

import pytest

from mingchuang.rules.requests.decisions import Answer, Decision, judgements, refusals
from mingchuang.rules.requests.opinions import OPINION_LABELS, PARTY_LABELS, Heard, Judgement, Opinion, Party

FULL = Answer(information="统计表", reason="理由", withheld="报价", corrected=True, search_log=1)
AGREES, SILENT = Heard("third_party", "agrees"), Heard("third_party", "silent")
GOOD, VAIN = Heard("third_party", "objects", True), Heard("third_party", "objects", False)
MAKER_AGREES, MAKER_SILENT = Heard("co_maker", "agrees"), Heard("co_maker", "silent")
MAKER_OBJECTS = Heard("co_maker", "objects")
AGENCY_OBJECTS = Heard("other_agency", "objects")


def codes(decision: str, *heard: Heard, ground: str = "", **more: str) -> set[str]:
    answer = replace(FULL, heard=heard, ground=ground, **more)
    return {reason.code for reason in refusals(decision, answer)}


@pytest.mark.parametrize(
    ("heard", "lacking"),
    [
        ((AGREES,), set()),
        ((SILENT,), set()),
        ((GOOD,), {"public_interest_missing"}),
        ((Heard("third_party", "objects"),), {"public_interest_missing"}),
        ((VAIN,), {"objection_answer_missing"}),
        ((GOOD, VAIN), {"public_interest_missing", "objection_answer_missing"}),
        ((AGREES, GOOD), {"public_interest_missing"}),
        ((MAKER_AGREES,), set()),
        ((MAKER_SILENT,), set()),
        ((MAKER_OBJECTS,), {"weighing_missing"}),
        ((MAKER_AGREES, MAKER_OBJECTS), {"weighing_missing"}),
        ((AGENCY_OBJECTS,), set()),
        ((GOOD, MAKER_OBJECTS), {"public_interest_missing", "weighing_missing"}),
    ],
)
def test_a_grant_says_why_it_goes_against_somebodys_word(heard, lacking):
    assert codes(Decision.GRANT, *heard) == lacking
    weighed = {judgement.value: "权衡" for judgement in Judgement}
    assert codes(Decision.GRANT, *heard, **weighed) == set()


@pytest.mark.parametrize(
    ("heard", "lacking"),
    [
        ((), set()),
        ((AGREES,), {"third_party_consents"}),
        ((AGREES, AGREES), {"third_party_consents"}),
        ((AGREES, GOOD), set()),
        ((AGREES, SILENT), set()),
        ((SILENT,), set()),
        ((GOOD,), set()),
        ((MAKER_AGREES,), set()),
    ],
)
def test_nothing_is_withheld_for_the_sake_of_those_who_agree(heard, lacking):
    assert codes(Decision.DENY_THIRD_PARTY, *heard, ground="third_party") == lacking
    assert codes(Decision.PARTIAL, *heard, ground="third_party") == lacking


@pytest.mark.parametrize("maker", [MAKER_AGREES, MAKER_SILENT])
def test_a_co_maker_who_agrees_or_is_silent_is_weighed_against_what_may_be_withheld(maker):
    for ground in ("process", "internal", "enforcement_file"):
        decision = f"deny_{ground}"
        assert codes(decision, maker, ground=ground) == {"weighing_missing"}
        assert codes(decision, maker, ground=ground, weighing="仍在审议") == set()
        assert codes(decision, maker, MAKER_OBJECTS, ground=ground) == set()
    assert codes(Decision.DENY_STATE_SECRET, maker, ground="state_secret") == set()
    assert codes(Decision.PARTIAL, maker, ground="process") == {"weighing_missing"}


def test_a_part_is_opened_against_an_objection_only_for_the_public_interest():
    assert codes(Decision.PARTIAL, GOOD, ground="third_party") == set()
    assert codes(Decision.PARTIAL, GOOD, ground="internal") == {"public_interest_missing"}
    assert codes(Decision.PARTIAL, MAKER_OBJECTS, ground="internal") == set()


def test_what_was_open_already_or_gives_nothing_goes_against_nobody():
    for decision in (Decision.GRANT_PUBLISHED, Decision.UNABLE_NOT_EXIST, Decision.REFUSE_PETITION):
        assert judgements(decision, replace(FULL, heard=(GOOD, MAKER_OBJECTS))) == ()


def test_every_reason_is_told_at_once():
    found = codes(Decision.PARTIAL, AGREES, MAKER_AGREES, ground="process", reason="")
    assert found == {"reason_missing", "weighing_missing"}
    assert codes(Decision.DENY_PROCESS, MAKER_SILENT, ground="process", reason=" ") == {
        "reason_missing",
        "weighing_missing",
    }


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        (SILENT, "逾期未答复，由本机关依照条例决定是否公开"),
        (MAKER_SILENT, "逾期未答复，视为同意公开"),
        (GOOD, "不同意公开，理由合理"),
        (VAIN, "不同意公开，理由不合理"),
        (Heard("third_party", ""), "还没有结果"),
    ],
)
def test_an_outcome_says_what_the_law_makes_of_it(heard, words):
    assert heard.label == words


def test_labels_name_every_word():
    assert (set(PARTY_LABELS), set(OPINION_LABELS)) == (set(Party), set(Opinion))
