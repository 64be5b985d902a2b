"""The words in which the trail is shown: who, what was done, to what, and what was written down about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingchuang.base.audit import registry
from mingchuang.base.audit.models import AuditEvent
from mingchuang.rules.roles import ROLE_LABELS

_DETAILS = {
    "action": gettext_lazy("操作"),
    "actor": gettext_lazy("操作人"),
    "code": gettext_lazy("代码"),
    "days": gettext_lazy("变动的日子"),
    "division": gettext_lazy("处室"),
    "factor": gettext_lazy("验证方式"),
    "fields": gettext_lazy("改动的内容"),
    "first": gettext_lazy("起"),
    "format": gettext_lazy("格式"),
    "kind": gettext_lazy("种类"),
    "language": gettext_lazy("语种"),
    "last": gettext_lazy("止"),
    "limit": gettext_lazy("到期原因"),
    "methods": gettext_lazy("验证方式"),
    "moved": gettext_lazy("变动的期限"),
    "name_digest": gettext_lazy("用户名摘要"),
    "role": gettext_lazy("角色"),
    "roles": gettext_lazy("角色"),
    "rows": gettext_lazy("行数"),
    "version": gettext_lazy("版本"),
    "year": gettext_lazy("年份"),
    "years": gettext_lazy("年数"),
}

_VALUES = {
    **{role.value: label for role, label in ROLE_LABELS.items()},
    "password": gettext_lazy("密码"),
    "mfa": gettext_lazy("第二重验证"),
    "second": gettext_lazy("第二重验证"),
    "idle": gettext_lazy("长时间没有操作"),
    "absolute": gettext_lazy("超过最长登录时间"),
    "totp": gettext_lazy("动态码"),
    "recovery_codes": gettext_lazy("备用码"),
    "display_name": gettext_lazy("姓名"),
    "email": gettext_lazy("电子邮箱"),
    "division_id": gettext_lazy("处室"),
}

_NAMED = {"division": "accounts.division", "actor": "accounts.user"}
"""Details that hold the id of something with a name."""

_HIDDEN = {"assignment"}
_NOBODY = {"accounts.sign_in_failed", "accounts.locked_out"}


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words, at its moment in local time."""

    event: AuditEvent
    moment: datetime
    who: str
    action: str
    kind: str
    target: str
    details: list[tuple[str, str]]

    @property
    def at(self) -> str:
        """The moment to read."""
        return f"{self.moment:%Y-%m-%d %H:%M:%S}"

    @property
    def machine_at(self) -> str:
        """The moment for programs."""
        return self.moment.isoformat(timespec="seconds")


def in_words(events: Iterable[AuditEvent]) -> list[Row]:
    """The events of a page in words; names are looked up once for each kind of thing."""
    shown = list(events)
    wanted: dict[str, set[str]] = {}
    for event in shown:
        wanted.setdefault(event.target_type, set()).add(event.target_id)
        for key, model in _NAMED.items():
            if event.data.get(key) is not None:
                wanted.setdefault(model, set()).add(str(event.data[key]))
    names = {model: registry.names_of(model, ids) for model, ids in wanted.items()}
    return [_row(event, names) for event in shown]


def _row(event: AuditEvent, names: dict[str, dict[str, str]]) -> Row:
    return Row(
        event=event,
        moment=timezone.localtime(event.at),
        who=_who(event),
        action=registry.label_of(event.action),
        kind=kind_of(event.target_type) if event.target_type else "",
        target=names.get(event.target_type, {}).get(event.target_id, event.target_id),
        details=[
            (str(_DETAILS.get(key, key)), _value(key, value, names))
            for key, value in event.data.items()
            if value is not None and key not in _HIDDEN
        ],
    )


def _who(event: AuditEvent) -> str:
    if event.actor is not None:
        return event.actor.display_name
    return _("未登录") if event.action in _NOBODY else _("程序")


def _value(key: str, value: Any, names: dict[str, dict[str, str]]) -> str:
    if key in _NAMED:
        return names.get(_NAMED[key], {}).get(str(value), str(value))
    return _shown(value)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_shown(part) for part in value)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return str(_VALUES.get(value, value))


def kind_of(label: str) -> str:
    """What a kind of target is called, from its model; the code itself when the model is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
