"""The one question every service asks first: may this person do that, here?"""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from mingchuang.base.accounts.models import Division, User
from mingchuang.base.accounts.selectors import Divisions, permissions_of
from mingchuang.rules.refusals import Forbidden, Reason
from mingchuang.rules.roles import PERMISSION_LABELS, Permission


def _id(division: Division | int | None) -> int | None:
    return division.pk if isinstance(division, Division) else division


def may(
    user: User | AnonymousUser | None,
    permission: Permission,
    division: Division | int | None = None,
    *,
    language: str | None = None,
) -> bool:
    """Whether `user` holds `permission`.

    Without a division: anywhere (enough to show a menu). A service that acts on something of a
    division must name that division. `language` ("zh-hans", "en", "ja", "ko") asks for a role held
    for that language; None means that language plays no part.
    """
    return permissions_of(user).allow(permission, _id(division), language)


def require(
    user: User | AnonymousUser | None,
    permission: Permission,
    division: Division | int | None = None,
    *,
    language: str | None = None,
) -> None:
    """Raise `Forbidden` unless `may(user, permission, division, language=language)`."""
    if not may(user, permission, division, language=language):
        raise Forbidden([refusal(permission)])


def refusal(permission: Permission) -> Reason:
    """The reason told to a person who lacks `permission`."""
    return Reason(
        "permission_missing",
        _("您没有“%(permission)s”的权限，请联系系统管理员") % {"permission": PERMISSION_LABELS[permission]},
    )


def divisions_within(user: User | AnonymousUser | None, permission: Permission) -> Divisions:
    """The divisions in which `user` holds `permission`: "all" or a set of ids, for narrowing a query."""
    return permissions_of(user).divisions(permission)
