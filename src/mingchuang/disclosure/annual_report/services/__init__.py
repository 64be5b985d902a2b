"""Every change of state of an annual report, one function each."""

from mingchuang.disclosure.annual_report.services.building import count_again, create_report
from mingchuang.disclosure.annual_report.services.importing import import_report
from mingchuang.disclosure.annual_report.services.publishing import hand_over
from mingchuang.disclosure.annual_report.services.reminding import remind
from mingchuang.disclosure.annual_report.services.signing import hand_in, sign, take_back
from mingchuang.disclosure.annual_report.services.writing import edit_cell, write_chapters, write_note

__all__ = [
    "count_again",
    "create_report",
    "edit_cell",
    "hand_in",
    "hand_over",
    "import_report",
    "remind",
    "sign",
    "take_back",
    "write_chapters",
    "write_note",
]
