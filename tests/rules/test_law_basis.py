"""The law-basis page: written from the rules themselves, every rule with its source."""

import pytest

from mingchuang.rules import clocks, law_basis
from mingchuang.rules.law_basis import ConflictingRules, collect, render, rules_of_modules
from mingchuang.rules.source import Rule, Source, Tag

A = Rule("a.one", "甲|乙\n丙", Source("某条例", "第一条", Tag.PRIMARY))
B = Rule("b.two", "丁", Source("某办法", "第二条", Tag.UNVERIFIED))


def test_the_rules_of_every_module_are_found() -> None:
    parts = rules_of_modules()
    assert {
        "clocks",
        "disclosure",
        "freshness",
        "gates",
        "page_tags",
        "roles",
        "statutory",
        "validity",
    } <= set(parts)
    assert parts["clocks"] == clocks.RULES
    assert list(parts) == sorted(parts)
    assert "source" not in parts


def test_every_rule_says_something_and_names_its_source_in_chinese() -> None:
    rules = collect(rules_of_modules())
    assert len(rules) == len({rule.id for rule in rules})
    for rule in rules:
        assert rule.id.isascii(), rule
        assert rule.says.strip(), rule
        assert rule.source.document.strip(), rule
        assert rule.source.article.strip(), rule
        assert not rule.says.isascii(), rule


def test_the_page_shows_each_rule_with_document_article_and_tag() -> None:
    page = render({"first": [A], "second": [B]})
    assert "| `a.one` | 甲\\|乙 丙 | 某条例 | 第一条 | 原文 |" in page
    assert "| `b.two` | 丁 | 某办法 | 第二条 | 待核实 |" in page
    assert "| 某办法 | 待核实1 |" in page
    assert page.index("## rules/first") < page.index("## rules/second")
    assert "共2条规则" in page
    assert page.endswith("|\n")


def test_the_page_of_the_program_lists_them_all() -> None:
    parts = rules_of_modules()
    page = render(parts)
    assert page == render(rules_of_modules())
    for rule in collect(parts):
        assert f"| `{rule.id}` |" in page
    assert set(law_basis.TAG_LABELS) == set(Tag)


def test_one_id_for_two_rules_is_refused() -> None:
    other = Rule("a.one", "别的", A.source)
    assert collect({"x": [A], "y": [A, B]}) == (A, B)
    with pytest.raises(ConflictingRules, match=r"a\.one"):
        render({"x": [A], "y": [other]})
