"""The disclosure attribute, its grounds, the guide and the catalogue, as a drafter meets them."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules import disclosure, statutory
from mingchuang.rules.disclosure import Attribute, Ground, Strength, attribute_reasons
from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Tag

GUIDE = {
    "classification": "按法定主动公开内容分为十五类",
    "arrangement": "按年度和索引号编排",
    "ways_to_obtain": "网站查阅、现场查阅、依申请获取",
    "body_name": "市外办秘书处",
    "address": "示范路1号",
    "hours": "工作日 9:00—12:00，14:00—18:00",
    "phone": "0527-00000000",
    "fax": "0527-00000001",
    "online_contact": "foi@example.gov.cn",
}


def codes(reasons: list[Reason]) -> list[str]:
    return [reason.code for reason in reasons]


# --- the statutory list -------------------------------------------------------------------------


def test_the_fifteen_items_stand_in_order_with_the_offices_defaults() -> None:
    assert [item.number for item in statutory.ACTIVE_ITEMS] == list(range(1, 16))
    relevant = {item.number for item in statutory.ACTIVE_ITEMS if item.relevant}
    assert relevant == {1, 2, 3, 5, 7, 8, 9, 12, 14, 15}
    assert [item.content for item in statutory.LOCAL_ITEMS if item.relevant] == ["公共服务"]
    assert len(statutory.LOCAL_ITEMS) == 7


def test_every_item_says_why_it_does_or_does_not_concern_the_office() -> None:
    for item in statutory.STATUTORY_ITEMS:
        assert item.reason
        assert statutory.relevance_reasons(item.relevant, item.reason) == []
        assert statutory.statutory_item(item.code) is item
    with pytest.raises(KeyError):
        statutory.statutory_item("20-16")


def test_not_applicable_needs_a_reason() -> None:
    assert codes(statutory.relevance_reasons(False, " ")) == ["not_applicable_without_reason"]
    assert statutory.relevance_reasons(True, "") == []


# --- grounds ------------------------------------------------------------------------------------


def test_grounds_bind_as_the_articles_say() -> None:
    table = {ground: (rule.strength, rule.article) for ground, rule in disclosure.GROUND_RULES.items()}
    assert table == {
        Ground.STATE_SECRET: (Strength.MUST_NOT, "第十四条"),
        Ground.LAW_FORBIDS: (Strength.MUST_NOT, "第十四条"),
        Ground.SAFETY: (Strength.MUST_NOT, "第十四条"),
        Ground.THIRD_PARTY: (Strength.MUST_NOT_OVERRIDABLE, "第十五条"),
        Ground.INTERNAL: (Strength.MAY, "第十六条第一款"),
        Ground.PROCESS: (Strength.MAY_UNLESS_REQUIRED, "第十六条第二款"),
        Ground.ENFORCEMENT_FILE: (Strength.MAY_UNLESS_REQUIRED, "第十六条第二款"),
        Ground.SPECIAL_QUERY: (Strength.REDIRECT, "第三十六条第七项"),
    }
    rows = [rule.report_row for rule in disclosure.GROUND_RULES.values()]
    assert rows == [f"3.3.{n}" for n in range(1, 9)]


def test_work_secrets_are_not_offered_as_a_ground() -> None:
    offered = " ".join(label for _, label in disclosure.DISCLOSURE_GROUNDS)
    assert "工作秘密" not in offered
    assert "special_query" not in dict(disclosure.DISCLOSURE_GROUNDS)
    assert len(disclosure.DISCLOSURE_GROUNDS) == 7


# --- the attribute of a document ----------------------------------------------------------------


def test_a_document_without_attribute_goes_nowhere() -> None:
    for given_attribute in ("", "public", "主动公开"):
        assert codes(attribute_reasons(given_attribute)) == ["attribute_missing"]


def test_proactive_needs_nothing_more() -> None:
    assert attribute_reasons(disclosure.PROACTIVE) == []
    assert dict(disclosure.DISCLOSURE_ATTRIBUTES) == {
        "active": "主动公开",
        "on_request": "依申请公开",
        "withheld": "不予公开",
    }


@pytest.mark.parametrize("mark", ["秘密★5年", "机密", "绝密★长期", " 秘 密 "])
def test_a_marked_document_is_never_proactive(mark: str) -> None:
    reasons = attribute_reasons(Attribute.ACTIVE, secret_mark=mark)
    assert codes(reasons) == ["marked_secret"]
    assert mark.strip() in reasons[0].message
    assert attribute_reasons("withheld", "state_secret", "依法定密", secret_mark=mark) == []


def test_all_reasons_are_told_at_once() -> None:
    reasons = attribute_reasons("withheld", "", " ", policy_document=True)
    assert codes(reasons) == ["ground_missing", "disclosure_body_not_asked", "reason_missing"]
    assert {reason.field for reason in reasons} == {"ground", "attribute", "attribute_reason"}
    reasons = attribute_reasons("active", "internal", "", secret_mark="秘密")
    assert codes(reasons) == ["marked_secret", "ground_not_needed"]
    reasons = attribute_reasons("on_request", "internal", "\u200b")
    assert codes(reasons) == ["ground_not_for_request", "reason_missing"]


def test_on_request_needs_a_reason_and_no_ground() -> None:
    assert attribute_reasons("on_request", "", "涉及特定相对人") == []


def test_a_policy_document_is_closed_only_after_the_disclosure_body_agreed() -> None:
    def asked(agreed: bool) -> list[str]:
        return codes(
            attribute_reasons(
                "withheld", "process", "尚在讨论", policy_document=True, disclosure_body_agreed=agreed
            )
        )

    assert asked(False) == ["disclosure_body_not_asked"]
    assert asked(True) == []


def test_a_ground_that_yields_does_not_stand_against_a_duty_to_publish() -> None:
    for ground in disclosure.ATTRIBUTE_GROUNDS:
        found = codes(attribute_reasons("withheld", ground, "理由", required_by_law=True))
        yields = ground in (Ground.INTERNAL, Ground.PROCESS, Ground.ENFORCEMENT_FILE)
        assert found == (["disclosure_required"] if yields else [])


def test_a_ground_for_requests_is_no_ground_for_a_document() -> None:
    for ground in ("special_query", "工作秘密"):
        assert codes(attribute_reasons("withheld", ground, "理由")) == ["ground_unknown"]


@given(st.sampled_from([g.value for g in Ground] + ["", "x"]), st.text(max_size=20), st.text(max_size=5))
def test_non_public_never_passes_without_its_reason(ground: str, reason: str, mark: str) -> None:
    withheld = attribute_reasons("withheld", ground, reason, secret_mark=mark)
    if not withheld:
        assert ground in disclosure.ATTRIBUTE_GROUNDS
        assert reason.strip()
    active = attribute_reasons("active", ground, reason, secret_mark=mark)
    assert bool(active) == bool(ground or not disclosure.is_empty(mark))


# --- guide and catalogue ------------------------------------------------------------------------


def test_a_complete_guide_may_be_published() -> None:
    assert disclosure.guide_reasons(GUIDE) == []
    assert {field.key for field in disclosure.GUIDE_FIELDS} == set(GUIDE)


@pytest.mark.parametrize("key", GUIDE)
def test_a_guide_with_one_empty_field_may_not(key: str) -> None:
    for empty in ("", "  ", "\u3000", "\u200b"):
        reasons = disclosure.guide_reasons(GUIDE | {key: empty})
        assert [(reason.code, reason.field) for reason in reasons] == [("guide_field_missing", key)]
    absent = {k: v for k, v in GUIDE.items() if k != key}
    assert [reason.field for reason in disclosure.guide_reasons(absent)] == [key]


def test_a_placeholder_is_not_a_value() -> None:
    reasons = disclosure.guide_reasons(GUIDE | {"fax": "暂无", "hours": " TBD "})
    assert [(reason.code, reason.field) for reason in reasons] == [
        ("guide_field_placeholder", "hours"),
        ("guide_field_placeholder", "fax"),
    ]


def test_an_empty_guide_names_all_nine_fields() -> None:
    assert len(disclosure.guide_reasons({})) == 9


def test_a_catalogue_entry_names_what_it_lacks() -> None:
    entry = {
        "index_number": "014416330/2026-00001",
        "title": "通知",
        "abstract": "概述",
        "formed_on": "2026-03-09",
    }
    assert disclosure.catalogue_reasons(entry) == []
    missing = disclosure.catalogue_reasons({"title": "通知", "abstract": " "})
    assert [reason.field for reason in missing] == ["index_number", "abstract", "formed_on"]


# --- names and sources --------------------------------------------------------------------------


def test_the_platform_is_named_as_prescribed() -> None:
    assert disclosure.PLATFORM_NAME == "政府信息公开"
    assert list(disclosure.PLATFORM_BLOCKS.values()) == [
        "政府信息公开指南",
        "政府信息公开制度",
        "法定主动公开内容",
        "政府信息公开年报",
        "依申请公开",
    ]
    assert len(set(disclosure.DOCUMENT_KINDS)) == 15


def test_what_was_not_read_is_tagged_so() -> None:
    rules = {rule.id: rule for rule in itertools.chain(disclosure.RULES, statutory.RULES)}
    assert rules["disclosure.platform_blocks"].source.tag is Tag.UNVERIFIED
    assert rules["disclosure.document_kinds"].source.tag is Tag.UNVERIFIED
    assert rules["disclosure.ground.state_secret"].source.tag is Tag.PRIMARY
    assert rules["statutory.relevance"].source.tag is Tag.CONVENTION
