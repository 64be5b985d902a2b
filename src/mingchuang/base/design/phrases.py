"""Which language a piece of data is in, so that a page in another one marks it for glyphs and voices.

What the office enters (names, numbers, titles without a translation) is Chinese until somebody translates it.
"""

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from mingchuang.base.design.languages import CHINESE, HTML_LANGUAGE

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff〔〕]")
_KANA = re.compile(r"[\u3040-\u30ff]")


class Chinese(str):
    """A text known to be Chinese: what stands in for a missing translation."""

    __slots__ = ()


def page_language() -> str:
    """The value of the `lang` attribute of the page being made."""
    return HTML_LANGUAGE.get(get_language() or CHINESE, HTML_LANGUAGE[CHINESE])


def is_chinese(text: object, language: str) -> bool:
    """Whether a text on a page in `language` (a `lang` value) is Chinese and must say so."""
    if language == HTML_LANGUAGE[CHINESE] or isinstance(text, SafeString):
        return False
    if isinstance(text, Chinese):
        return True
    words = str(text)
    if not _HAN.search(words):
        return False
    return language != "ja" or ("〔" in words or not (_KANA.search(words) or _written_in_japan(words)))


def _written_in_japan(words: str) -> bool:
    """Japanese names need no kana; characters that only mainland Chinese writes give a text away."""
    try:
        "".join(_HAN.findall(words)).encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return True


def phrase(text: object) -> object:
    """The text, in a span with its language where that is not the page's."""
    if text and is_chinese(text, page_language()):
        return format_html('<span lang="{}">{}</span>', HTML_LANGUAGE[CHINESE], text)
    return text
