"""The password an administrator hands over: made anew, and the same again for a form that was sent twice.

Browsers show the answer to the last click. Were it another password, or a refusal, nobody would know the one
that holds. So it is made from the mark of the form with the server's key: sent again it comes out the same,
and is stored nowhere.
"""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from mingchuang.base.accounts.models import User

OPEN_FOR = timedelta(hours=1)
"""How long a form that lies open gives one password; after that each sending gives another."""

_SALT = "mingchuang.accounts.form"
# No 0/o, 1/i/l: these passwords are read aloud and typed from paper.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS = _LETTERS = 4


def new_mark(now: datetime) -> str:
    """A mark for the form about to be sent."""
    return signing.dumps([secrets.token_urlsafe(24), int(now.timestamp())], salt=_SALT)


def initial_password(mark: str = "", *, actor: User | None, for_whom: str, now: datetime) -> str:
    """Four groups of four characters, about 79 bits; by chance where no mark of ours is given in time.

    The same mark gives somebody else's account, and another administrator, another password.
    """
    if actor is None or not _holds(mark, now):
        return _grouped([secrets.choice(_ALPHABET) for _ in range(_GROUPS * _LETTERS)])
    value = f"{actor.pk}:{for_whom}:{mark}"
    keyed = salted_hmac(_SALT, value, secret=settings.SECRET_KEY, algorithm="sha512").digest()
    number, letters = int.from_bytes(keyed), []
    for _ in range(_GROUPS * _LETTERS):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return _grouped(letters)


def was_given(person: User, password: str) -> bool:
    """Whether this is the initial password the person has now and has not changed yet."""
    return person.is_active and person.must_change_password and person.check_password(password)


def _holds(mark: str, now: datetime) -> bool:
    try:
        _chance, made_at = signing.loads(mark, salt=_SALT)
    except (signing.BadSignature, ValueError):
        return False
    return 0 <= now.timestamp() - made_at + 1 <= OPEN_FOR.total_seconds()


def _grouped(letters: list[str]) -> str:
    return "-".join("".join(letters[start : start + _LETTERS]) for start in range(0, len(letters), _LETTERS))
