"""What may be known about people and their roles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from mingchuang.base.accounts.models import Division, RoleAssignment, User
from mingchuang.base.shared_reads import once
from mingchuang.rules.people import normal_username
from mingchuang.rules.roles import ROLE_PERMISSIONS, SECOND_FACTOR_REQUIRED, Permission, Reach, Role

CHINESE = "zh-hans"

Divisions = Literal["all"] | frozenset[int]


@dataclass(frozen=True, slots=True)
class Held:
    """One open role of a person."""

    role: Role
    division_id: int | None
    language: str

    @property
    def spoken(self) -> str:
        """The language the role is held for; a role without one is held for Chinese."""
        return self.language or CHINESE


@dataclass(frozen=True, slots=True)
class Permissions:
    """Everything a person may do now, computed from the roles they hold."""

    held: tuple[Held, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(held.role for held in self.held)

    @property
    def needs_second_factor(self) -> bool:
        return bool(self.roles & SECOND_FACTOR_REQUIRED)

    def divisions(self, permission: Permission, language: str | None = None) -> Divisions:
        """The divisions in which `permission` is held: "all", or the ids (perhaps none)."""
        ids: set[int] = set()
        for held in self.held:
            reach = ROLE_PERMISSIONS[held.role].get(permission)
            if reach is None or (language is not None and held.spoken != language):
                continue
            if reach is Reach.OFFICE:
                return "all"
            if held.division_id is not None:
                ids.add(held.division_id)
        return frozenset(ids)

    def allow(
        self, permission: Permission, division_id: int | None = None, language: str | None = None
    ) -> bool:
        """Whether `permission` is held: anywhere when no division is named, else in that division."""
        where = self.divisions(permission, language)
        if where == "all":
            return True
        return bool(where) if division_id is None else division_id in where

    def languages(self, permission: Permission) -> frozenset[str]:
        """The languages `permission` is held for; a role held without one is held for Chinese."""
        return frozenset(held.spoken for held in self.held if permission in ROLE_PERMISSIONS[held.role])

    def as_mapping(self) -> Mapping[Permission, Divisions]:
        """Each permission held with the divisions it reaches."""
        found = {permission: self.divisions(permission) for permission in Permission}
        return {permission: where for permission, where in found.items() if where}


NOTHING = Permissions(())


def permissions_of(user: User | AnonymousUser | None) -> Permissions:
    """What `user` may do now. Nobody, and a person who has left, may do nothing.

    Read afresh on every call, but once for a whole desk page (`desk_view` shares its reads): a role taken
    away is gone with the next request.
    """
    if not isinstance(user, User) or not user.pk or not user.is_active:
        return NOTHING
    pk = user.pk
    return once(("permissions", pk), lambda: _read_permissions(pk))


def _read_permissions(user_id: int) -> Permissions:
    rows = RoleAssignment.objects.filter(user_id=user_id, user__is_active=True, revoked_at__isnull=True)
    return Permissions(
        tuple(
            Held(Role(role), division_id, language)
            for role, division_id, language in rows.values_list("role", "division_id", "language")
        )
    )


def people_with(
    permission: Permission, division: Division | int | None = None, *, language: str | None = None
) -> QuerySet[User]:
    """Active people who hold `permission`; in `division` and for `language` where these are named."""
    division_id = division.pk if isinstance(division, Division) else division
    reaches = {
        role: carried[permission] for role, carried in ROLE_PERMISSIONS.items() if permission in carried
    }
    in_office = [role.value for role, reach in reaches.items() if reach is Reach.OFFICE]
    in_division = [role.value for role, reach in reaches.items() if reach is Reach.DIVISION]
    bounded = Q(role__in=in_division, division__isnull=False)
    if division_id is not None:
        bounded &= Q(division_id=division_id)
    rows = RoleAssignment.objects.filter(Q(role__in=in_office) | bounded, revoked_at__isnull=True)
    if language is not None:
        rows = rows.filter(language__in=_spoken_as(language))
    return User.objects.filter(is_active=True, pk__in=rows.values("user_id"))


def holders(permissions: Iterable[Permission], *, language: str) -> dict[Permission, list[User]]:
    """Like `people_with` for a language and several permissions, in one query."""
    rows = RoleAssignment.objects.filter(user__is_active=True, revoked_at__isnull=True)
    rows = rows.filter(language__in=_spoken_as(language)).select_related("user").order_by("user__username")
    people: dict[Permission, dict[int, User]] = {permission: {} for permission in permissions}
    for row in rows:
        carried = ROLE_PERMISSIONS[Role(row.role)]
        for permission, found in people.items():
            reach = carried.get(permission)
            if reach is Reach.OFFICE or (reach is Reach.DIVISION and row.division_id is not None):
                found[row.user_id] = row.user
    return {permission: list(found.values()) for permission, found in people.items()}


def _spoken_as(language: str) -> list[str]:
    """How roles name a language; one without a name is held for Chinese."""
    return ["", CHINESE] if language == CHINESE else [language]


def people_holding(role: Role) -> QuerySet[User]:
    """Active people who hold a role, wherever."""
    rows = RoleAssignment.objects.filter(role=role, revoked_at__isnull=True)
    return User.objects.filter(is_active=True, pk__in=rows.values("user_id"))


def heads_of(division: Division) -> QuerySet[User]:
    """Active people who head a division."""
    rows = RoleAssignment.objects.filter(role=Role.DIVISION_HEAD, division=division, revoked_at__isnull=True)
    return User.objects.filter(is_active=True, pk__in=rows.values("user_id"))


def language_roles() -> QuerySet[RoleAssignment]:
    """Every open role of an active person that is held for a foreign language."""
    rows = RoleAssignment.objects.filter(user__is_active=True, revoked_at__isnull=True)
    return rows.exclude(language__in=["", CHINESE]).select_related("user__division")


def administrators() -> QuerySet[User]:
    """Active people who hold the administrator's role."""
    return User.objects.filter(
        is_active=True,
        pk__in=RoleAssignment.objects.filter(role=Role.ADMINISTRATOR, revoked_at__isnull=True).values(
            "user_id"
        ),
    )


def open_divisions() -> QuerySet[Division]:
    """Divisions in use, in the office's order."""
    return Division.objects.filter(is_open=True)


def choices_with(division_id: int | None) -> QuerySet[Division]:
    """Divisions to choose from: those in use, and the one chosen already."""
    wanted = Q(is_open=True)
    if division_id is not None:
        wanted |= Q(pk=division_id)
    return Division.objects.filter(wanted)


def all_divisions() -> QuerySet[Division]:
    """Every division, closed ones too, in the office's order."""
    return Division.objects.all()


def everybody() -> QuerySet[User]:
    """Every person, those who left too, with their division."""
    return User.objects.select_related("division")


def names_of_people(ids: set[str]) -> dict[str, str]:
    """Names by id, for lists that hold ids only."""
    rows = User.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {str(pk): name for pk, name in rows.values_list("pk", "display_name")}


def names_of_divisions(ids: set[str]) -> dict[str, str]:
    """Names by id, for lists that hold ids only."""
    rows = Division.objects.filter(pk__in=[pk for pk in ids if pk.isdecimal()])
    return {str(pk): name for pk, name in rows.values_list("pk", "name")}


def divisions_with_counts() -> QuerySet[Division]:
    """Every division with `active_people` and `open_roles`."""
    return Division.objects.annotate(
        active_people=Count("people", filter=Q(people__is_active=True), distinct=True),
        open_roles=Count("assignments", filter=Q(assignments__revoked_at__isnull=True), distinct=True),
    )


def people(
    *, q: str = "", division: Division | None = None, role: str = "", state: str = "active"
) -> QuerySet[User]:
    """People for the administrator's list, with `has_second_factor` and `held_now` (their open roles)."""
    totp = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    held = RoleAssignment.objects.filter(revoked_at__isnull=True).select_related("division")
    rows = User.objects.select_related("division").annotate(has_second_factor=Exists(totp))
    rows = rows.prefetch_related(Prefetch("assignments", held, to_attr="held_now"))
    if state in ("active", "inactive"):
        rows = rows.filter(is_active=state == "active")
    if q:
        rows = rows.filter(Q(display_name__icontains=q) | Q(username__icontains=normal_username(q)))
    if division is not None:
        rows = rows.filter(division=division)
    if role:
        rows = rows.filter(
            pk__in=RoleAssignment.objects.filter(role=role, revoked_at__isnull=True).values("user_id")
        )
    return rows.order_by(F("division__position").asc(nulls_last=True), "division__code", "username")


def role_history(person: User) -> QuerySet[RoleAssignment]:
    """Every role `person` ever held, the newest first."""
    rows = RoleAssignment.objects.filter(user=person).order_by("-granted_at", "-id")
    return rows.select_related("division", "granted_by", "revoked_by")


def has_second_factor(person: User) -> bool:
    """Whether `person` has set up a code generator."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists()


def open_roles(person: User) -> QuerySet[RoleAssignment]:
    """Roles `person` holds now."""
    return RoleAssignment.objects.filter(user=person, revoked_at__isnull=True).select_related("division")


def person_called(username: str) -> User | None:
    """The active person with this username; None when there is none."""
    return User.objects.filter(username=username, is_active=True).first()
