"""Every change to people, their roles and divisions. Each is audited in its own transaction.

`actor` None stands for the machine itself: the command line of whoever runs the installation.
"""

from mingchuang.base.accounts.services.divisions import change_division, create_division, set_division_open
from mingchuang.base.accounts.services.people import (
    NewPerson,
    change_own_password,
    change_person,
    create_person,
    deactivate,
    reactivate,
    reset_password,
    reset_second_factor,
)
from mingchuang.base.accounts.services.roles import grant_role, revoke_role
from mingchuang.base.accounts.services.signing_in import (
    locked_out,
    second_factor_changed,
    session_expired,
    sign_in_failed,
    signed_in,
    signed_out,
)

__all__ = [
    "NewPerson",
    "change_division",
    "change_own_password",
    "change_person",
    "create_division",
    "create_person",
    "deactivate",
    "grant_role",
    "locked_out",
    "reactivate",
    "reset_password",
    "reset_second_factor",
    "revoke_role",
    "second_factor_changed",
    "session_expired",
    "set_division_open",
    "sign_in_failed",
    "signed_in",
    "signed_out",
]
