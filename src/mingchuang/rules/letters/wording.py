"""Wording that the office edits: paragraphs with placeholders, checked when saved and filled as plain text.

Nothing here is a template language. A paragraph is searched for names in braces from the closed list and
those are replaced, once; what is put in is never looked at again, so it can be anything and stays text.
"""

import re
from collections.abc import Mapping, Sequence

from mingchuang.rules.letters.content import plain
from mingchuang.rules.letters.kinds import LETTERS, OF_APPLICANT, TO_OTHERS, LetterKind
from mingchuang.rules.letters.placeholders import PLACEHOLDERS
from mingchuang.rules.refusals import Reason, Refused
from mingchuang.rules.source import Rule, Source, Tag

RULES = (
    Rule(
        "letters.no_templates",
        "文书用语只做占位符替换，不运行任何模板；写入模板代码的用语不予保存",
        Source("安全要求", "模板注入", Tag.CONVENTION),
    ),
)

LONGEST_PARAGRAPH = 2000
MOST_PARAGRAPHS = 40

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_CODE = (
    (re.compile(r"\{\{|\}\}"), "{{ }}"),
    (re.compile(r"\{%|%\}"), "{% %}"),
    (re.compile(r"\{#|#\}"), "{# #}"),
    (re.compile(r"[$#@]\s*\{"), "${ }"),
    (re.compile(r"<[A-Za-z/!?%$#@]|<[^<>]*>|%>"), "<…>"),
    (re.compile(r"\$\(|`"), "`…` 或者 $(…)"),
)
_WIDE_BRACES = re.compile(r"｛([^｛｝{}]{1,20})｝")


def names_in(text: str) -> list[str]:
    """Names in braces, in the order of the text; those that are no placeholder included."""
    return [name.strip() for name in _PLACEHOLDER.findall(text)]


def problems(kind: LetterKind, paragraphs: Sequence[str]) -> list[Reason]:
    """Everything wrong with wording for this kind: code, unknown or missing placeholders, empty, too long."""
    field = "paragraphs"
    written = [text for text in paragraphs if text.strip()]
    if not written:
        return [Reason("wording_empty", "文书用语是空的，请至少写一段", field)]
    found: list[Reason] = []
    if len(written) > MOST_PARAGRAPHS:
        found.append(Reason("wording_too_many", f"最多{MOST_PARAGRAPHS}段，现有{len(written)}段", field))
    for position, text in enumerate(written, 1):
        found += [
            Reason(code, f"第{position}段：{message}", field) for code, message in _paragraph_problems(text)
        ]
    present = {name for text in written for name in names_in(text)}
    missing = [name for name in PLACEHOLDERS if name in LETTERS[kind].required and name not in present]
    found += [
        Reason("placeholder_missing", f"缺少必须写明的{{{name}}}（{PLACEHOLDERS[name]}）", field)
        for name in missing
    ]
    if kind in TO_OTHERS:
        found += [
            Reason("placeholder_of_applicant", f"{{{name}}}是申请人的内容，不能写给被征求意见的一方", field)
            for name in PLACEHOLDERS
            if name in present and name in OF_APPLICANT
        ]
    return found


def _paragraph_problems(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if len(text) > LONGEST_PARAGRAPH:
        found.append(("wording_too_long", f"一段最多{LONGEST_PARAGRAPH}字，请分段"))
    if plain(text) != text.strip():
        found.append(("wording_control_character", "含有看不见的控制字符，请删去后重新输入"))
    code = [shown for pattern, shown in _CODE if pattern.search(text)]
    if code:
        found.append(
            (
                "wording_code",
                f"含有代码{'、'.join(code)}，文书用语只能写文字和{{占位符}}，请删去",
            )
        )
        return found
    for name in dict.fromkeys(names_in(text)):
        if name not in PLACEHOLDERS:
            found.append(("placeholder_unknown", f"没有{{{name}}}这个占位符，请从占位符表中选用"))
    if "{" in _PLACEHOLDER.sub("", text) or "}" in _PLACEHOLDER.sub("", text):
        found.append(("placeholder_unclosed", "花括号没有成对，占位符要写成{收到日期}的样子"))
    found += [
        ("placeholder_wide", f"｛{name}｝用了全角花括号，请改成{{{name}}}")
        for name in _WIDE_BRACES.findall(text)
        if name in PLACEHOLDERS
    ]
    return found


def missing_values(paragraphs: Sequence[str], values: Mapping[str, str]) -> list[Reason]:
    """Placeholders of the wording for which nothing was given, each named once."""
    names = dict.fromkeys(name for text in paragraphs for name in names_in(text))
    return [
        Reason("letter_value_missing", f"文书还缺“{name}”：{PLACEHOLDERS.get(name, '没有这个占位符')}", name)
        for name in names
        if not plain(values.get(name, ""))
    ]


def fill(paragraphs: Sequence[str], values: Mapping[str, str]) -> tuple[str, ...]:
    """The paragraphs with every placeholder replaced by its value as plain text.

    A value of several lines makes several paragraphs. Raises `Refused` naming each value that is missing.
    """
    missing = missing_values(paragraphs, values)
    if missing:
        raise Refused(missing)
    filled = (
        _PLACEHOLDER.sub(lambda found: plain(values[found.group(1).strip()]), plain(text))
        for text in paragraphs
    )
    return tuple(line.strip() for text in filled for line in text.split("\n") if line.strip())
