"""Kinds of content register themselves here, as kinds of case do in the case trunk.

A kind names its own fields (kept in `extra`, signed and hashed with the rest), whether it needs the legal
gate, and the template of its public page. Chapters register theirs when their application is ready.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mingchuang.rules.gates import DEFAULT, Gate
from mingchuang.rules.refusals import Reason, Refused

if TYPE_CHECKING:
    from mingchuang.publishing.models import Content, Item


@dataclass(frozen=True, slots=True)
class ExtraField:
    """One own field of a kind: its code name, Chinese label, hint and shape."""

    name: str
    label: str
    hint: str = ""
    required: bool = False
    multiline: bool = False
    max_length: int = 2000


def _no_reasons(_: dict[str, Any]) -> list[Reason]:
    return []


@dataclass(frozen=True, slots=True)
class ContentKind:
    """A kind of content."""

    code: str
    label: str
    needs_legal: bool = False
    needs_document_number: bool = False
    default_gates: frozenset[Gate] = DEFAULT
    extra_fields: tuple[ExtraField, ...] = ()
    template: str = "publishing/pages/item.html"
    extra_reasons: Callable[[dict[str, Any]], list[Reason]] = field(default=_no_reasons)

    def reasons(self, extra: dict[str, Any]) -> list[Reason]:
        """What the kind's own fields lack, all at once."""
        missing = [
            Reason(f"{own.name}_missing", f"请填写{own.label}", f"extra_{own.name}")
            for own in self.extra_fields
            if own.required and not str(extra.get(own.name, "")).strip()
        ]
        return missing + self.extra_reasons(extra)


_KINDS: dict[str, ContentKind] = {}

ItemRule = Callable[["Item", "Content"], list[Reason]]
_RULES: list[ItemRule] = []


def register(kind: ContentKind) -> ContentKind:
    """Add a kind. Registering another kind under the same code raises ValueError."""
    if _KINDS.get(kind.code, kind) != kind:
        raise ValueError(f"kind {kind.code} is registered twice")
    _KINDS[kind.code] = kind
    return kind


def get(code: str) -> ContentKind:
    """The kind with this code. Raises Refused when there is none."""
    if code not in _KINDS:
        raise Refused.because("kind_unknown", f"没有名为「{code}」的内容种类", "kind")
    return _KINDS[code]


def every() -> list[ContentKind]:
    """All kinds in order of registration."""
    return list(_KINDS.values())


def register_rule(rule: ItemRule) -> None:
    """Add what a chapter asks of every text before it is submitted and before it goes out."""
    if rule not in _RULES:
        _RULES.append(rule)


def own_reasons(item: "Item", content: "Content") -> list[Reason]:
    """What the own fields of an item's kind lack, and what the chapters object to, all at once."""
    reasons = get(item.kind).reasons(content.extra)
    return reasons + [reason for rule in _RULES for reason in rule(item, content)]


def is_document(code: str) -> bool:
    """Whether texts of this kind carry a document number, and so a standing readers ask about."""
    kind = _KINDS.get(code)
    return bool(kind and kind.needs_document_number)


def choices() -> list[tuple[str, str]]:
    """Codes and labels for forms."""
    return [(kind.code, kind.label) for kind in _KINDS.values()]


INFORMATION = register(ContentKind("information", "一般政府信息"))
NEWS = register(ContentKind("news", "政务动态"))
NOTICE = register(ContentKind("notice", "通知公告"))
DOCUMENT = register(ContentKind("document", "公文", needs_legal=True, needs_document_number=True))
PAGE = register(ContentKind("page", "固定页面"))
