"""Looks into a file by its content and tells everything a reader of the page would not see.

Knows no Django, so that the command line can use it without starting the platform.
"""

from mingchuang.base.files.evidence import Inspection, TextPart
from mingchuang.base.files.kinds import CSV, IMAGES, OFD, PDF, TEXT, decode, sniff
from mingchuang.base.files.office import inspect_office
from mingchuang.base.files.pictures import inspect_picture
from mingchuang.base.files.portable import inspect_ofd, inspect_pdf
from mingchuang.rules.refusals import Refused

__all__ = ["Inspection", "TextPart", "inspect"]


def inspect(data: bytes, name: str, *, pages: bool = True) -> Inspection:
    """Everything found in `data`, which was handed in as `name`. Never raises.

    Without `pages` the words of PDF pages stay unread, which is nearly all of the time a PDF takes; enough
    to decide whether the file may be taken and to clean it.
    When `reasons` is not empty the file may not be taken; each says why and what to do instead.
    """
    found = Inspection()
    try:
        found.kind = sniff(data, name)
        if found.kind in IMAGES:
            inspect_picture(data, found.kind, found)
        elif found.kind is PDF:
            inspect_pdf(data, found, pages=pages)
        elif found.kind is OFD:
            inspect_ofd(data, found)
        elif found.kind in {TEXT, CSV}:
            found.add_text("正文", decode(data) or "")
        else:
            inspect_office(data, found.kind, found)
    except Refused as refused:
        return Inspection(
            kind=found.kind,
            reasons=list(refused.reasons),
            macros="file_macros" in refused.codes,
        )
    return found
