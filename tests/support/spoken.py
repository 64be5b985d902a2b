"""What a page of another language still says in Chinese without saying that it is Chinese."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement, HTMLParser, document_fromstring

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\u3001\u3002〔〕《》\uff00-\uffef]")
"""Characters and signs that English and Korean pages do not have; 「」 are at home in Korean."""

PREFIXES = {"zh-CN": "", "en": "/en", "ja": "/ja", "ko": "/ko"}
"""The value of `lang` to what the addresses of the language begin with."""

_SILENT = ("script", "style")
_SPOKEN = ("aria-label", "title", "alt", "data-working", "data-ready", "data-stop")


def tree_of(markup: bytes) -> HtmlElement:
    """The page as a tree."""
    return document_fromstring(markup, parser=HTMLParser(encoding="utf-8"))


def texts(element: HtmlElement, language: str = "") -> Iterator[tuple[str, str]]:
    """(language, text) of everything a page says to eyes or ears, titles and labels included."""
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    language = element.get("lang") or language
    for name in _SPOKEN:
        if element.get(name):
            yield language, str(element.get(name))
    if element.text and element.text.strip():
        yield language, element.text.strip()
    for child in element:
        yield from texts(child, language)
        if child.tail and child.tail.strip():
            yield language, child.tail.strip()


def left_in_chinese(tree: HtmlElement, outside: str = "") -> list[str]:
    """Texts that are Chinese by their signs, on a page of another language, and that no `lang` marks."""
    return [
        text
        for language, text in texts(tree, outside)
        if (language in ("en", "ko") and CHINESE.search(text)) or (language == "ja" and not _japanese(text))
    ]


def _japanese(text: str) -> bool:
    """Whether Japanese writes these characters; other scripts on the page do not count."""
    try:
        "".join(CHINESE.findall(text)).encode("euc_jis_2004")
    except UnicodeEncodeError:
        return False
    return True
