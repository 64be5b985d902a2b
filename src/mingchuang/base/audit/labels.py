"""The words in which the trail is shown: kinds of things, and what was written down about a deed."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from mingchuang.base.audit.models import AuditEvent
from mingchuang.rules.roles import ROLE_LABELS

_DETAILS = {
    "action": _("操作"),
    "actor": _("操作人编号"),
    "assignment": _("授予记录"),
    "code": _("代码"),
    "days": _("变动的日子"),
    "division": _("处室编号"),
    "factor": _("验证方式"),
    "fields": _("改动的内容"),
    "first": _("起"),
    "format": _("格式"),
    "kind": _("种类"),
    "language": _("语种"),
    "last": _("止"),
    "limit": _("到期原因"),
    "methods": _("验证方式"),
    "moved": _("变动的期限"),
    "name_digest": _("用户名摘要"),
    "role": _("角色"),
    "roles": _("角色"),
    "rows": _("行数"),
    "version": _("版本"),
    "year": _("年份"),
    "years": _("年数"),
}

_VALUES = {
    **{role.value: label for role, label in ROLE_LABELS.items()},
    "password": _("密码"),
    "mfa": _("第二重验证"),
    "second": _("第二重验证"),
    "idle": _("长时间没有操作"),
    "absolute": _("超过最长登录时间"),
    "totp": _("动态码"),
    "recovery_codes": _("备用码"),
}


def kind_of(label: str) -> str:
    """What a kind of target is called, from its model; the code itself when the model is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def details_of(event: AuditEvent) -> list[tuple[str, str]]:
    """What was written down about a deed, as pairs of words."""
    return [
        (str(_DETAILS.get(key, key)), _shown(value)) for key, value in event.data.items() if value is not None
    ]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(_shown(part) for part in value)
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    return str(_VALUES.get(value, value))
