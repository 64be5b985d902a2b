"""The signs: drawn here as lines on a 24 by 24 grid, one stroke weight, always beside a word.

Status kinds, notice kinds and icon names share one table, so that a component passes its kind on.
"""

_RING = "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18"

_SHAPES: dict[str, tuple[str, ...]] = {
    "alert": (_RING, "M12 7v6", "M12 16.5v.5"),
    "clock": (_RING, "M12 7v5l3.5 2"),
    "dot": ("M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8", "M12 10a2 2 0 1 0 0 4a2 2 0 1 0 0-4", "M12 12h.01"),
    "tick": ("M5 12.5l4.5 4.5L19 7.5",),
    "bars": ("M9 6v12", "M15 6v12"),
    "cross": ("M6.5 6.5l11 11", "M17.5 6.5l-11 11"),
    "info": (_RING, "M12 11v6", "M12 7.5V8"),
    "help": (_RING, "M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.5-1.1 1-1.1 1.8", "M12 16.5v.5"),
    "search": ("M10.5 4.5a6 6 0 1 0 0 12a6 6 0 1 0 0-12", "M15 15l5 5"),
    "menu": ("M4 7h16", "M4 12h16", "M4 17h16"),
    "filter": ("M4 6h16l-6 7v5l-4 2v-7z",),
    "mail": ("M4 6h16v12H4z", "M4 7l8 6 8-6"),
    "user": ("M12 5a3.500 3.500 0 1 0 0 7a3.500 3.500 0 1 0 0-7", "M5 20c.8-4 3.4-6 7-6s6.200 2 7 6"),
    "phone": (
        "M6 4h3.500l1.500 4-2 1.500a11 11 0 0 0 5.500 5.500l1.500-2 4 1.500V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6"
        "a2 2 0 0 1 2-2z",
    ),
    "form": ("M6 3h9l4 4v14H6z", "M9 8h3", "M9 12h7", "M9 16h7"),
    "file": ("M6 3h8l5 5v13H6z", "M14 3v5h5"),
    "download": ("M12 4v11", "M7.500 11l4.500 4.500 4.500-4.500", "M5 20h14"),
    "print": ("M7 9V4h10v5", "M7 18H4v-8h16v8h-3", "M7 14h10v6H7z"),
    "speaker": ("M4 10v4h3l5 4V6l-5 4z", "M16 9a4 4 0 0 1 0 6", "M18.500 6.500a8 8 0 0 1 0 11"),
    "window": ("M4 4h16v16H4z", "M12 4v16", "M4 12h16"),
    "arrow": ("M5 12h13", "M13 7l5 5-5 5"),
    "book": ("M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z", "M5 17a3 3 0 0 1 3-3h11"),
    "list": ("M9 6h11", "M9 12h11", "M9 18h11", "M4.500 6h.5", "M4.500 12h.5", "M4.500 18h.5"),
    "calendar": ("M4 6h16v14H4z", "M4 10h16", "M8 3v5", "M16 3v5"),
}

_MEANING: dict[str, str] = {
    "overdue": "alert",
    "soon": "clock",
    "running": "dot",
    "done": "tick",
    "valid": "tick",
    "stopped": "bars",
    "withdrawn": "cross",
    "invalid": "cross",
    "success": "tick",
    "warning": "alert",
    "error": "alert",
    "debug": "info",
}

NAMES: frozenset[str] = frozenset(_SHAPES) | frozenset(_MEANING)


def lines(name: str) -> tuple[str, ...]:
    """The path data of an icon. Raises KeyError for an unknown name."""
    return _SHAPES[_MEANING.get(name, name)]
