"""Reading document numbers out of running text, tolerant of how people type them.

Four shapes, all found by one pass of one bounded expression, so time is linear in the text:

- a code word, the year in brackets, the number: 国办发〔2019〕14号 and every bracket people use;
- the year written with 年 instead of brackets: 中办发2022年22号文件;
- orders and announcements before their number: 国务院令第711号, 海关总署公告2019年第195号;
- and behind it: 建设部〔2007〕第162号令, 第763号国务院令.

Reading leaves alone what is not a document number (index numbers, registration numbers, court
cases) and what only its context could complete (市政府令第368号): no reading is better than a
wrong one, because citations are looked up by what is read here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from mingchuang.rules.document_numbers.edges import is_strong, issuer_in, organ_in
from mingchuang.rules.document_numbers.lexicon import CERTIFICATES
from mingchuang.rules.document_numbers.organs import (
    full_name,
    is_organ,
    lead_national,
    may_end_an_organ,
    state_council_short,
)
from mingchuang.rules.identifiers.result import half_width
from mingchuang.rules.numerals import in_figures


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number read at [start, end) of the text. `year` is empty for orders that print none;
    `issuer` is empty where only the page's own organ could complete it (〔2019〕第4号)."""

    text: str
    issuer: str
    year: str
    number: str
    start: int
    end: int

    @property
    def canonical(self) -> str:
        """issuer|year|number, the form that is compared and stored."""
        return f"{self.issuer}|{self.year}|{self.number}"


_OPENING, _CLOSING = "[﹝【〖〘❲〚⟦", "]﹞】〗〙❳〛⟧"
_BRACKETS = dict.fromkeys(_OPENING, "〔") | dict.fromkeys(_CLOSING, "〕") | {"﹙": "(", "﹚": ")", "號": "号"}
_BRACKET = re.compile("[" + re.escape("".join(_BRACKETS)) + "]")
_YEAR = r"(?:19|20)[0-9]{2}"
_NUMERAL = r"(?:[0-9]{1,6}|[一二三四五六七八九十百零〇]{1,7})"
_KIND = "令|公告|通告"
_GAP = r"\s{0,4}"
_ANCHOR = re.compile(
    # 〔2019〕14号, and what may follow it: 〔2007〕第162号令
    rf"(?P<bracketed>[〔(]{_GAP}(?P<year_1>{_YEAR}){_GAP}年?{_GAP}[〕)]{_GAP}第?{_GAP}"
    rf"(?P<number_1>[0-9]{{1,6}})(?![0-9])(?:{_GAP}(?P<mark>号)(?:{_GAP}(?P<kind_1>{_KIND}))?)?)"
    # 令第711号, 公告2019年第195号
    rf"|(?P<kind_2>{_KIND}){_GAP}[〔(]?{_GAP}(?:(?P<year_2>{_YEAR}){_GAP}年{_GAP})?"
    rf"(?:第{_GAP}(?P<number_2>{_NUMERAL})|(?P<number_2a>[0-9]{{1,6}})){_GAP}号"
    # 2022年22号, 2018年第28号公告
    rf"|(?<![0-9])(?P<year_3>{_YEAR}){_GAP}年{_GAP}第?{_GAP}(?P<number_3>[0-9]{{1,6}}){_GAP}号"
    rf"(?:{_GAP}(?P<kind_3>{_KIND}))?"
    # 第69号令, 69号令
    rf"|(?:第{_GAP}(?P<number_4>{_NUMERAL})|(?<![0-9])(?P<number_4a>[0-9]{{1,6}})){_GAP}号{_GAP}"
    rf"(?P<kind_4>{_KIND})(?!{_GAP}[第0-9])"
    # 第763号国务院令
    rf"|第{_GAP}(?P<number_5>{_NUMERAL}){_GAP}号(?P<organ>[一-鿿]{{3,20}}?)(?P<kind_5>令)(?!{_GAP}[第0-9])"
)
_LEAD = re.compile("[〔(令公通第0-9]")
"""What each way of the expression begins with: a search for these alone is several times faster."""

_LETTERS = re.compile(r"[一-鿿A-Za-z]+")
_LATIN_THEN_HAN = re.compile(r"[A-Za-z](?=[一-鿿])")
_SPACED_OUT = re.compile(r"(?:\A|(?<=[^一-鿿A-Za-z ]) ?)[一-鿿](?: {1,2}[一-鿿]){1,9}\Z")
_INSERTED = re.compile(r"([一-鿿]{1,20})\(([一-鿿])\)([一-鿿]{1,2})\Z")
_NOT_INSERTED = frozenset("一二三四五六七八九十上中下甲乙丙丁市县区省")
_AFTER_DIGIT = frozenset("年月日条款项章节号")
# （2021）5号楼: round brackets also number what is not a document.
_NOT_A_DOCUMENT = re.compile(r"[楼线井]|地块|机组|院落|宗地|房屋")
_HEXAGONAL = frozenset("〔﹝")
_UNMARKED_END = re.compile(r"[ \t]{0,4}(?:\Z|[^0-9A-Za-z \t.一-鿿/\-、])")
_YEAR_WORD_END = re.compile(r"[发函规字文办]\Z")
_LOOK_BACK = 48


def _run_at_end(left: str) -> tuple[str, str]:
    """The unbroken letters a text ends with, from the last change of script on; what stands before."""
    # Matching backwards from the end is linear; searching forwards for an end is not.
    found = _LETTERS.match(left[::-1])
    if found is None:
        return "", ""
    start = len(left) - found.end()
    return _own_run(left[start:], left[max(start - 1, 0) : start])


def _own_run(run: str, before: str) -> tuple[str, str]:
    """The run without the 日 of a date before it and without letters of another script."""
    if run[0] in _AFTER_DIGIT and before.isdigit():
        run = run[1:]
    changes = [change.end() for change in _LATIN_THEN_HAN.finditer(run)]
    return (run[changes[-1] :] if changes else run), before


def _code_before(left: str) -> tuple[int, str] | None:
    """The issuer's code word a text ends with: where it begins and what it is ("" for none).

    None when the word says that this is no document.
    """
    left = left.rstrip()
    spaced = _SPACED_OUT.search(left) if left[-2:-1] == " " else None
    if spaced:
        code = spaced.group().lstrip()
        return len(left) - len(code), code.replace(" ", "")
    inserted = _INSERTED.search(left) if ")" in left[-3:-1] else None
    if inserted and inserted.group(2) not in _NOT_INSERTED:
        tail = inserted.group(2) + inserted.group(3)
        start = inserted.start()
        run, before = _own_run(inserted.group(1), left[start - 1 : start])
        head = issuer_in(run + tail, before).removesuffix(tail)
        if 0 < len(head) <= 4:
            code = f"{head}（{inserted.group(2)}）{inserted.group(3)}"
            return inserted.end(1) - len(head), code
    issuer = issuer_in(*_run_at_end(left))
    if issuer.endswith(CERTIFICATES):
        return None
    return len(left) - len(issuer), issuer


def _organ_before(left: str) -> tuple[int, str] | None:
    """The organ whose full name a text ends with; None when there is none or it is incomplete."""
    left = left.rstrip()
    if not may_end_an_organ(left):
        return None
    national = lead_national(left)
    if national:
        return national
    if state_council_short(left):
        return len(left) - 1, "国务院"
    name = organ_in(*_run_at_end(left))
    return (len(left) - len(name), full_name(name)) if is_organ(name) else None


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What the expression found: the figures, and the word that makes it an order ("" for none)."""

    start: int
    end: int
    year: str
    number: str
    kind: str

    def read(self, text: str, begin: int, issuer: str) -> DocumentNumber:
        printed = text[begin : self.end]
        number = in_figures(self.number)
        return DocumentNumber(printed, issuer, self.year, number, begin, self.end)


def _by_organ(plain: str, low: int, anchor: _Anchor) -> tuple[int, str] | None:
    """Issuer of an order or announcement: the organ's name and the word for its kind."""
    organ = _organ_before(plain[low : anchor.start])
    return (low + organ[0], organ[1] + anchor.kind) if organ else None


def _bracketed(raw: str, plain: str, low: int, found: re.Match[str]) -> DocumentNumber | None:
    """国办发〔2019〕14号 and its relatives."""
    kind, marked = found["kind_1"] or "", found["mark"] is not None
    end = found.end("mark") if marked else found.end("number_1")
    hexagonal = raw[found.start()] in _HEXAGONAL
    round_ = plain[found.start()] == "("
    if not marked and not (hexagonal and _UNMARKED_END.match(plain, end)):
        return None
    if round_ and _NOT_A_DOCUMENT.match(plain, end):
        return None
    if kind:
        order = _Anchor(found.start(), found.end(), found["year_1"], found["number_1"], kind)
        organ = _by_organ(plain, low, order)
        if organ:
            return order.read(raw, *organ)
    anchor = _Anchor(found.start(), end, found["year_1"], found["number_1"], "")
    return _by_code(raw, plain, low, anchor, complete=not (hexagonal and marked))


def _by_code(raw: str, plain: str, low: int, anchor: _Anchor, *, complete: bool) -> DocumentNumber | None:
    """The number with what stands before its bracket: an organ and 令, a code word, or nothing.

    `complete`: a number without issuer is no reading. Only in 〔〕 is it surely a number, which
    the page's own organ completes.
    """
    left = plain[low : anchor.start]
    head = left.rstrip()
    for word in ("令", "公告", "通告"):
        organ = _organ_before(head.removesuffix(word)) if head.endswith(word) else None
        if organ:
            return anchor.read(raw, low + organ[0], organ[1] + word)
    code = _code_before(left)
    if code is None or (complete and not code[1]):
        return None
    return anchor.read(raw, low + code[0] if code[1] else anchor.start, code[1])


def _by_year_word(raw: str, plain: str, low: int, found: re.Match[str]) -> DocumentNumber | None:
    """中办发2022年22号, 国家税务总局2018年第28号公告."""
    kind = found["kind_3"] or ""
    anchor = _Anchor(found.start(), found.end(), found["year_3"], found["number_3"], kind)
    if kind:
        organ = _by_organ(plain, low, anchor)
        return anchor.read(raw, *organ) if organ else None
    code = _code_before(plain[low : anchor.start])
    if code and is_strong(code[1]) and _YEAR_WORD_END.search(code[1]):
        return anchor.read(raw, low + code[0], code[1])
    return None


def _order(raw: str, plain: str, low: int, found: re.Match[str]) -> DocumentNumber | None:
    """国务院令第711号, 海关总署公告2019年第195号, 公安部第69号令, 第763号国务院令."""
    number = next(found[n] for n in _ORDER_NUMBERS if found[n])
    kind = found["kind_2"] or found["kind_4"] or found["kind_5"]
    anchor = _Anchor(found.start(), found.end(), found["year_2"] or "", number, kind)
    named = found["organ"]
    if named:
        organ = _organ_before(named)
        return anchor.read(raw, anchor.start, organ[1] + kind) if organ and organ[0] == 0 else None
    if found["kind_4"] and plain[anchor.start - 1 : anchor.start] == "以":
        # 国务院以第514号令公布
        low_anchor = _Anchor(anchor.start - 1, anchor.end, anchor.year, number, kind)
        before = _by_organ(plain, low, low_anchor)
    else:
        before = _by_organ(plain, low, anchor)
    return anchor.read(raw, *before) if before else None


_ORDER_NUMBERS = ("number_2", "number_2a", "number_4", "number_4a", "number_5")


def _anchors(plain: str) -> Iterator[re.Match[str]]:
    """What `_ANCHOR.finditer` finds."""
    at = 0
    while lead := _LEAD.search(plain, at):
        found = _ANCHOR.match(plain, lead.start())
        at = found.end() if found else lead.end()
        if found:
            yield found


def _readings(raw: str) -> Iterator[DocumentNumber]:
    plain = _BRACKET.sub(lambda found: _BRACKETS[found[0]], half_width(raw))
    previous = 0
    for found in _anchors(plain):
        low = max(previous, found.start() - _LOOK_BACK)
        if found["bracketed"]:
            reading = _bracketed(raw, plain, low, found)
        elif found["year_3"]:
            reading = _by_year_word(raw, plain, low, found)
        else:
            reading = _order(raw, plain, low, found)
        if reading and reading.number != "0":
            previous = reading.end
            yield reading


def find(text: str) -> list[DocumentNumber]:
    """Every document number in the text, in order. Never raises; linear in the text's length."""
    return list(_found(text))


@lru_cache(maxsize=16)
def _found(text: str) -> tuple[DocumentNumber, ...]:
    # One act asks for the numbers of a body more than once: its citations, its keys, its lists.
    return tuple(_readings(text))
