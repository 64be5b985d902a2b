"""Columns: opened, changed, moved, closed with a reason. A closed column keeps what it held."""

import re
from datetime import datetime
from typing import Any

from django.db import transaction

from mingchuang.base.accounts.models import User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.audit import services as audit
from mingchuang.publishing import kinds
from mingchuang.publishing.models import Column, FormerColumnAddress, Version, VersionState
from mingchuang.publishing.services import changes, projections
from mingchuang.rules.freshness import ColumnKind
from mingchuang.rules.refusals import Reason, refuse_if
from mingchuang.rules.roles import Permission

FIELDS = (
    "slug", "name", "column_type", "description", "keywords", "kind", "block", "division", "parent",
    "freshness_kind", "freshness_limit_days", "position", "on_home",
    "name_en", "description_en", "name_ja", "description_ja", "name_ko", "description_ko",
)  # fmt: skip
_REQUIRED = {
    "name": "栏目名称",
    "column_type": "栏目类别",
    "description": "栏目说明",
    "keywords": "栏目关键词",
    "division": "责任处室",
}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@transaction.atomic
def save_column(actor: User, column: Column | None, values: dict[str, Any], *, now: datetime) -> Column:
    """Open a column (None) or change one. Raises Refused with every reason."""
    require(actor, Permission.MANAGE_COLUMNS)
    target = column or Column()
    if column is not None:
        if "parent" in values:
            # A column that moves counts others anew. Before the column, as where it is closed.
            projections.lock()
        target = Column.objects.select_for_update().get(pk=column.pk)
    for name in FIELDS:
        if name in values:
            setattr(target, name, values[name])
    refuse_if(_reasons(target))
    before = Column.objects.get(pk=column.pk) if column else None
    stood_below = before.parent_id if before else None
    target.save()
    former = _keep_address(before, target, now) if before else ""
    if column is not None and stood_below != target.parent_id:
        projections.renumber_around({target.pk, stood_below or target.pk})
    changes.record_shell(now)
    changes.record_column(target.pk, now=now)
    action = "publishing.change_column" if column else "publishing.open_column"
    audit.record(
        actor, action, target, now=now, data={"slug": target.slug} | ({"former": former} if former else {})
    )
    return target


def _keep_address(before: Column, column: Column, now: datetime) -> str:
    """Let the address a column leaves lead to it; the slug left, "" when it stayed.

    One step, always to the column itself: whoever moves twice, or back, makes neither a chain nor a circle.
    """
    if before.slug == column.slug:
        return ""
    FormerColumnAddress.objects.filter(slug=column.slug, column=column).delete()
    FormerColumnAddress.objects.create(slug=before.slug, column=column, left_at=now)
    return before.slug


def _reasons(column: Column) -> list[Reason]:
    reasons = [
        Reason(f"{name}_missing", f"请填写{label}", name)
        for name, label in _REQUIRED.items()
        if not (column.division_id if name == "division" else str(getattr(column, name)).strip())
    ]
    if not _SLUG.fullmatch(column.slug or ""):
        reasons.append(Reason("slug_form", "地址名只能用小写英文字母、数字和连字符，例如 news", "slug"))
    elif Column.objects.filter(slug=column.slug).exclude(pk=column.pk).exists():
        reasons.append(Reason("slug_taken", f"地址名「{column.slug}」已被其他栏目使用", "slug"))
    else:
        reasons += _former_reasons(column)
    if column.freshness_kind not in set(ColumnKind):
        reasons.append(Reason("freshness_kind_missing", "请选择更新类别", "freshness_kind"))
    if column.kind not in {kind.code for kind in kinds.every()}:
        reasons.append(Reason("kind_unknown", "请选择内容种类", "kind"))
    if column.pk and column.parent_id and column.parent_id in _branch(column):
        reasons.append(Reason("parent_loop", "不能把栏目移到自己或自己的下级栏目之下", "parent"))
    return reasons


def _former_reasons(column: Column) -> list[Reason]:
    rows = FormerColumnAddress.objects.filter(slug=column.slug).exclude(column_id=column.pk)
    other = rows.select_related("column").first()
    if other is None:
        return []
    message = f"地址名「{column.slug}」曾是栏目「{other.column.name}」的地址，旧链接还在用，不能给别的栏目"
    return [Reason("slug_former", message, "slug")]


def _branch(column: Column) -> set[int]:
    return {node.pk for node in Column.objects.descendants(column, include_self=True)}


@transaction.atomic
def close_column(
    actor: User, column_id: int, reason: str, *, now: datetime, successor: Column | None = None
) -> Column:
    """Close a column: nothing new goes in, what is there stays readable at its own address.

    With a `successor` the column's own pages lead there. Raises Refused with every reason.
    """
    require(actor, Permission.MANAGE_COLUMNS)
    if successor is not None:
        # Before the column: a release that holds it and lists in this column waits for nobody else.
        projections.lock()
    column = Column.objects.select_for_update().get(pk=column_id)
    reasons: list[Reason] = []
    if not column.is_open:
        reasons.append(Reason("already_closed", "该栏目已经关停"))
    if not reason.strip():
        reasons.append(Reason("reason_missing", "请填写关停原因", "reason"))
    waiting = Version.objects.filter(
        column=column, state__in=[VersionState.IN_REVIEW, VersionState.CLEARED, VersionState.SCHEDULED]
    ).count()
    if waiting:
        reasons.append(Reason("versions_waiting", f"该栏目还有{waiting}件信息正在审核或等待发布"))
    if column.children.filter(is_open=True).exists():
        reasons.append(Reason("children_open", "请先关停或移走下级栏目"))
    if successor is not None and (successor.pk == column.pk or not successor.is_open):
        # An open column leads nowhere else, so that leading on can never come back here.
        reasons.append(Reason("successor_closed", "并入的栏目须是另一个正在使用的栏目", "successor"))
    refuse_if(reasons)
    column.is_open, column.closed_reason, column.successor = False, reason.strip()[:200], successor
    column.save(update_fields=["is_open", "closed_reason", "successor"])
    if successor is not None:
        projections.held_instead(column, successor)
    changes.record_shell(now)
    data = {"slug": column.slug} | ({"successor": successor.slug} if successor else {})
    audit.record(actor, "publishing.close_column", column, now=now, data=data)
    return column


@transaction.atomic
def reopen_column(actor: User, column_id: int, *, now: datetime) -> Column:
    """Open a closed column again."""
    require(actor, Permission.MANAGE_COLUMNS)
    column = Column.objects.select_for_update().get(pk=column_id)
    refuse_if([Reason("already_open", "该栏目正在使用")] if column.is_open else [])
    column.is_open, column.closed_reason, column.successor = True, "", None
    column.save(update_fields=["is_open", "closed_reason", "successor"])
    changes.record_shell(now)
    audit.record(actor, "publishing.reopen_column", column, now=now, data={"slug": column.slug})
    return column
