"""What the trail keeps of signing in and out: ids only, never what was typed.

An unknown name is kept as a salted digest, so that repeated guessing at one name is seen without
keeping a name, or a password typed into the wrong field, for ever.
"""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mingchuang.base.accounts.models import User
from mingchuang.base.audit.registry import action
from mingchuang.base.audit.services import record
from mingchuang.rules.people import normal_username

SIGN_IN = action("accounts.sign_in", _("登录"))
SIGN_OUT = action("accounts.sign_out", _("退出登录"))
FAILED = action("accounts.sign_in_failed", _("登录未成功"))
LOCKED = action("accounts.locked_out", _("多次尝试后暂停登录"))
EXPIRED = action("accounts.session_expired", _("登录到期"))
ADD_FACTOR = action("accounts.add_second_factor", _("设置第二重验证"))
REMOVE_FACTOR = action("accounts.remove_second_factor", _("停用第二重验证"))


def signed_in(person: User, *, now: datetime, methods: list[str]) -> None:
    """`methods` are the codes of the factors used, in order: "password", "mfa"."""
    record(person, SIGN_IN, person, now=now, data={"methods": methods})


def signed_out(person: User, *, now: datetime) -> None:
    record(person, SIGN_OUT, person, now=now)


def session_expired(person: User, *, now: datetime, limit: str) -> None:
    """`limit` is "idle" or "absolute"."""
    record(person, EXPIRED, person, now=now, data={"limit": limit})


def sign_in_failed(username: str, *, now: datetime, factor: str = "password") -> None:
    """A wrong password or second factor, or a name nobody bears."""
    _record_attempt(FAILED, username, now, factor=factor)


def locked_out(username: str, *, now: datetime) -> None:
    """The limit of attempts was reached for this name from one address."""
    _record_attempt(LOCKED, username, now)


def second_factor_changed(person: User, *, added: bool, kind: str, now: datetime) -> None:
    """The person set up or gave up a second factor of their own."""
    record(person, ADD_FACTOR if added else REMOVE_FACTOR, person, now=now, data={"kind": kind})


def _record_attempt(code: str, username: str, now: datetime, **data: str) -> None:
    name = normal_username(username)
    person = User.objects.filter(username=name).first()
    if person is None:
        data["name_digest"] = _digest(name)
    record(None, code, person, now=now, data=data)


def _digest(name: str) -> str:
    key = hashlib.sha256(b"sign-in names" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, name.encode(), hashlib.sha256).hexdigest()[:16]
