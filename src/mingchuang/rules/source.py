"""Where a rule comes from and how sure we are of it.

A rule without a source is an opinion. Each module of `rules` lists its rules in a module-level
`RULES: tuple[Rule, ...]`; the law-basis page is generated from them.
"""

from dataclasses import dataclass
from enum import StrEnum


class Tag(StrEnum):
    """How sure we are that the rule says what we think it says."""

    PRIMARY = "primary"  # the text of the norm was read
    SECONDARY = "secondary"  # another government's rule, an agency page, a commentary
    DERIVED = "derived"  # follows from a rule that was read
    CONVENTION = "convention"  # the law is silent; our choice, configurable
    UNVERIFIED = "unverified"  # from general knowledge; never shown to the public as law


@dataclass(frozen=True, slots=True)
class Source:
    """A document, the article in it, and the confidence tag. Documents are named in Chinese."""

    document: str
    article: str
    tag: Tag


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule for the law-basis page: stable id, what it says in Chinese, its source."""

    id: str
    says: str
    source: Source


DISCLOSURE_REGULATION = "政府信息公开条例"
"""State Council Decree 711, in force since 2019-05-15."""
FEE_RULES = "政府信息公开信息处理费管理办法"
"""国办函〔2020〕109号, in force since 2021-01-01."""
REVIEW_LAW = "行政复议法"
LITIGATION_LAW = "行政诉讼法"
REPORT_FORM = "政府信息公开工作年度报告格式（国办公开办函〔2021〕30号）"


def disclosure_regulation(article: str) -> Source:
    """An article of the Regulation on Government Information Disclosure, primary text read."""
    return Source(DISCLOSURE_REGULATION, article, Tag.PRIMARY)
