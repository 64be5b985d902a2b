"""Divisions open, change their names and close."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.accounts.services.gatekeeping import require_manager
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.services import record
from mingchuang.rules.people import name_reasons
from mingchuang.rules.refusals import Reason, Refused, refuse_if

CREATE = action("accounts.create_division", _("新建处室"))
CHANGE = action("accounts.change_division", _("修改处室"))
OPEN = action("accounts.open_division", _("启用处室"))
CLOSE = action("accounts.close_division", _("停用处室"))

LAST_POSITION = 999
_CODE = re.compile(r"[A-Za-z0-9-]{1,20}")


def _reasons(code: str, name: str, position: int, own_id: int = 0) -> list[Reason]:
    reasons = name_reasons(name, "name", "处室名称", 100)
    if not _CODE.fullmatch(code):
        reasons.append(Reason("code_form", "处室代码由1至20位字母、数字或横线组成", "code"))
    elif Division.objects.filter(code=code).exclude(pk=own_id).exists():
        reasons.append(Reason("code_taken", "该处室代码已经使用，请换一个", "code"))
    if Division.objects.filter(name=name).exclude(pk=own_id).exists():
        reasons.append(Reason("name_taken", "已有同名处室，请换一个名称", "name"))
    if not 0 <= position <= LAST_POSITION:
        reasons.append(Reason("position_range", f"排序须为0至{LAST_POSITION}的整数", "position"))
    return reasons


def create_division(
    actor: User | None, *, code: str, name: str, now: datetime, position: int = 0
) -> Division:
    """A new, open division. Raises `Forbidden`, or `Refused` with every reason."""
    code, name = code.strip(), name.strip()
    with transaction.atomic():
        require_manager(actor)
        refuse_if(_reasons(code, name, position))
        division = Division.objects.create(code=code, name=name, position=position)
        record(actor, CREATE, division, now=now, data={"code": code})
    return division


def change_division(
    actor: User | None, division: Division, *, code: str, name: str, position: int, now: datetime
) -> Division:
    """Change how a division is called and where it stands."""
    code, name = code.strip(), name.strip()
    with transaction.atomic():
        require_manager(actor)
        stored = Division.objects.select_for_update().get(pk=division.pk)
        refuse_if(_reasons(code, name, position, stored.pk))
        wanted = {"code": code, "name": name, "position": position}
        changed = sorted(field for field, value in wanted.items() if getattr(stored, field) != value)
        if changed:
            for field, value in wanted.items():
                setattr(stored, field, value)
            stored.save(update_fields=list(wanted))
            record(actor, CHANGE, stored, now=now, data={"fields": changed, "code": code})
    return stored


def set_division_open(actor: User | None, division: Division, is_open: bool, *, now: datetime) -> None:
    """Close a division or open it again. One in which somebody works or holds a role stays open."""
    with transaction.atomic():
        require_manager(actor)
        stored = Division.objects.select_for_update().get(pk=division.pk)
        if stored.is_open == is_open:
            raise Refused.because("division_unchanged", "该处室已是这个状态")
        if not is_open:
            refuse_if(_occupied_reasons(stored))
        stored.is_open = is_open
        stored.save(update_fields=["is_open"])
        record(actor, OPEN if is_open else CLOSE, stored, now=now, data={"code": stored.code})


def _occupied_reasons(division: Division) -> list[Reason]:
    reasons: list[Reason] = []
    people = User.objects.filter(division=division, is_active=True).count()
    roles = RoleAssignment.objects.filter(division=division, revoked_at__isnull=True).count()
    if people:
        reasons.append(Reason("division_has_people", f"该处室还有{people}名在岗人员，请先调整他们的处室"))
    if roles:
        reasons.append(Reason("division_has_roles", f"还有{roles}个角色按该处室授予，请先收回"))
    return reasons
