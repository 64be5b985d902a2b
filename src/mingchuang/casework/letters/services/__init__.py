"""What may be done with letters and their wording: the only ways in which either changes."""

from mingchuang.casework.letters.services.delivering import deliver, take_back_signed
from mingchuang.casework.letters.services.drafting import approve, draft, values_of
from mingchuang.casework.letters.services.erasing import erase_letters
from mingchuang.casework.letters.services.issuing import issue, void
from mingchuang.casework.letters.services.previewing import preview, preview_letter
from mingchuang.casework.letters.services.wording import save_wording

__all__ = [
    "approve",
    "deliver",
    "draft",
    "erase_letters",
    "issue",
    "preview",
    "preview_letter",
    "save_wording",
    "take_back_signed",
    "values_of",
    "void",
]
