"""The tables of the help pages, read from the rules that the platform itself asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from mingchuang.base.files.kinds import ACCEPTED
from mingchuang.publishing import kinds
from mingchuang.publishing.importing import item_rows, register_rows
from mingchuang.publishing.models import ImportKind, ItemState, VersionState
from mingchuang.publishing.services import attachments
from mingchuang.rules import clocks, disclosure, freshness, gates, publication, roles, site_errors, validity
from mingchuang.rules.annual_report import identities
from mingchuang.rules.letters.kinds import LETTERS
from mingchuang.rules.statutory import ACTIVE_ITEMS
from mingchuang.rules.text_checks import (
    GROUP_LABELS,
    RULE_CATALOGUE,
    WORD_KIND_LABELS,
    Check,
    Severity,
)


@dataclass(frozen=True, slots=True)
class GateHelp:
    """One gate as the help shows it."""

    code: str
    label: str
    signer: str
    always: bool
    default: bool
    checklist: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckHelp:
    """One automatic check as the help shows it."""

    check: Check
    gate: str
    blocks: bool


def checks() -> list[tuple[str, str, list[CheckHelp]]]:
    """Every automatic check under the heading of its group: (code, label, checks)."""
    rows = [
        CheckHelp(check, gates.GATE_LABELS[check.gate], check.severity == Severity.BLOCK)
        for check in RULE_CATALOGUE.values()
    ]
    grouped = [
        (group.value, label, [row for row in rows if row.check.group == group])
        for group, label in GROUP_LABELS.items()
    ]
    return [(code, label, found) for code, label, found in grouped if found]


def gate_rows() -> list[GateHelp]:
    """Every gate with who signs it and what is confirmed there."""
    return [
        GateHelp(
            code=gate.value,
            label=label,
            signer="、".join(
                roles.ROLE_LABELS[role]
                for role in roles.Role
                if gates.reviewer_permission(gate) in roles.ROLE_PERMISSIONS[role]
            ),
            always=gate in gates.ALWAYS,
            default=gate in gates.DEFAULT,
            checklist=tuple(text for _, text in gates.CHECKLISTS[gate]),
        )
        for gate, label in gates.GATE_LABELS.items()
    ]


def role_rows() -> list[dict[str, Any]]:
    """Every role with what it may do, in the office and in its own division."""
    rows = []
    for role in roles.Role:
        held = roles.ROLE_PERMISSIONS[role]
        rows.append(
            {
                "code": role.value,
                "label": roles.ROLE_LABELS[role],
                "office": _labels(held, roles.Reach.OFFICE),
                "division": _labels(held, roles.Reach.DIVISION),
                "second_factor": role in roles.SECOND_FACTOR_REQUIRED,
                "read_only": role in roles.READ_ONLY,
            }
        )
    return rows


def _labels(held: dict[roles.Permission, roles.Reach], reach: roles.Reach) -> list[str]:
    return [roles.PERMISSION_LABELS[permission] for permission in held if held[permission] == reach]


def grounds() -> list[dict[str, str]]:
    """The grounds a text may be withheld on."""
    return [
        {
            "term": rule.term,
            "covers": rule.covers,
            "strength": disclosure.STRENGTH_LABELS[rule.strength],
            "article": rule.article,
        }
        for ground, rule in disclosure.GROUND_RULES.items()
        if ground in disclosure.ATTRIBUTE_GROUNDS
    ]


_VALIDITY_MEANS: dict[validity.ValidityKind, str] = {
    validity.ValidityKind.TAKES_EFFECT: "从这一天起施行，改变正文填写的施行日期。",
    validity.ValidityKind.AMENDED: "被别的文件修改了一部分，其余继续有效。",
    validity.ValidityKind.SUPERSEDED: "重新公布了修订后的全文，这一份不再使用。",
    validity.ValidityKind.REPEALED: "由决定或新文件明文废止。",
    validity.ValidityKind.LAPSED: "期满、任务完成或依据消失，自然失效。",
    validity.ValidityKind.DECLARED_INVALID: "经清理，由决定宣布失效。",
    validity.ValidityKind.CONTINUED: "期满前决定继续有效，可以写明新的最后一天；也用来恢复误登记的失效。",
}


def validity_rows() -> list[dict[str, str]]:
    """Every act on validity with what it is for."""
    return [
        {"code": kind.value, "label": label, "means": _VALIDITY_MEANS[kind]}
        for kind, label in validity.KIND_LABELS.items()
    ]


def kind_rows() -> list[dict[str, Any]]:
    """Every kind of content with what is special about it."""
    return [
        {
            "code": kind.code,
            "label": kind.label,
            "number": kind.needs_document_number,
            "legal": kind.needs_legal,
            "fields": [own.label for own in kind.extra_fields],
        }
        for kind in kinds.every()
    ]


def _writing() -> dict[str, Any]:
    return {
        "kinds": kind_rows(),
        "attributes": disclosure.ATTRIBUTE_LABELS,
        "grounds": grounds(),
        "statutory_items": ACTIVE_ITEMS,
        "title_limit": publication.TITLE_LIMIT,
        "abstract_limit": publication.ABSTRACT_LIMIT,
        "keyword_limit": publication.KEYWORD_LIMIT,
        "attachment_limit": attachments.MAXIMUM,
        "accepted_kinds": ACCEPTED,
        "size_limit": settings.FILES_MAX_BYTES,
        "c1": clocks.ACTIVE_PUBLICATION_WORKDAYS,
    }


def _releasing() -> dict[str, Any]:
    return {
        "validity": validity_rows(),
        "standings": validity.VALIDITY_LABELS.values(),
        "version_states": VersionState.labels,
        "item_states": ItemState.labels,
    }


def _clocks() -> dict[str, Any]:
    return {
        "c1": clocks.ACTIVE_PUBLICATION_WORKDAYS,
        "c1_rule": clocks.ACTIVE_PUBLICATION,
        "site_error": clocks.SITE_ERROR_WORKDAYS,
        "site_error_rule": clocks.SITE_ERROR,
        "soon": clocks.DUE_SOON_WORKDAYS,
        "rolls": clocks.NATURAL_DAY_ROLL,
    }


def _account() -> dict[str, Any]:
    return {
        "attempts": settings.AXES_FAILURE_LIMIT,
        "locked_minutes": int(settings.AXES_COOLOFF_TIME.total_seconds() // 60),
        "idle_minutes": int(settings.SESSION_IDLE_LIMIT.total_seconds() // 60),
        "hours": int(settings.SESSION_ABSOLUTE_LIMIT.total_seconds() // 3600),
        "required_of": [
            roles.ROLE_LABELS[role] for role in roles.Role if role in roles.SECOND_FACTOR_REQUIRED
        ],
    }


def _administration() -> dict[str, Any]:
    return {
        "roles": role_rows(),
        "limits": freshness.LIMITS.values(),
        "warning": freshness.WARNING_SHARE_PERCENT,
        "word_kinds": WORD_KIND_LABELS.values(),
        "kinds": kind_rows(),
    }


def _imports() -> dict[str, Any]:
    items = [
        item_rows.SOURCE_KEY,
        *item_rows.TEXT_NAMES.values(),
        *item_rows.DATE_NAMES.values(),
        *(item_rows.KIND, item_rows.COLUMN, item_rows.DIVISION, item_rows.KEYWORDS, item_rows.ATTRIBUTE),
        *(item_rows.STATUTORY, item_rows.ORIGINAL_DAY, item_rows.ORIGINAL_SOURCE),
        *(item_rows.VALIDITY, item_rows.VALIDITY_DAY, item_rows.VALIDITY_BASIS),
    ]
    return {
        "import_kinds": ImportKind.labels,
        "item_columns": [_names(names) for names in items],
        "register_columns": [_names(names) for names in register_rows.NAMES.values()],
    }


def _names(names: tuple[str, ...]) -> tuple[str, list[str]]:
    """The Chinese name of a column, and the others it may have."""
    shown = next((name for name in names if not name.isascii()), names[0])
    return shown, [name for name in names if name != shown]


_TABLES: dict[str, Callable[[], dict[str, Any]]] = {
    "start": lambda: {"item_states": ItemState.labels, "version_states": VersionState.labels, **_clocks()},
    "writing": _writing,
    "findings": lambda: {"groups": checks()},
    "reviewing": lambda: {"gates": gate_rows()},
    "releasing": _releasing,
    "clocks": _clocks,
    "reports": lambda: {
        "identities": [
            (label, identities.LEVELS[identity] is identities.Level.HARD)
            for identity, label in identities.IDENTITY_LABELS.items()
        ]
    },
    "cases": lambda: {"states": site_errors.SITE_ERROR.state_labels.values(), **_clocks()},
    "letters": lambda: {"approval": [rule.name for rule in LETTERS.values() if rule.approval]},
    "imports": _imports,
    "search": lambda: {"kept_days": settings.SEARCH_COUNTS_KEPT_DAYS},
    "administration": _administration,
    "account": _account,
}


def tables_for(slug: str) -> dict[str, Any]:
    """What the template of a topic needs beyond its own words."""
    make = _TABLES.get(slug)
    return make() if make else {}
