"""What every change of people asks first."""

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.accounts.permissions import require
from mingchuang.base.triggers.locks import hold
from mingchuang.rules.refusals import Reason
from mingchuang.rules.roles import Permission, Role


def require_manager(actor: User | None) -> None:
    """The machine itself may manage people; anybody else needs the permission.

    Changes of people go one after another: two administrators removing each other would otherwise
    each wait for a row the other holds. Asks after waiting, for the permission may be gone by then.
    """
    hold("accounts.people")
    if actor is not None:
        require(actor, Permission.MANAGE_PEOPLE)


def last_administrator_reasons(person: User) -> list[Reason]:
    """Why `person` must stay administrator. Call after `require_manager`, which keeps others waiting."""
    rows = RoleAssignment.objects.filter(
        role=Role.ADMINISTRATOR, revoked_at__isnull=True, user__is_active=True
    )
    if {row.user_id for row in rows} != {person.pk}:
        return []
    message = "这是最后一名系统管理员，请先另行授予一名系统管理员"
    return [Reason("last_administrator", message, remedy="grant_administrator")]


def current(division: Division | None) -> Division | None:
    """The division as it is now, locked, so that it cannot close while somebody enters it."""
    return None if division is None else Division.objects.select_for_update().get(pk=division.pk)
