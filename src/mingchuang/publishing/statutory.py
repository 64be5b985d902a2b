"""How the items of the statutory list are called in lists, filters and on pages."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import CHINESE
from mingchuang.rules.statutory import STATUTORY_ITEMS, StatutoryItem

_CHINESE = "一二三四五六七八九十"

BY_CODE: dict[str, StatutoryItem] = {item.code: item for item in STATUTORY_ITEMS}


def chinese(number: int) -> str:
    """1 to 19 in Chinese numerals."""
    return _CHINESE[number - 1] if number <= 10 else f"十{_CHINESE[number - 11]}"


def number(item: StatutoryItem) -> str:
    """（五）, and (5) where Chinese numerals are not read."""
    chinese_numerals = (get_language() or CHINESE) == CHINESE
    return f"（{chinese(item.number)}）" if chinese_numerals else f"({item.number})"


def place(item: StatutoryItem) -> str:
    """第二十条第（五）项; the contents of Art. 21 are not numbered in its text."""
    if item.article != 20:
        return _("第二十一条")
    return _("第二十条第%(number)s项") % {"number": number(item)}


def label(code: str) -> str:
    """The place and the content of an item of the statutory list; the code alone when it is unknown."""
    item = BY_CODE.get(code)
    return f"{place(item)} {_(item.content)}" if item else code


def short_label(code: str) -> str:
    """For menus: the item's number and what it holds."""
    item = BY_CODE[code]
    return f"{number(item)}{_(item.content)}" if item.article == 20 else _(item.content)
