"""What the gates must settle about an attached file: its words and its hidden traces.

Knows no Django. The text checks of an attachment are the grave ones only (personal numbers, secrecy
marks, wording lists): a document that was issued on paper keeps its own punctuation.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mingchuang.base.files.evidence import Inspection, TextPart
from mingchuang.rules.text_checks import Check, Finding, WordLists, attachments, check_serious

PROPERTIES = "文件属性"

_NAMES = re.compile(r"(?:\A|\t)\s*(?:姓\s*名|人员|名\s*字|name)\s*(?:\t|\Z)", re.IGNORECASE)
_PERSONAL = re.compile(
    r"身份证|证件号|护照号|手机|电话|住址|家庭地址|出生|银行卡|账号|健康|病|passport|phone", re.IGNORECASE
)
_HARMLESS = re.compile(
    r"(?:标题|主题|状态|类别|模板|摘要|时间|程序|软件|设备厂商|设备型号|XMP 属性|链接基准)\Z"
)
"""Properties that tell nothing about a person or a unit."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class FileFinding:
    """A finding and where in the file it stands, in the reader's terms. Offsets count in that part."""

    where: str
    finding: Finding


def findings(found: Inspection, words: WordLists, *, allowed: Collection[str] = ()) -> list[FileFinding]:
    """Everything to settle before the file is released, the words first, then the traces.

    `allowed` are the office's own published numbers.
    """
    result: list[FileFinding] = []
    for part in found.text_parts:
        result.extend(
            FileFinding(part.where, f) for f in check_serious(part.text, words=words, allowed=allowed)
        )
        result.extend(_name_lists(part))
    for name, value in found.metadata.items():
        serious = check_serious(value, words=words, allowed=allowed)
        result.extend(FileFinding(f"{PROPERTIES}「{name}」", f) for f in serious)
    # One finding for all of them: the public copy loses them anyway, and each would have to be settled.
    if telling := [f"{n}：{v}" for n, v in found.metadata.items() if not _HARMLESS.search(n)]:
        result.append(_trace(attachments.METADATA, PROPERTIES, "；".join(telling)))
    result.extend(_traces(found))
    return result


def _traces(found: Inspection) -> Iterator[FileFinding]:
    if found.tracked_changes:
        yield _trace(attachments.TRACKED_CHANGES, "正文", "")
    if found.comments:
        yield _trace(attachments.COMMENTS, "批注", f"{found.comments}条批注")
    for check, places in (
        (attachments.HIDDEN_SHEET, found.hidden_sheets),
        (attachments.EMBEDDED, found.embedded),
        (attachments.HIDDEN_ROWS, found.hidden_rows),
        (attachments.HIDDEN_TEXT, found.hidden_text),
        (attachments.EXTERNAL, found.external),
        (attachments.UNREAD, found.unread),
    ):
        for place in dict.fromkeys(places):
            yield _trace(check, place, place)
    for check, present in (
        (attachments.LOCATION, found.location),
        (attachments.SIGNED, found.signed),
        (attachments.NO_TEXT, found.textless),
    ):
        if present:
            yield _trace(check, PROPERTIES if check is not attachments.NO_TEXT else "全文", "")


def _name_lists(part: TextPart) -> Iterator[FileFinding]:
    """A table whose head names persons and something personal about them."""
    offset = 0
    for line in part.text.split("\n"):
        if "\t" in line and _NAMES.search(line) and _PERSONAL.search(line):
            check = attachments.NAME_LIST
            yield FileFinding(
                part.where,
                Finding(
                    check.id, check.gate, check.severity, offset, offset + len(line), line, check.meaning
                ),
            )
        offset += len(line) + 1


def _trace(check: Check, where: str, what: str) -> FileFinding:
    message = f"{check.name}：{what}" if what else check.name
    return FileFinding(
        where,
        Finding(check.id, check.gate, check.severity, 0, 0, what[:_SHOWN], message[:300], check.remedy),
    )
