"""TEMP"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class DocumentNumber:
    text: str
    issuer: str
    year: str
    number: str
    canonical: str
    start: int
    end: int


R = re.compile(r"([\u4e00-\u9fa5A-Za-z]+)[〔\[（(【](\d{4})[〕\])）】](\d+)号")


def find(t):
    return [DocumentNumber(m[0], m[1], m[2], m[3], f"{m[1]}|{m[2]}|{m[3]}", *m.span()) for m in R.finditer(t)]


def normalise(t):
    f = find(t)
    return f"{f[0].issuer}〔{f[0].year}〕{int(f[0].number)}号" if len(f) == 1 else None


def search_key(t):
    f = find(t)
    return f[0].canonical if f else ""
