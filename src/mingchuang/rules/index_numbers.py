"""Index numbers（索引号）: the permanent name of an item of information, and its address.

Twenty characters: organisation code (nine, hyphen dropped), "/", year, "-", serial (five), as in
014416330/2018-04736. The number never changes, not even when the publisher does, and a serial is
never used twice. Some places use other widths or the credit code instead: that is a pattern.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from mingchuang.rules.identifiers.organisations import is_credit_code, is_org_code
from mingchuang.rules.identifiers.result import compact, half_width
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.source import Rule, Source, Tag

RULES = (
    Rule(
        "index_numbers.form",
        "索引号 20 位：组织机构代码 9 位（省略连字符）、“/”、年份 4 位、“-”、流水号 5 位；永久不变",
        Source("政府信息公开目录系统实施指引（试行）", "索引号", Tag.PRIMARY),
    ),
    Rule(
        "index_numbers.serial",
        "流水号在同一机关同一年内不重复，用过的不再用",
        Source("政府信息公开规格", "9 索引号", Tag.DERIVED),
    ),
    Rule(
        "index_numbers.address",
        "信息的网址由索引号得出，与栏目、标题无关",
        Source("架构说明", "3a 地址", Tag.CONVENTION),
    ),
)

FIRST_YEAR, LAST_YEAR = 1949, 2099


@dataclass(frozen=True, slots=True)
class IndexPattern:
    """The form index numbers have at one office.

    `is_code` judges the organisation's part, `code_label` names it in messages.
    """

    code_label: str
    code_length: int
    is_code: Callable[[str], bool]
    serial_digits: int = 5

    @property
    def last_serial(self) -> int:
        return int("9" * self.serial_digits)


NATIONAL = IndexPattern("组织机构代码", 9, is_org_code)
"""The pattern of the guideline."""

CREDIT_CODE = IndexPattern("统一社会信用代码", 18, is_credit_code, serial_digits=7)
"""A local variant: 11370322004222241N/2021-5135380."""


@dataclass(frozen=True, slots=True)
class IndexNumber:
    """An index number in its parts; `text` is how it is printed, `slug` how addresses write it."""

    org_code: str
    year: int
    serial: int
    serial_digits: int = 5

    @property
    def text(self) -> str:
        return f"{self.org_code}/{self.year}-{self.serial:0{self.serial_digits}d}"

    @property
    def slug(self) -> str:
        return f"{self.org_code}-{self.year}-{self.serial:0{self.serial_digits}d}"


class NotAnIndexNumber(Refused, ValueError):
    """The text is no index number of the pattern; carries every reason."""


def _reasons(code: str, year: int, serial: int, pattern: IndexPattern) -> list[Reason]:
    reasons: list[Reason] = []
    if len(code) != pattern.code_length:
        message = (
            f"{pattern.code_label}应为 {pattern.code_length} 位，现为 {len(code)} 位，请在站点身份设置中核对"
        )
        reasons.append(Reason("index_org_length", message, "org_code"))
    elif not pattern.is_code(code):
        message = f"{pattern.code_label}「{code}」的校验码对不上，请对照证书核对"
        reasons.append(Reason("index_org_check", message, "org_code"))
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"索引号的年份应在 {FIRST_YEAR} 至 {LAST_YEAR} 之间，现为 {year}，请改正"
        reasons.append(Reason("index_year", message, "year"))
    if serial < 1:
        reasons.append(Reason("index_serial_low", f"流水号从 1 编起，现为 {serial}，请改正", "serial"))
    elif serial > pattern.last_serial:
        message = (
            f"{year} 年的流水号已用完：最大为 {pattern.last_serial}，现为 {serial}；"
            "请与政府信息公开主管部门商定新的编号办法"
        )
        reasons.append(Reason("index_serial_high", message, "serial"))
    return reasons


def make(org_code: str, year: int, serial: int, pattern: IndexPattern = NATIONAL) -> str:
    """The index number for a serial. A hyphen in the code is dropped. Raises `Refused`."""
    code = compact(org_code)
    refuse_if(_reasons(code, year, serial, pattern))
    return IndexNumber(code, year, serial, pattern.serial_digits).text


@lru_cache(maxsize=1024)
def _read(text: str, separator: str, pattern: IndexPattern) -> IndexNumber:
    expression = rf"(.+?){separator}([0-9]{{4}})-([0-9]{{{pattern.serial_digits}}})"
    bare = "".join(half_width(text).split()).upper()
    found = re.fullmatch(expression, bare)
    if found is None:
        message = (
            f"索引号应为「{pattern.code_label}/年份-{pattern.serial_digits} 位流水号」，"
            "例如 014416330/2018-04736，请核对"
        )
        raise NotAnIndexNumber([Reason("index_form", message, "index_number")])
    code, year, serial = compact(found[1]), int(found[2]), int(found[3])
    reasons = _reasons(code, year, serial, pattern)
    if reasons:
        raise NotAnIndexNumber(reasons)
    return IndexNumber(code, year, serial, pattern.serial_digits)


def parse(text: str, pattern: IndexPattern = NATIONAL) -> IndexNumber:
    """Read an index number; full-width characters, spaces, small letters and the code's hyphen are
    accepted. Raises `NotAnIndexNumber` with every reason."""
    return _read(text, "/", pattern)


def to_slug(text: str, pattern: IndexPattern = NATIONAL) -> str:
    """The form used in addresses (/info/014416330-2018-04736/). Raises `NotAnIndexNumber`."""
    return parse(text, pattern).slug


def from_slug(slug: str, pattern: IndexPattern = NATIONAL) -> str:
    """The index number an address means. Raises `NotAnIndexNumber`."""
    return _read(slug, "-", pattern).text
