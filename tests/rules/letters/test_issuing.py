"""Failure 5 of the design guide: no letter leaves without reason, article and the right remedy."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules.letters.content import LetterContent, as_data, chinese_day, digest, from_data, plain
from mingchuang.rules.letters.defaults import DEFAULT_WORDING
from mingchuang.rules.letters.delivery import Serving
from mingchuang.rules.letters.delivery import refusals as delivery_refusals
from mingchuang.rules.letters.issuing import refusals
from mingchuang.rules.letters.kinds import LETTERS, LetterKind, reply_to
from mingchuang.rules.letters.placeholders import EXAMPLES
from mingchuang.rules.letters.wording import fill
from mingchuang.rules.requests import remedies
from mingchuang.rules.requests.decisions import RULES_OF
from mingchuang.rules.requests.remedies import Remedy
from tests.support.each import each

DAY = date(2026, 3, 9)
PLACES = {
    "review_organ": "示例市人民政府",
    "review_address": "示例市示例路2号",
    "review_online": "https://example.gov.cn",
    "court": "示例区人民法院",
}
REMEDY = {remedy: remedies.block(remedy, **PLACES) for remedy in Remedy}
REVIEW_FIRST = [kind for kind in LetterKind if LETTERS[kind].remedy is Remedy.REVIEW_FIRST]


def letter(kind, **changes):
    rule = LETTERS[kind]
    basis = rule.basis or "某规定第一条"
    values = {**EXAMPLES, "依据": basis}
    content = LetterContent(
        kind=kind,
        title=rule.title,
        number="",
        addressee="张三",
        paragraphs=fill(DEFAULT_WORDING[kind], values),
        basis=basis,
        remedy=REMEDY[rule.remedy],
        annexes=(),
        issuer="示例市人民政府外事办公室",
        dated=DAY,
        reason=values["理由"] if rule.states_reason else "",
    )
    return replace(content, **changes)


def codes(content):
    return {reason.code for reason in refusals(content)}


@each("kind", LetterKind)
def test_a_whole_letter_may_leave(kind):
    assert refusals(letter(kind)) == []


@each("rule", [rule for rule in RULES_OF.values() if rule.letter])
def test_the_letter_of_every_decision_carries_the_remedy_of_the_decision(rule):
    """What `rules.requests` decides and says of remedies is what `rules.letters` lets out."""
    kind = reply_to(rule.code)
    assert kind is LetterKind[rule.letter]
    assert LETTERS[kind].remedy is rule.remedy
    assert refusals(letter(kind, remedy=remedies.block(rule.remedy, **PLACES))) == []


@each("kind", LetterKind)
@each("name", ["title", "addressee", "basis", "issuer"])
def test_an_empty_part_is_refused_and_named(kind, name):
    assert f"letter_{name}_missing" in codes(letter(kind, **{name: " "}))


@each("kind", [kind for kind in LetterKind if LETTERS[kind].states_reason])
def test_no_refusal_without_its_reason(kind):
    assert "letter_reason_missing" in codes(letter(kind, reason=""))
    assert "letter_reason_unsaid" in codes(letter(kind, reason="另一个理由"))


def test_the_basis_must_stand_in_the_text():
    assert "letter_basis_unsaid" in codes(letter(LetterKind.REPLY_GRANT, basis="《条例》第一条"))


@each("kind", [kind for kind in LetterKind if LETTERS[kind].remedy is not Remedy.NONE])
def test_no_decision_without_its_remedy(kind):
    assert codes(letter(kind, remedy=())) == {"letter_remedy_missing"}


@each("kind", LetterKind)
@each("block", Remedy)
def test_the_remedy_of_another_kind_is_refused(kind, block):
    own = LETTERS[kind].remedy
    if block is own:
        return
    assert codes(letter(kind, remedy=REMEDY[block])) & {"letter_remedy_wrong", "letter_remedy_missing"}


@each("kind", REVIEW_FIRST)
@each("words", ["6个月", "六个月"])
def test_six_months_never_stand_on_a_review_first_letter(kind, words):
    also = (f"或者在{words}内直接向人民法院提起行政诉讼。",)
    right = letter(kind)
    assert "letter_six_months" in codes(replace(right, remedy=(*right.remedy, *also)))
    assert "letter_six_months" in codes(replace(right, paragraphs=(*right.paragraphs, *also)))
    assert "letter_six_months" in codes(replace(right, note=also[0]))


def test_six_months_in_what_was_asked_are_not_a_way_to_the_court():
    right = letter(LetterKind.REPLY_DENY_PROCESS)
    assert (
        codes(
            replace(
                right,
                paragraphs=(
                    *right.paragraphs,
                    "申请公开的内容：近6个月行政诉讼案件的判决书、2025年6月的会议纪要。",
                ),
            )
        )
        == set()
    )


def test_content_comes_back_from_json_and_its_hash_sees_every_change():
    content = letter(LetterKind.REPLY_PARTIAL)
    data = as_data(content)
    assert from_data(data) == content
    assert digest(data) != digest(as_data(replace(content, note="改")))


@given(st.text())
def test_plain_text_is_plain_for_good(text):
    assert plain(plain(text)) == plain(text)


def test_days_have_no_leading_zero():
    assert chinese_day(date(2026, 3, 9)) == "2026年3月9日"


def serving(**changes):
    return Serving(
        **{"way": "direct", "on": DAY, "recipient": "张三", "mail_number": "", "issued_on": DAY} | changes
    )


def delivery_codes(**changes):
    return {reason.code for reason in delivery_refusals(serving(**changes), DAY)}


@pytest.mark.parametrize(
    "number", ["1234567890123", "XA12345678901", "ea 123456789 cn", "１２３４５６７８９０１２３"]
)
def test_post_goes_by_the_postal_enterprise(number):
    assert delivery_codes(way="post", mail_number=number) == set()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": date(2026, 3, 8)}, "delivery_before_issue"),
        ({"on": date(2026, 3, 10)}, "delivery_in_future"),
        ({"issued_on": None}, "delivery_not_issued"),
        ({"recipient": " "}, "delivery_recipient_missing"),
        ({"way": "pigeon"}, "delivery_way_unknown"),
        ({"way": "post"}, "mail_number_missing"),
        ({"way": "post", "mail_number": "SF1234567890123"}, "mail_number_courier"),
        ({"way": "post", "mail_number": "12345"}, "mail_number_form"),
        (
            {"way": "online", "remedy": remedies.block(Remedy.CHOICE, **PLACES | {"review_online": ""})},
            "delivery_online_route",
        ),
    ],
)
def test_each_wrong_delivery_is_refused(changes, code):
    assert delivery_codes(**changes) == {code}


def test_online_delivery_needs_the_online_route_to_review():
    assert delivery_codes(way="online", remedy=REMEDY[Remedy.REVIEW_FIRST]) == set()
    assert delivery_codes(way="online", remedy=()) == set()
