"""The words in which the trail is shown: who, what was done, to what, and what was written down about it."""

import re
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

_DETAILS = {
    "accepted": gettext_lazy("受理日期"),
    "action": gettext_lazy("操作"),
    "added": gettext_lazy("新增"),
    "actor": gettext_lazy("操作人"),
    "addresses": gettext_lazy("网页数"),
    "amount": gettext_lazy("金额（元）"),
    "applicable": gettext_lazy("是否适用"),
    "applicant": gettext_lazy("申请人资料"),
    "applicant_type": gettext_lazy("申请人类型"),
    "arrived": gettext_lazy("到达日期"),
    "assignee": gettext_lazy("经办人"),
    "at": gettext_lazy("定时"),
    "batch": gettext_lazy("批次"),
    "by": gettext_lazy("由谁"),
    "case": gettext_lazy("来件编号"),
    "changed": gettext_lazy("改动"),
    "channel": gettext_lazy("渠道"),
    "code": gettext_lazy("代码"),
    "consultation": gettext_lazy("征求意见"),
    "content_hash": gettext_lazy("内容摘要"),
    "count": gettext_lazy("数量"),
    "created": gettext_lazy("新建"),
    "days": gettext_lazy("变动的日子"),
    "decision": gettext_lazy("决定"),
    "detail": gettext_lazy("内容摘要"),
    "digest": gettext_lazy("摘要"),
    "dispute": gettext_lazy("复议或者诉讼"),
    "division": gettext_lazy("处室"),
    "division_workdays": gettext_lazy("承办期限（工作日）"),
    "ended": gettext_lazy("结束日期"),
    "entry": gettext_lazy("条目"),
    "factor": gettext_lazy("验证方式"),
    "fields": gettext_lazy("改动的内容"),
    "file": gettext_lazy("文件"),
    "finding": gettext_lazy("发现"),
    "first": gettext_lazy("起"),
    "forbidden": gettext_lazy("无权操作"),
    "format": gettext_lazy("格式"),
    "former": gettext_lazy("原地址"),
    "from": gettext_lazy("原处室"),
    "from_state": gettext_lazy("原状态"),
    "from_version": gettext_lazy("原版本"),
    "gate": gettext_lazy("关口"),
    "gates": gettext_lazy("关口"),
    "ground": gettext_lazy("依据"),
    "host": gettext_lazy("主机"),
    "hosts": gettext_lazy("主机数"),
    "index": gettext_lazy("检索目录"),
    "index_number": gettext_lazy("索引号"),
    "item": gettext_lazy("项目"),
    "items": gettext_lazy("各项"),
    "kind": gettext_lazy("种类"),
    "language": gettext_lazy("语种"),
    "last": gettext_lazy("止"),
    "limit": gettext_lazy("到期原因"),
    "media_type": gettext_lazy("文件类型"),
    "methods": gettext_lazy("验证方式"),
    "migrated": gettext_lazy("已迁移"),
    "moved": gettext_lazy("变动的期限"),
    "name_digest": gettext_lazy("用户名摘要"),
    "number": gettext_lazy("编号"),
    "on": gettext_lazy("日期"),
    "opinion": gettext_lazy("意见"),
    "outcome": gettext_lazy("结果"),
    "problem": gettext_lazy("问题"),
    "purpose": gettext_lazy("用途"),
    "reasons": gettext_lazy("原因"),
    "received": gettext_lazy("收到日期"),
    "refused": gettext_lazy("未接受"),
    "removed": gettext_lazy("已移除"),
    "result": gettext_lazy("结果"),
    "role": gettext_lazy("角色"),
    "roles": gettext_lazy("角色"),
    "row": gettext_lazy("报表行"),
    "rows": gettext_lazy("行数"),
    "rule": gettext_lazy("规则"),
    "sent": gettext_lazy("发出日期"),
    "seq": gettext_lazy("序号"),
    "sha256": gettext_lazy("文件摘要"),
    "size": gettext_lazy("字节数"),
    "slug": gettext_lazy("地址"),
    "source": gettext_lazy("原文"),
    "staged": gettext_lazy("已暂存"),
    "state": gettext_lazy("状态"),
    "step": gettext_lazy("环节"),
    "submitted": gettext_lazy("提交日期"),
    "successor": gettext_lazy("并入栏目"),
    "target_type": gettext_lazy("对象类别"),
    "tariff": gettext_lazy("计费方式"),
    "text": gettext_lazy("文字摘要"),
    "told": gettext_lazy("告知日期"),
    "translator": gettext_lazy("翻译"),
    "unchanged": gettext_lazy("未变动"),
    "updated": gettext_lazy("已更新"),
    "version": gettext_lazy("版本"),
    "way": gettext_lazy("方式"),
    "withdrawn": gettext_lazy("含已撤下"),
    "workdays": gettext_lazy("工作日"),
    "year": gettext_lazy("年份"),
    "years": gettext_lazy("年数"),
}

_NAMED = {
    "division": "accounts.division",
    "from": "accounts.division",
    "actor": "accounts.user",
    "assignee": "accounts.user",
    "translator": "accounts.user",
}
"""Details that hold the id of something with a name."""

_HIDDEN = {"assignment"}
_NOBODY = {"accounts.sign_in_failed", "accounts.locked_out"}


_DIGEST = re.compile("[0-9a-f]{64}")
SHOWN = 12
"""Characters of a digest that are shown: enough to compare by eye."""


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that was written down: what it is called, its value in words, and the code where they differ.

    Of a digest only the beginning is shown at first sight; the whole is there to be copied.
    """

    label: str
    value: str
    code: str = ""

    @property
    def is_digest(self) -> bool:
        """Whether it is a SHA-256 in hexadecimal digits."""
        return _DIGEST.fullmatch(self.value) is not None

    @property
    def beginning(self) -> str:
        """What is shown of a digest."""
        return self.value[:SHOWN]

    @property
    def rest(self) -> str:
        """What follows it."""
        return self.value[SHOWN:]

    @property
    def with_code(self) -> str:
        """As in files: the words, and the code in brackets."""
        said = _("%(value)s（%(code)s）") if self.code else "%(value)s"
        return said % {"value": self.value, "code": self.code}


@dataclass(frozen=True, slots=True)
class Row:
    """One event in words, at its moment in local time."""

    event: AuditEvent
    moment: datetime
    who: str
    action: str
    kind: str
    target: str
    details: list[Detail]

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
    sorts = {model: registry.sorts_of(model, ids) for model, ids in wanted.items()}
    return [_row(event, names, sorts.get(event.target_type, {}).get(event.target_id, "")) for event in shown]


def _row(event: AuditEvent, names: dict[str, dict[str, str]], sort: str) -> Row:
    return Row(
        event=event,
        moment=timezone.localtime(event.at),
        who=_who(event),
        action=registry.label_of(event.action),
        kind=kind_of(event.target_type) if event.target_type else "",
        target=names.get(event.target_type, {}).get(event.target_id, event.target_id),
        details=[
            _detail(event.action, key, value, names, sort)
            for key, value in event.data.items()
            if value not in (None, "", []) and key not in _HIDDEN
        ],
    )


def _who(event: AuditEvent) -> str:
    if event.actor is not None:
        return event.actor.display_name
    return _("未登录") if event.action in _NOBODY else _("程序")


def _detail(action: str, key: str, value: Any, names: dict[str, dict[str, str]], sort: str) -> Detail:
    label = str(_DETAILS.get(key, key))
    if key in _NAMED:
        return Detail(label, names.get(_NAMED[key], {}).get(str(value), str(value)))
    parts = value if isinstance(value, list) else [value]
    words = "、".join(_word(action, key, part, sort) for part in parts)
    code = "、".join(str(part) for part in parts)
    return Detail(label, words, code if words != code and not isinstance(value, bool) else "")


def _word(action: str, key: str, value: Any, sort: str) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return registry.value_label(action, key, value, sort) or str(value)


def kind_of(label: str) -> str:
    """What a kind of target is called, from its model; the code itself when the model is gone."""
    if named := registry.kind_label(label):
        return named
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label
