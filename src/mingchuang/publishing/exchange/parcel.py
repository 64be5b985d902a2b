"""What travels: a translation's units with what is written so far, and the papers that say what it is.

A file that comes back is judged against the same parcel made anew; only words are taken from it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mingchuang.publishing import kinds
from mingchuang.publishing.exchange import segments
from mingchuang.publishing.exchange.segments import Inline, Unit
from mingchuang.publishing.models import Draft, Version
from mingchuang.publishing.snapshots import Snapshot
from mingchuang.rules.editions import LANGUAGE_LABELS
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.terms import Term

KEYWORD_SEPARATOR = "；"
_PLAIN = {"title": "标题", "issuer": "发布机构", "content_source": "信息来源", "abstract": "内容概述"}


@dataclass(frozen=True, slots=True)
class Papers:
    """Which text this is: the edition, its language, the Chinese version and the hash of its content."""

    edition: str
    language: str
    source: str
    content_hash: str
    number: str
    title: str

    @property
    def shown(self) -> str:
        label = LANGUAGE_LABELS.get(self.language, self.language)
        return f"《{self.title}》{label}版（译自第{self.number}版）"


@dataclass(slots=True)
class Parcel:
    """A translation on its way."""

    papers: Papers
    units: list[Unit]
    targets: dict[str, Inline] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class Returned:
    """What a file says: its papers, and the words of each unit in the order they stand in it."""

    papers: Papers
    targets: list[tuple[str, Inline]]


def parcel_of(draft: Draft, source: Version, terms: list[Term] | None = None) -> Parcel:
    """Everything a translator needs of a draft and its source."""
    edition = draft.edition
    papers = Papers(
        edition=str(edition.uid),
        language=edition.language,
        source=str(source.uid),
        content_hash=source.content_hash,
        number=str(source.number),
        title=source.title,
    )
    units = [*_plain_units(source), *segments.cut(source.body).units]
    reworded = {unit.id for unit in _reworded(draft, source)}
    targets: dict[str, Inline] = {
        unit.id: (text,)
        for unit in _plain_units(draft)
        if unit.id not in reworded and (text := segments.words(unit.source))
    }
    return Parcel(papers, units, targets | _body_of(draft, source), list(terms or ()))


def _reworded(draft: Draft, source: Version) -> list[Unit]:
    """The fields that `source` words otherwise than the version the draft was made from."""
    before = {unit.id: unit.source for unit in _plain_units(draft.source_version or source)}
    return [unit for unit in _plain_units(source) if before.get(unit.id) != unit.source]


def _body_of(draft: Draft, source: Version) -> dict[str, Inline]:
    """What is translated of the source's body, also when the draft was made from an older one."""
    before = draft.source_version or source
    return dict(segments.carried(before.body, draft.body, source.body)) if draft.body else {}


def _plain_units(content: Draft | Version) -> list[Unit]:
    """The fields without markup; those the source leaves empty are not asked for."""
    found = [Unit(name, label, (getattr(content, name),)) for name, label in _PLAIN.items()]
    for own in kinds.get(content.edition.item.kind).extra_fields:
        found.append(Unit(f"extra-{own.name}", str(own.label), (str(content.extra.get(own.name, "")),)))
    found.append(Unit("keywords", "主题词", (KEYWORD_SEPARATOR.join(content.keywords),)))
    return [unit for unit in found if segments.words(unit.source).strip()]


def judge(returned: Returned, expected: Parcel) -> None:
    """Refuse a file of another text, with missing, unknown or doubled units, or with changed marks."""
    if (other := returned.papers) != expected.papers:
        same_text = other.edition == expected.papers.edition and other.language == expected.papers.language
        what = "原文版本不同" if same_text else "不是这份译文"
        message = f"{what}：文件是{other.shown}，这里是{expected.papers.shown}"
        if other.shown == expected.papers.shown:
            message += "，标题相同，但不是同一份"
        refuse_if([Reason("other_text", f"{message}。请重新导出后把译文转过去", "file")])
    units = {unit.id: unit for unit in expected.units}
    counted = Counter(unit_id for unit_id, _ in returned.targets)
    reasons = [
        *_named("unit_missing", "文件缺少这些段", [key for key in units if key not in counted]),
        *_named("unit_unknown", "文件多出这些段", [key for key in counted if key not in units]),
        *_named("unit_twice", "文件里这些段重复", [key for key, times in counted.items() if times > 1]),
    ]
    changed = [
        key
        for key, target in returned.targets
        if key in units
        and segments.words(target).strip()
        and not segments.marks_fit(units[key].source, target)
    ]
    reasons += _named("marks_changed", "这些段里的格式标记有增减或者错位，请照原文放回", changed)
    refuse_if(reasons)


def papers_missing() -> Refused:
    """The file does not say which text it is."""
    return Refused.because(
        "papers_missing", "文件里没有译文的编号，无法核对，请用本平台导出的文件翻译后交回", "file"
    )


def _named(code: str, message: str, ids: Iterable[str]) -> list[Reason]:
    names = list(ids)
    if not names:
        return []
    shown = "、".join(names[:10]) + (f"等{len(names)}段" if len(names) > 10 else "")
    return [Reason(code, f"{message}：{shown}", "file")]


def outdated(returned: Returned, draft: Draft, source: Version) -> list[str]:
    """The names of fields that the newer source words anew and the file leaves as they are."""
    filled = {key for key, target in returned.targets if segments.words(target).strip()}
    values = {unit.id for unit in _plain_units(draft)}
    return [unit.label for unit in _reworded(draft, source) if unit.id in values - filled]


def values_of(returned: Returned, draft: Draft, source: Version) -> tuple[Snapshot, list[str]]:
    """The field values a judged file brings, and the ids of body units that have no translation yet.

    An empty target changes nothing: the draft keeps what it has, and a paragraph translated nowhere keeps
    the Chinese words, which the checks will point at.
    """
    filled: dict[str, Inline] = {
        key: target for key, target in returned.targets if segments.words(target).strip()
    }
    values: Snapshot = {}
    extra: dict[str, Any] = {}
    for key, target in filled.items():
        text = segments.words(target).strip()
        if key in _PLAIN:
            values[key] = text
        elif key == "keywords":
            values[key] = [
                word.strip() for word in text.replace(";", KEYWORD_SEPARATOR).split("；") if word.strip()
            ]
        elif key.startswith("extra-"):
            extra[key.removeprefix("extra-")] = text
    if extra:
        values["extra"] = draft.extra | extra
    body = [unit.id for unit in segments.cut(source.body).units]
    if not any(key in filled for key in body):
        return values, body if not draft.body else []
    known = _body_of(draft, source) | filled
    values["body"] = segments.assemble(source.body, known)
    return values, [key for key in body if key not in known]
