"""The four languages of the public site and how an address names one: zh has no prefix.

Django's language codes stand in code and tables; `HTML_LANGUAGE` says what the `lang` attribute wants.
"""

from collections.abc import Mapping

CHINESE = "zh-hans"

HTML_LANGUAGE: Mapping[str, str] = {"zh-hans": "zh-CN", "en": "en", "ja": "ja", "ko": "ko"}
"""Django's language code to the value of the `lang` attribute."""

LANGUAGES: tuple[str, ...] = tuple(HTML_LANGUAGE)

LANGUAGE_NAMES: Mapping[str, str] = {"zh-CN": "中文", "en": "English", "ja": "日本語", "ko": "한국어"}
"""Each language by its own name, keyed by the value of the `lang` attribute."""

PREFIX: Mapping[str, str] = {"zh-hans": "/", "en": "/en/", "ja": "/ja/", "ko": "/ko/"}
"""What the addresses of a language begin with; also the address of its home page."""


def language_of(path: str) -> str:
    """The language an address is in."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in PREFIX and first != CHINESE else CHINESE


def in_language(path: str, language: str) -> str:
    """The same address in another language, with its query."""
    current = PREFIX[language_of(path)]
    if path.rstrip("/") == current.rstrip("/"):
        return PREFIX[language]
    return PREFIX[language] + path[len(current) :]
