"""The register of cited documents: keys by which a citation finds its document."""

import re
import unicodedata

from mingchuang.publishing.models import CitedDocument, CitedStatus
from mingchuang.rules import document_numbers

_SPACES = re.compile(r"[\s\u3000]+")
_COUNTRY = "中华人民共和国"


def title_key(title: str) -> str:
    """The form under which a title is found: NFKC, no spaces, no book-title marks, without 中华人民共和国."""
    text = _SPACES.sub("", unicodedata.normalize("NFKC", title)).strip("《》<>〈〉")
    return text.removeprefix(_COUNTRY) if len(text) > len(_COUNTRY) + 2 else text


def number_key(number: str) -> str:
    """The form under which a number is found; "" when there is none to read."""
    return document_numbers.search_key(number) if number else ""


_ORDER = {
    CitedStatus.VALID: 0,
    CitedStatus.UNKNOWN: 1,
    CitedStatus.INVALID: 2,
    CitedStatus.OLD_VERSION: 3,
}


def lookup(title: str, number: str) -> CitedDocument | None:
    """The registered document a citation means: by title, else by number; a valid version first."""
    rows: list[CitedDocument] = []
    if title:
        rows = list(CitedDocument.objects.defer("text").filter(title_key=title_key(title)))
    if not rows and (key := number_key(number)):
        rows = list(CitedDocument.objects.defer("text").filter(number_key=key))
    return min(rows, key=lambda row: (_ORDER[CitedStatus(row.status)], -row.pk), default=None)
