"""Parts that are the same on many pages are rendered once while many pages are rendered in one go.

`{% shared value … %}…{% endshared %}` keeps what it renders for as long as reads are shared (`shared_reads`):
during a bake, never in an answer to a visitor, who always gets the part rendered anew. What the part shows
must follow from the values named, from the language, and from what no page changes while reads are shared.
A test bakes every page and compares it with the same page rendered alone.
"""

from collections.abc import Sequence

from django import template
from django.template import TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader_tags import BlockNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mingchuang.base.shared_reads import once

register = template.Library()


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


@register.tag
def shared(parser: Parser, token: Token) -> SharedNode:
    """Render the part once for the same values; they must be hashable. A block in it could not be filled."""
    values = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    if nodelist.get_nodes_by_type(BlockNode):
        raise TemplateSyntaxError("a block inside a shared part would differ from page to page")
    return SharedNode(values, nodelist)
