"""Which level of the outline a paragraph of a letter is: both renderers set it by this."""

import re
from enum import StrEnum

LONGEST_HEADING = 30


class Level(StrEnum):
    """How a paragraph is set."""

    FIRST = "first"  # 一、 in Hei
    SECOND = "second"  # （一） in Kai
    BODY = "body"


_FIRST = re.compile(r"[一二三四五六七八九十]+、")
_SECOND = re.compile(r"（[一二三四五六七八九十]+）")


def level_of(paragraph: str) -> Level:
    """The level of a paragraph; a numbered one that is a whole sentence is body."""
    if len(paragraph) > LONGEST_HEADING or paragraph.endswith(("。", "；", "：")):
        return Level.BODY
    if _FIRST.match(paragraph):
        return Level.FIRST
    return Level.SECOND if _SECOND.match(paragraph) else Level.BODY
