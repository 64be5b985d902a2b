"""Chinese numerals in figures, wherever two ways of writing one number must meet."""

_VALUES = {c: v for v, c in enumerate("零一二三四五六七八九")} | {"〇": 0}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def in_figures(numeral: str) -> str:
    """A whole number in figures, without leading zeros: 007 → 7, 一百二十三 → 123, 一二三 → 123.

    Takes figures or the characters 零〇一二三四五六七八九十百千, at least one.
    """
    if numeral.isdecimal():
        return str(int(numeral))
    if not any(c in _UNITS for c in numeral):
        return str(int("".join(str(_VALUES[c]) for c in numeral)))
    total, figure = 0, 0
    for c in numeral:
        if c in _VALUES:
            figure = _VALUES[c]
        else:
            total, figure = total + (figure or 1) * _UNITS[c], 0
    return str(total + figure)
