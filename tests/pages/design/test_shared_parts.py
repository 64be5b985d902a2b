"""A shared part is rendered once while pages are baked, and anew for every visitor."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from mingchuang.base.design.shell import PageHead, language_switch
from mingchuang.base.shared_reads import sharing

PART = Template(
    "{% load i18n sharing %}{% shared place %}"
    "{{ place }} {% translate '首页' %} {{ count.next }}"
    "{% endshared %}"
)

AT = Template(
    "{% load sharing design %}{% shared_at place %}{% view_switch 'elder' page.url %} "
    "{% for other in page.languages %}{{ other.url }} {% endfor %}"
    "{{ place }} {{ count.next }}{% endshared_at %}"
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


def _at(url: str, count: Count, place: str = "a") -> Context:
    return Context(
        {"page": PageHead("", url, languages=language_switch(url)), "count": count, "place": place}
    )


def test_a_part_that_repeats_its_address_is_rendered_once_for_all_addresses() -> None:
    count = Count()
    with sharing():
        first, second = AT.render(_at("/info/1/", count)), AT.render(_at("/info/2/", count))
        foreign, other = AT.render(_at("/en/info/2/", count)), AT.render(_at("/info/2/", count, "b"))
    assert first.endswith("?next=/info/1/ /info/1/ /en/info/1/ /ja/info/1/ /ko/info/1/ a 1")
    assert second.endswith("?next=/info/2/ /info/2/ /en/info/2/ /ja/info/2/ /ko/info/2/ a 1")
    assert foreign.endswith("?next=/en/info/2/ /info/2/ /en/info/2/ /ja/info/2/ /ko/info/2/ a 2")
    assert other.endswith("/ko/info/2/ b 3")


@pytest.mark.parametrize("url", ["/", "/en/", "/list/?q=<b>&page=2", "/c/签证/"])
def test_an_address_that_is_written_in_more_than_one_way_is_rendered_with_its_page(url: str) -> None:
    with sharing():
        AT.render(_at("/info/1/", Count()))
        shared = AT.render(_at(url, Count()))
    assert shared == AT.render(_at(url, Count()))
