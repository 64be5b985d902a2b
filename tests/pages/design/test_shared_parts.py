"""A shared part is rendered once while pages are baked, and anew for every visitor."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from mingchuang.base.shared_reads import sharing

PART = Template(
    "{% load i18n sharing %}{% shared place %}"
    "{{ place }} {% translate '首页' %} {{ count.next }}"
    "{% endshared %}"
)


class Count:
    """Says how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0

    def next(self) -> int:
        self.asked += 1
        return self.asked


def test_once_for_the_same_values_and_language_only() -> None:
    count = Count()
    shown = [Context({"place": place, "count": count}) for place in ("a<", "a<", "b")]
    with sharing():
        assert [PART.render(context) for context in shown] == ["a&lt; 首页 1", "a&lt; 首页 1", "b 首页 2"]
        with translation.override("en"):
            assert PART.render(shown[0]) == "a&lt; Home 3"
    with sharing():
        assert PART.render(shown[0]) == "a&lt; 首页 4"


def test_a_visitor_gets_it_rendered_anew() -> None:
    context = Context({"place": "a", "count": Count()})
    assert [PART.render(context), PART.render(context)] == ["a 首页 1", "a 首页 2"]


def test_two_parts_with_the_same_values_are_not_taken_for_one() -> None:
    other = Template("{% load sharing %}{% shared place %}1{% endshared %}{% shared place %}2{% endshared %}")
    with sharing():
        assert other.render(Context({"place": "a"})) == "12"


def test_a_block_inside_is_refused_because_nobody_could_fill_it() -> None:
    with pytest.raises(TemplateSyntaxError, match="block"):
        Template("{% load sharing %}{% shared %}{% block name %}{% endblock %}{% endshared %}")
