"""How the items of the statutory list are called in lists, filters and on pages."""

from mingchuang.rules.statutory import STATUTORY_ITEMS, StatutoryItem

_CHINESE = "一二三四五六七八九十"

BY_CODE: dict[str, StatutoryItem] = {item.code: item for item in STATUTORY_ITEMS}


def chinese(number: int) -> str:
    """1 to 19 in Chinese numerals."""
    return _CHINESE[number - 1] if number <= 10 else f"十{_CHINESE[number - 11]}"


def place(item: StatutoryItem) -> str:
    """第二十条第（五）项; the contents of Art. 21 are not numbered in its text."""
    return f"第二十条第（{chinese(item.number)}）项" if item.article == 20 else "第二十一条"


def label(code: str) -> str:
    """The place and the content of an item of the statutory list; the code alone when it is unknown."""
    item = BY_CODE.get(code)
    return f"{place(item)} {item.content}" if item else code


def short_label(code: str) -> str:
    """For menus: the item's number and what it holds."""
    item = BY_CODE[code]
    return f"（{chinese(item.number)}）{item.content}" if item.article == 20 else item.content
