"""Roles are granted and taken back, never by oneself to oneself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.accounts.services.gatekeeping import current, last_administrator_reasons, require_manager
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.services import record
from mingchuang.rules.people import scope_reasons
from mingchuang.rules.refusals import Reason, Refused, refuse_if
from mingchuang.rules.roles import Role

GRANT = action("accounts.grant_role", _("授予角色"))
REVOKE = action("accounts.revoke_role", _("收回角色"))


def grant_role(
    actor: User | None,
    person: User,
    role: Role,
    *,
    now: datetime,
    division: Division | None = None,
    language: str = "",
) -> RoleAssignment:
    """Give `person` a role. `language` is empty (or "zh-hans") for Chinese, else "en", "ja", "ko".

    Raises `Forbidden`, or `Refused` with every reason.
    """
    language = "" if language == "zh-hans" else language
    with transaction.atomic():
        require_manager(actor)
        stored, division = User.objects.select_for_update().get(pk=person.pk), current(division)
        reasons = scope_reasons(role, has_division=division is not None, language=language)
        if actor is not None and actor.pk == stored.pk:
            reasons.append(Reason("own_role", "不能给自己授予角色，请由另一名系统管理员办理"))
        if not stored.is_active:
            reasons.append(Reason("person_inactive", "该人员已停用，请先恢复"))
        if division is not None and not division.is_open:
            reasons.append(Reason("division_closed", "该处室已停用，请选择使用中的处室", "division"))
        if _holds(stored, role, division, language):
            reasons.append(Reason("role_held", "该人员已有这个角色", "role"))
        refuse_if(reasons)
        assignment = RoleAssignment.objects.create(
            user=stored, role=role, division=division, language=language, granted_at=now, granted_by=actor
        )
        record(actor, GRANT, stored, now=now, data=_scope(assignment))
    return assignment


def revoke_role(actor: User | None, assignment: RoleAssignment, *, now: datetime) -> None:
    """Take a role back; it ends now and stays in the history."""
    with transaction.atomic():
        require_manager(actor)
        stored = RoleAssignment.objects.select_for_update().get(pk=assignment.pk)
        if stored.revoked_at is not None:
            raise Refused.because("role_ended", "该角色已经收回")
        if stored.role == Role.ADMINISTRATOR:
            refuse_if(last_administrator_reasons(stored.user))
        stored.revoked_at, stored.revoked_by = now, actor
        stored.save(update_fields=["revoked_at", "revoked_by"])
        record(actor, REVOKE, stored.user, now=now, data=_scope(stored))


def _holds(person: User, role: Role, division: Division | None, language: str) -> bool:
    return RoleAssignment.objects.filter(
        user=person, role=role, division=division, language=language, revoked_at__isnull=True
    ).exists()


def _scope(assignment: RoleAssignment) -> dict[str, str | int | None]:
    return {
        "role": str(assignment.role),
        "division": assignment.division_id,
        "language": assignment.language or None,
        "assignment": assignment.pk,
    }
