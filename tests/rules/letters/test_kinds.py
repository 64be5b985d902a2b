"""Every kind of letter has its row, its wording and, for each decision, its reply."""

import pytest

from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.kinds import LETTERS, LetterKind, reply_to
from mingchuang.rules.letters.placeholders import EXAMPLES, PLACEHOLDERS, Placeholder
from mingchuang.rules.letters.wording import fill, problems
from mingchuang.rules.requests.remedies import Remedy
from mingchuang.rules.text_checks import Severity, check_serious, starter
from tests.support.each import each

DENIALS = [kind for kind in LetterKind if kind.value.startswith("reply_deny_")]


def test_no_kind_is_without_rule_and_wording():
    assert list(LETTERS) == list(DEFAULT_WORDING) == list(LetterKind)


def test_each_notice_of_the_specification_has_a_kind():
    labels = {rule.label for rule in LETTERS.values()}
    assert labels == {f"N{number:02}" for number in range(1, 26)}


@each("kind", LetterKind)
def test_the_default_wording_passes_its_own_check(kind):
    assert problems(kind, DEFAULT_WORDING[kind]) == []


@each("kind", LetterKind)
def test_the_default_wording_filled_reads_as_finished_chinese(kind):
    text = "".join(fill(DEFAULT_WORDING[kind], EXAMPLES))
    assert "{" not in text and "。。" not in text and "，，" not in text
    found = check_serious(text, words=starter(), allowed=[EXAMPLES["联系电话"]])
    assert [f.message for f in found if f.severity is Severity.BLOCK] == []


def test_placeholders_have_words_and_an_example():
    assert set(PLACEHOLDERS) == set(EXAMPLES) == set(Placeholder)


@each("kind", [*DENIALS, LetterKind.REPLY_PARTIAL])
def test_refusals_under_articles_14_to_16_go_to_review_first(kind):
    special = kind is LetterKind.REPLY_DENY_SPECIAL
    assert LETTERS[kind].remedy is (Remedy.CHOICE if special else Remedy.REVIEW_FIRST)
    assert LETTERS[kind].states_reason


@each("kind", [kind for kind in LetterKind if kind.value.startswith("reply_")])
def test_every_reply_tells_a_remedy(kind):
    assert LETTERS[kind].remedy in (Remedy.CHOICE, Remedy.REVIEW_FIRST)


def test_steering_letters_tell_no_remedy():
    without = {kind for kind, rule in LETTERS.items() if rule.remedy is Remedy.NONE}
    assert without == {
        LetterKind.RECEIPT,
        LetterKind.CORRECTION_NOTICE,
        LetterKind.REASON_INQUIRY,
        LetterKind.EXTENSION_NOTICE,
        LetterKind.THIRD_PARTY_INQUIRY,
        LetterKind.CONSULTATION_NOTICE,
        LetterKind.CO_MAKER_INQUIRY,
        LetterKind.OTHER_AGENCY_INQUIRY,
        LetterKind.DELAY_NOTICE,
        LetterKind.DELIVERY_RECORD,
    }


@each(
    ("decision", "kind"),
    [
        ("GRANT", LetterKind.REPLY_GRANT),
        ("deny_process", LetterKind.REPLY_DENY_PROCESS),
        ("CLOSED_UNPAID", LetterKind.NO_LONGER_HANDLED),
        ("CLOSED_NO_CORRECTION", LetterKind.NO_LONGER_HANDLED),
    ],
)
def test_a_decision_knows_its_letter(decision, kind):
    assert reply_to(decision) is kind


def test_a_withdrawn_request_has_no_letter():
    with pytest.raises(ValueError, match="closed_other"):
        reply_to("CLOSED_OTHER")
