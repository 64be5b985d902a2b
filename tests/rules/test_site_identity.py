"""What a site may say of itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingchuang.rules import site_identity
from mingchuang.rules.site_identity import LONGEST, missing_tags, normalise, reasons

GOOD = {
    "office_name": "示例市人民政府外事办公室",
    "short_name": "市外办",
    "org_code": "01441633-0",
    "site_name_zh": "示例市人民政府外事办公室",
    "site_name_en": "Foreign Affairs Office of Example",
    "domain": "wb.example.gov.cn",
    "site_id_code": "3213000010",
    "icp_number": "苏ICP备05000001号-1",
    "police_number": "苏公网安备32130002000001号",
    "host_unit": "示例市人民政府外事办公室",
    "address": "示例市文昌路1号",
    "postcode": "223800",
    "phone": "0527-84368000",
    "email": "wb@example.gov.cn",
}


def test_a_complete_identity_is_accepted_and_lacks_no_tag():
    values = normalise(GOOD)
    assert reasons(values) == []
    assert values["org_code"] == "014416330"
    assert missing_tags(values) == []


def test_full_width_and_spaces_do_not_matter():
    values = normalise(
        {"postcode": " ２２３８００ ", "domain": " WB.Example.GOV.cn", "office_name": "市  外办 "}
    )
    assert (values["postcode"], values["domain"], values["office_name"]) == (
        "223800",
        "wb.example.gov.cn",
        "市 外办",
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("org_code", "014416331"),
        ("org_code", "1234"),
        ("domain", "http://wb.example.gov.cn/"),
        ("domain", "localhost"),
        ("site_id_code", "321300001"),
        ("icp_number", "05000001"),
        ("police_number", "32130002000001"),
        ("postcode", "22380"),
        ("phone", "12"),
        ("fax", "不知道"),
        ("email", "wb@example"),
        ("office_name", "外\u200b办"),
        ("address", "长" * 201),
    ],
)
def test_each_mistake_stands_at_its_field_with_what_to_write(field, value):
    [reason] = reasons(normalise(GOOD | {field: value}))
    assert reason.field == field
    assert len(reason.message) > 5


def test_what_is_required_is_asked_for_all_at_once():
    found = reasons(normalise({}))
    assert {reason.field for reason in found} == {"office_name", "site_name_zh"}


def test_empty_required_page_tags_are_listed_with_the_field_to_fill_in():
    found = missing_tags(normalise({"office_name": "外办", "site_name_zh": "外办"}))
    assert [reason.field for reason in found] == ["domain", "site_id_code"]


@given(st.dictionaries(st.sampled_from(sorted(LONGEST)), st.text(max_size=300)))
def test_whatever_is_typed_gets_an_answer_and_normalising_twice_changes_nothing(values):
    once = normalise(values)
    assert normalise(once) == once
    for reason in reasons(once):
        assert reason.field in LONGEST
        assert reason.message


def test_every_rule_has_a_source():
    assert all(rule.source.document for rule in site_identity.RULES)
