"""The standard form of one number, for fields that are typed into and for looking numbers up."""

import re

from mingchuang.rules.document_numbers.organs import is_organ
from mingchuang.rules.document_numbers.reading import DocumentNumber, find
from mingchuang.rules.identifiers.result import half_width

# What may stand around a number somebody typed or pasted without being lost by normalising it.
_AROUND = re.compile(r"\s{0,20}(?:发文字号|文号|字号|编号)?[\s:;,.、。(){}《》\"'“”‘’]*\Z")
_BEHIND = re.compile(r"(?:文件|文)?[\s;,.、。(){}《》\"'“”‘’]*\Z")
_YEAR_IN_BRACKETS = re.compile(r"[\[〔﹝【〖(]([0-9]{1,4})([\]〕﹞】〗)]?)|[\[〔﹝【〖]")
_INNER = str.maketrans("()", "（）")
_ORDINAL = re.compile(r"\|第+")
_PADDING = re.compile(r"(?<![0-9])0+(?=[0-9])")


def standard_form(number: DocumentNumber) -> str:
    """As it is printed by the standard: 〔〕, no 第 and no leading zeros; orders with 第."""
    return _printed(number.issuer, number.year, number.number)


def in_print(canonical: str) -> str:
    """The standard form for a stored issuer|year|number; other text is given back as it is."""
    parts = canonical.split("|")
    return _printed(*parts) if len(parts) == 3 and parts[2].isdigit() else canonical


def _printed(issuer: str, year: str, figure: str) -> str:
    if year and issuer.endswith(("公告", "通告")) and is_organ(issuer[:-2]):
        return f"{issuer}{year}年第{figure}号"
    if issuer.endswith("令"):
        return f"{issuer}{f'〔{year}〕' if year else ''}第{figure}号"
    return f"{issuer}〔{year}〕{figure}号" if year else f"{issuer}第{figure}号"


def normalise(text: str) -> str | None:
    """The standard form of the one complete number the text consists of, else None.

    A label before it (文号：) and 文件 behind it are dropped; any other words make it None, so that
    nothing somebody typed is lost. Idempotent on its own results.
    """
    numbers = find(text)
    if len(numbers) != 1 or not numbers[0].issuer:
        return None
    only = numbers[0]
    before, behind = half_width(text[: only.start]), half_width(text[only.end :])
    if _AROUND.match(before) and _BEHIND.match(behind):
        return standard_form(only)
    return None


def search_key(text: str) -> str:
    """A key under which every way of writing one number is the same.

    A whole number gives its canonical form. A part of one gives what the canonical form begins
    with (国办发[2019] gives 国办发|2019|), so that keys can be searched by prefix.
    """
    numbers = find(text)
    if len(numbers) == 1 and normalise(text) is not None:
        return numbers[0].canonical
    bare = "".join(half_width(text).split())
    cut = _YEAR_IN_BRACKETS.sub(lambda m: f"|{m[1] or ''}{'|' if m[2] else ''}", bare)
    return _PADDING.sub("", _ORDINAL.sub("|", cut)).translate(_INNER)
