"""Encryption of personal data: Fernet under the current key, retired keys still open."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_PURPOSE = b"mingchuang personal data v1"


class Unreadable(RuntimeError):
    """None of the keys opens this: the key was lost, or the row was tampered with."""


def seal(plain: bytes) -> bytes:
    """Encrypt and authenticate under the current key."""
    return _keys(_secrets()).encrypt(plain)


def unseal(token: bytes) -> bytes:
    """Decrypt under whichever key fits. Raises Unreadable."""
    try:
        return _keys(_secrets()).decrypt(token)
    except InvalidToken as error:
        raise Unreadable("没有一把密钥能打开这条个人信息：密钥已丢失，或者数据被改动") from error


def reseal(token: bytes) -> bytes:
    """The same content under the current key. Raises Unreadable."""
    try:
        return _keys(_secrets()).rotate(token)
    except InvalidToken as error:
        raise Unreadable("没有一把密钥能打开这条个人信息：密钥已丢失，或者数据被改动") from error


def is_current(token: bytes) -> bool:
    """Whether the current key alone opens it."""
    try:
        _keys(_secrets()[:1]).decrypt(token)
    except InvalidToken:
        return False
    return True


def _secrets() -> tuple[str, ...]:
    return (settings.PERSONAL_DATA_KEY, *settings.PERSONAL_DATA_RETIRED_KEYS)


@lru_cache(maxsize=8)
def _keys(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derive(secret)) for secret in secrets])


def _derive(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
