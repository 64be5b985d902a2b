"""Words of public pages that stand as plain Chinese in tables, which must not know gettext.

The tables of law, the kinds of content and the calendar are translated where a page prints them; this list
brings them into the catalogues, so that a new row without its translation is noticed.
"""

from collections.abc import Iterable, Iterator

from mingchuang.base.design import day_reasons
from mingchuang.base.files.kinds import KINDS
from mingchuang.disclosure.record_corrections import selectors as record_corrections
from mingchuang.disclosure.requests.selectors import told_to_applicants
from mingchuang.publishing import kinds
from mingchuang.rules import clocks, disclosure, request_guidance, site_errors, statutory, validity


def _guidance() -> Iterator[str]:
    for title, statements in request_guidance.SECTIONS:
        yield title
        for statement in request_guidance.shown(statements):
            yield from (
                statement.subject,
                statement.says,
                statement.source.document,
                statement.source.article,
            )


def _statutory() -> Iterator[str]:
    for item in statutory.STATUTORY_ITEMS:
        yield item.content
        if not item.relevant:
            yield item.reason


def _kinds() -> Iterator[str]:
    for kind in kinds.every():
        yield kind.label
        yield from (own.label for own in kind.extra_fields)


def table_messages() -> dict[str, str]:
    """Every such word, with the table it stands in."""
    tables: dict[str, Iterable[str]] = {
        "base/design/day_reasons.py": (*day_reasons.WEEKDAYS, *day_reasons.HOLIDAYS),
        "base/files/kinds.py": (kind.label for kind in KINDS),
        "publishing/kinds.py": _kinds(),
        "rules/site_errors.py": site_errors.SITE_ERROR.state_labels.values(),
        "rules/clocks.py": (*clocks.LABELS.values(), clocks.UNKNOWN_LABEL),
        "rules/disclosure.py": (
            disclosure.PLATFORM_NAME,
            *disclosure.PLATFORM_BLOCKS.values(),
            *disclosure.ATTRIBUTE_LABELS.values(),
            *(field.label for field in disclosure.GUIDE_FIELDS),
        ),
        "rules/record_corrections.py": record_corrections.told_to_applicants(),
        "rules/request_guidance.py": _guidance(),
        "rules/requests": told_to_applicants(),
        "rules/statutory.py": _statutory(),
        "rules/validity.py": (*validity.VALIDITY_LABELS.values(), *validity.KIND_LABELS.values()),
    }
    return {text: table for table, texts in tables.items() for text in texts}
