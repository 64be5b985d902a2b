"""Rich text is cleaned when it is written and again when it is shown.

One allow-list for both: semantic elements, no style, no script, images only from our own file store.
"""

import re

import nh3

_TAGS = {
    "a", "blockquote", "br", "caption", "code", "dd", "dl", "dt", "em", "figcaption", "figure", "h2", "h3",
    "h4", "hr", "img", "li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "u", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "span": {"lang"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_DROP_WITH_CONTENT = {"script", "style", "iframe", "object", "template", "noscript"}
_OWN_IMAGE = re.compile(r"^/(files|desk/files)/[0-9A-Za-z/._%-]+$")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "img" and name == "src":
        return value if _OWN_IMAGE.match(value) and ".." not in value else None
    if tag == "a" and name == "href" and value.startswith("//"):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags=_DROP_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer",
)


def clean_html(html: str) -> str:
    """The safe form of rich text; idempotent."""
    return _CLEANER.clean(without_controls(html))


def without_controls(text: str) -> str:
    """Text without control characters, which no reader sees and which break files; line ends unified."""
    # Most texts are of one line and have nothing to take out: telling that is cheaper than taking it out.
    if text.isprintable():
        return text
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
