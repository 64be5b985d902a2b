"""Which font stands for each typeface of the standard on this machine, and which had to be replaced.

The typefaces the standard names are sold, not bundled. The office puts its own files into a folder; free
ones of the same style stand in until then, and a letter is set with whatever there is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings

LAST_RESORT = "Noto Serif CJK SC"


class Face(StrEnum):
    """The typefaces of an official document."""

    TITLE = "title"
    BODY = "body"
    FIRST_LEVEL = "first_level"
    SECOND_LEVEL = "second_level"
    NUMBER = "number"


LABELS: Mapping[Face, str] = {
    Face.TITLE: "小标宋体",
    Face.BODY: "仿宋体",
    Face.FIRST_LEVEL: "黑体",
    Face.SECOND_LEVEL: "楷体",
    Face.NUMBER: "宋体",
}

_OWN: Mapping[Face, tuple[str, ...]] = {
    Face.TITLE: (
        "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05",
        "方正小标宋简体",
        "方正小标宋_GBK",
        "FZXiaoBiaoSong-B05 GBK",
    ),
    Face.BODY: ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "华文仿宋"),
    Face.FIRST_LEVEL: ("SimHei", "黑体", "STHeiti"),
    Face.SECOND_LEVEL: ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti"),
    Face.NUMBER: ("SimSun", "宋体", "NSimSun", "STSong"),
}
_FREE: Mapping[Face, tuple[str, ...]] = {
    Face.TITLE: ("FandolSong",),
    Face.BODY: ("FandolFang R", "FandolFang"),
    Face.FIRST_LEVEL: ("FandolHei", "Noto Sans CJK SC"),
    Face.SECOND_LEVEL: ("FandolKai",),
    Face.NUMBER: ("FandolSong",),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The family that is used for a face, and whether it is the office's own, a free one, or neither."""

    face: Face
    family: str
    own: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class Library:
    """The fonts of this machine as they are used."""

    fonts: typst.Fonts
    families: frozenset[str]
    chosen: tuple[Chosen, ...]

    def families_of(self) -> dict[str, list[str]]:
        """For each face the families in order, those this machine has."""
        behind = [LAST_RESORT] if LAST_RESORT in self.families else []
        return {
            choice.face.value: list(dict.fromkeys([choice.family, *behind])) if choice.family else behind
            for choice in self.chosen
        }


def library() -> Library:
    """The fonts of this machine: the configured folder first, then those of the system."""
    folders = [str(folder) for folder in folders_of_fonts() if folder.is_dir()]
    stamp = tuple(Path(folder).stat().st_mtime_ns for folder in folders)
    return _library(tuple(folders), stamp)


def folders_of_fonts() -> Sequence[Path]:
    """Where fonts are looked for besides the system's own places."""
    return [Path(settings.LETTER_FONTS)]


@lru_cache(maxsize=2)
def _library(folders: tuple[str, ...], _stamp: tuple[int, ...]) -> Library:
    fonts = typst.Fonts(include_system_fonts=True, font_paths=list(folders))
    families = frozenset(fonts.families())
    return Library(fonts, families, tuple(choose(face, families) for face in Face))


def choose(face: Face, families: frozenset[str]) -> Chosen:
    """The best of the given families for a face."""
    for own, names in ((True, _OWN[face]), (False, _FREE[face])):
        for name in names:
            if name in families:
                return Chosen(face, name, own, True)
    last = LAST_RESORT if LAST_RESORT in families else ""
    return Chosen(face, last, False, False)
