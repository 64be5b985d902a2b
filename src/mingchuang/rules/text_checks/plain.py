"""The words of an HTML body, a paragraph a line: what the checks, comparisons and summaries read.

Pure computation: libxml2 parses a string, nothing is fetched. Bodies were sanitised before; this never
raises on the others either.
"""

import re
from functools import lru_cache

from lxml import etree

_BLOCKS = frozenset(
    {
        *(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "br",
            "caption",
            "dd",
            "details",
            "div",
            "dl",
            "dt",
        ),
        *(
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
        ),
        *(
            "html",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
        ),
        *("title", "tr", "ul"),
    }
)
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "template", "noscript", "head"})
# A class that is written twice is looked for twice as fast as with a plus: re knows where to begin.
_BLANKS = re.compile(r"[ \t\r\n\f][ \t\r\n\f]*")
_FLAT = re.compile(
    r"(?:<(p|h[2-4])>[^<&\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]*</\1>[ \t\n]*)+"
)
"""Paragraphs and headings of nothing but words, as most bodies are: a parser tells nothing more of them."""
_FLAT_TAG = re.compile("<[^>]*>")


class _Words:
    """Target of libxml2's event parser: collects text and turns blocks into line breaks."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.silent = 0

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append("\t")

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent -= 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(_BLANKS.sub(" ", data))

    def comment(self, _text: str) -> None:
        """Comments are not words of the text."""

    def close(self) -> str:
        return "".join(self.parts)


@lru_cache(maxsize=16)
def plain_text(html: str) -> str:
    """The text of `html`, one block a line, cells separated by tabs, white space folded.

    The last few are remembered: one act reads the same body for checks, facts and lists.
    """
    words = _words_of_flat(html) if _FLAT.fullmatch(html) else _words_of_any(html)
    lines = (line.strip(" \t") for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def _words_of_flat(html: str) -> str:
    return _FLAT_TAG.sub("\n", _BLANKS.sub(" ", html))


def _words_of_any(html: str) -> str:
    # NUL would end the document for libxml2; HTML reads it as U+FFFD.
    readable = html.replace("\0", "\ufffd").encode("utf-8", "replace")
    parser = etree.HTMLParser(target=_Words(), encoding="utf-8", huge_tree=True)
    parser.feed(readable)
    words: str = parser.close()
    return words
