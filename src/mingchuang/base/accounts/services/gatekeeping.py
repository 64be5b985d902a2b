"""What every change of people asks first."""

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.accounts.permissions import require
from mingchuang.rules.refusals import Reason
from mingchuang.rules.roles import Permission, Role


def require_manager(actor: User | None) -> None:
    """The machine itself may manage people; anybody else needs the permission."""
    if actor is not None:
        require(actor, Permission.MANAGE_PEOPLE)


def last_administrator_reasons(person: User) -> list[Reason]:
    """Why `person` must stay administrator. Locks the administrators' rows until the transaction ends,

    so that two people cannot remove each other at the same moment.
    """
    rows = RoleAssignment.objects.select_for_update().filter(
        role=Role.ADMINISTRATOR, revoked_at__isnull=True, user__is_active=True
    )
    if {row.user_id for row in rows} != {person.pk}:
        return []
    message = "这是最后一名系统管理员，请先另行授予一名系统管理员"
    return [Reason("last_administrator", message, remedy="grant_administrator")]


def current(division: Division | None) -> Division | None:
    """The division as it is now, locked, so that it cannot close while somebody enters it."""
    return None if division is None else Division.objects.select_for_update().get(pk=division.pk)
