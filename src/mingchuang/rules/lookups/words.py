"""The words of a title, without a dictionary: for guessing what a slip of the fingers meant."""

import re
from collections.abc import Iterator

from mingchuang.rules.lookups.keeping import plain_form

_RUN = re.compile(r"([\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]+)|([^\W\d_]{4,30})")
_SHORTEST, _LONGEST = 2, 4


def words_of(title: str) -> Iterator[str]:
    """Parts of two to four characters of each run of Han, kana or Hangul; words of four letters and more.

    Which parts are words shows by how many titles they occur in, so each part comes once a title.
    """
    seen: set[str] = set()
    for run in _RUN.finditer(plain_form(title)):
        if run.group(2):
            seen.add(run.group(2))
            continue
        text = run.group(1)
        for begin in range(len(text)):
            for length in range(_SHORTEST, min(_LONGEST, len(text) - begin) + 1):
                seen.add(text[begin : begin + length])
    yield from sorted(seen)
