"""What a user name looks like, and where a role must or must not be bounded."""

import re
import unicodedata

from mingchuang.rules.refusals import Reason
from mingchuang.rules.roles import ROLE_LABELS, ROLE_PERMISSIONS, Reach, Role
from mingchuang.rules.source import Rule, Source, Tag

FOREIGN_LANGUAGES: dict[str, str] = {"en": "英语", "ja": "日语", "ko": "韩语"}

SPOKEN: frozenset[Role] = frozenset(
    {
        Role.TRANSLATOR,
        Role.SECRECY_REVIEWER,
        Role.POLITICAL_REVIEWER,
        Role.POLICY_REVIEWER,
        Role.WORDING_REVIEWER,
        Role.LEGAL_REVIEWER,
    }
)
"""Roles that may be held for one foreign language."""

_USERNAME = re.compile(r"[a-z][a-z0-9._-]{1,29}")

RULES = (
    Rule(
        "people.language_reviewers",
        "外文版须由指明语种的人员逐关审核",
        Source("政府信息公开平台规格", "13(4)", Tag.CONVENTION),
    ),
    Rule(
        "people.no_self_grant",
        "系统管理员不得给自己授予角色；最后一名系统管理员不得停用或收回",
        Source("政府信息公开平台规格", "13(4)", Tag.CONVENTION),
    ),
)


def normal_username(typed: str) -> str:
    """The user name meant by what was typed: full-width letters, capitals and spaces do not matter."""
    return unicodedata.normalize("NFKC", typed).strip().lower()


def username_reasons(username: str) -> list[Reason]:
    """Why a (normalised) user name cannot be used."""
    if _USERNAME.fullmatch(username):
        return []
    message = "用户名须以小写字母开头，由2至30位小写字母、数字、点、横线或下划线组成"
    return [Reason("username_form", message, "username")]


def name_reasons(name: str, field: str, label: str, longest: int) -> list[Reason]:
    """Why a name shown to people cannot be used."""
    if not name.strip():
        return [Reason(f"{field}_missing", f"请填写{label}", field)]
    if len(name) > longest:
        return [Reason(f"{field}_too_long", f"{label}不能超过{longest}个字，现有{len(name)}个字", field)]
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in name):
        return [Reason(f"{field}_control", f"{label}中有看不见的控制字符，请删去后重新填写", field)]
    return []


def is_bounded(role: Role) -> bool:
    """Whether a role reaches one division only."""
    return Reach.DIVISION in ROLE_PERMISSIONS[role].values()


def scope_reasons(role: Role, *, has_division: bool, language: str) -> list[Reason]:
    """Why a role cannot be held with this scope. `language` is empty for Chinese."""
    reasons: list[Reason] = []
    label = ROLE_LABELS[role]
    if is_bounded(role) and not has_division:
        reasons.append(Reason("division_missing", f"“{label}”按处室授予，请选择处室", "division"))
    if not is_bounded(role) and has_division:
        reasons.append(Reason("division_not_needed", f"“{label}”面向全机关，不要选择处室", "division"))
    if language and language not in FOREIGN_LANGUAGES:
        reasons.append(Reason("language_unknown", "语种只能是英语、日语、韩语，或留空表示中文", "language"))
    elif language and role not in SPOKEN:
        reasons.append(Reason("language_not_needed", f"“{label}”不分语种，请把语种留空", "language"))
    if role is Role.TRANSLATOR and not language:
        reasons.append(Reason("language_missing", "“翻译”须指明语种", "language"))
    return reasons
