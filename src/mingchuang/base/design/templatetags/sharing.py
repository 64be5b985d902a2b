"""Parts that are the same on many pages are rendered once while many pages are rendered in one go.

`{% shared value … %}…{% endshared %}` keeps what it renders for as long as reads are shared (`shared_reads`):
during a bake, never in an answer to a visitor, who always gets the part rendered anew. What the part shows
must follow from the values named, from the language, and from what no page changes while reads are shared.

`{% shared_at value … %}…{% endshared_at %}` does the same for a part that repeats the address of its page: of
`page` it may show `url`, `language` and `languages`, and nothing else that differs from page to page.

A test bakes every page and compares it with the same page rendered alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from django import template
from django.template import TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mingchuang.base.design.languages import PREFIX, language_of
from mingchuang.base.design.shell import PageHead
from mingchuang.base.shared_reads import is_shared, once

register = template.Library()

_PLAIN = re.compile(r"[A-Za-z0-9/_.-]+")
"""Addresses that look the same in a text, in an attribute and as a parameter of another address."""
_STAND_IN = "where-this-page-stands"


class SharedNode(Node):
    """The part between the tags. It is its own key, so that no two parts are ever taken for one."""

    child_nodelists = ()
    """Nothing inside is of interest to templates that extend this one."""

    def __init__(self, values: Sequence[FilterExpression], nodelist: NodeList) -> None:
        self.values = values
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        named = tuple(value.resolve(context) for value in self.values)
        html = once((self, get_language(), *named), lambda: self.nodelist.render(context))
        return mark_safe(html)  # house: allow, rendered by the template


class SharedAtNode(SharedNode):
    """A part that is rendered once with a stand-in for the address, then shown with the address put in."""

    def render(self, context: Context) -> SafeString:
        page = context.get("page") if is_shared() else None
        if not isinstance(page, PageHead):
            return self.nodelist.render(context)
        place = page.url.removeprefix(PREFIX[language_of(page.url)])
        if not _PLAIN.fullmatch(place):
            return self.nodelist.render(context)
        languages = tuple(replace(other, url=other.url.replace(place, _STAND_IN)) for other in page.languages)
        named = tuple(value.resolve(context) for value in self.values)
        url = page.url.replace(place, _STAND_IN)
        key = (self, get_language(), url, page.language, languages, *named)
        html = once(key, lambda: self._rendered(context, replace(page, url=url, languages=languages)))
        return mark_safe(html.replace(_STAND_IN, place))  # house: allow, a plain address in what was rendered

    def _rendered(self, context: Context, page: PageHead) -> str:
        with context.push(page=page):
            return str(self.nodelist.render(context))


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """Render the part once for the same values; they must be hashable. A block in it could not be filled."""
    return SharedNode(*_parts(parser, token))


@register.tag
def shared_at(parser: Parser, token: Token) -> SharedAtNode:
    """As `shared`, for a part that shows the address of its page."""
    return SharedAtNode(*_parts(parser, token))


def _parts(parser: Parser, token: Token) -> tuple[list[FilterExpression], NodeList]:
    name, *words = token.split_contents()
    values = [parser.compile_filter(word) for word in words]
    nodelist = parser.parse((f"end{name}",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("a block inside a shared part would differ from page to page")
    return values, nodelist
