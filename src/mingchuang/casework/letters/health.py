"""Tells which typefaces of official documents this machine lacks. A letter is set in any case."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from mingchuang.base.jobs.checks import Finding, State, check
from mingchuang.casework.letters.rendering import fonts


@check("letters.fonts")
def typefaces_are_there(now: datetime) -> Iterator[Finding]:
    """Each typeface of the standard is there, or one of its style stands in."""
    chosen = fonts.library().chosen
    missing = [fonts.LABELS[choice.face] for choice in chosen if not choice.fits]
    free = [
        f"{fonts.LABELS[choice.face]}（{choice.family}）"
        for choice in chosen
        if choice.fits and not choice.own
    ]
    if missing:
        yield Finding(
            "letters.fonts",
            State.WARN,
            _(
                "文书缺少字体：%(names)s，版式与 GB/T 9704 有出入。"
                "把字体文件放进 %(folder)s，或者运行 scripts/get_fonts.sh"
            )
            % {"names": "、".join(missing), "folder": str(fonts.folders_of_fonts()[0])},
        )
    elif free:
        yield Finding(
            "letters.fonts", State.OK, _("文书以同类开放字体代替：%(names)s") % {"names": "、".join(free)}
        )
    else:
        yield Finding("letters.fonts", State.OK, _("文书所用字体齐全"))
