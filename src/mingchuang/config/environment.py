"""Values from the environment and the secrets made on first start.

Everything that differs between installations comes through here, so that one settings module serves
the embedded and the distributed installation alike.
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

MINIMUM_SECRET_LENGTH = 40
KNOWN_WEAK = ("changeme", "secret", "django-insecure", "abcdefghijklmnopqrstuvwxyz")


class WeakSecret(RuntimeError):
    """A secret is too short or publicly known; the platform refuses to start."""


def data_dir() -> Path:
    """The folder that holds everything an installation owns (DATA_DIR, default ./var)."""
    path = Path(os.environ.get("DATA_DIR") or "var").resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on count as yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def number(name: str, default: float) -> float:
    """A variable that holds a number of zero or more. Raises ValueError for anything else."""
    value = os.environ.get(name, "").strip()
    found = float(value) if value else float(default)
    if not 0 <= found < float("inf"):
        raise ValueError(f"{name} 须为不小于 0 的数字")
    return found


def whole_number(name: str, default: int, *, least: int) -> int:
    """A variable that holds a whole number of at least `least`. Raises ValueError for anything else."""
    value = os.environ.get(name, "").strip()
    found = int(value) if value else default
    if found < least:
        raise ValueError(f"{name} 须为不小于 {least} 的整数")
    return found


def words(name: str) -> list[str]:
    """A comma-separated variable as a list without empty parts."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def email(url: str, folder: Path) -> dict[str, Any]:
    """Django's e-mail settings from EMAIL_URL: `smtp://user:password@host:587?tls=1`, `smtps://…:465`.

    Without an address mail is not sent but kept in `folder`, where it cannot get into a log.
    Raises ValueError for another scheme.
    """
    if not url:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": folder}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("EMAIL_URL 须写作 smtp://用户:密码@主机:端口?tls=1 或 smtps://用户:密码@主机:端口")
    implicit = parts.scheme == "smtps"
    starttls = parse_qs(parts.query).get("tls", ["0"])[0] in {"1", "true", "yes"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if implicit else 587 if starttls else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": implicit,
        "EMAIL_USE_TLS": starttls and not implicit,
        "EMAIL_TIMEOUT": 30,
    }


def retired_secrets(name: str) -> list[str]:
    """Earlier values of a secret, newest first, that still open what was locked with them.

    From MINGCHUANG_<NAME>_RETIRED (comma-separated), else from DATA_DIR/secrets/<name>.retired, a line each.
    """
    given = words(f"MINGCHUANG_{name.upper()}_RETIRED")
    path = data_dir() / "secrets" / f"{name}.retired"
    if given or not path.exists():
        return given
    return path.read_text(encoding="ascii").split()


def secret(name: str) -> str:
    """The secret called `name`: from the environment, else made once in DATA_DIR/secrets.

    Raises WeakSecret when it is short or a known example.
    """
    variable = f"MINGCHUANG_{name.upper()}"
    value = os.environ.get(variable, "").strip()
    if not value:
        value = _stored_secret(data_dir() / "secrets" / name)
    lowered = value.lower()
    if (
        len(value) < MINIMUM_SECRET_LENGTH
        or any(weak in lowered for weak in KNOWN_WEAK)
        or len(set(value)) < 12
    ):
        raise WeakSecret(
            f"密钥 {name} 过短或为公开示例，平台拒绝启动。请换成至少 {MINIMUM_SECRET_LENGTH} 位随机字符。"
        )
    return value


def _stored_secret(path: Path) -> str:
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    value = secrets.token_urlsafe(48)
    # O_EXCL: two processes starting together must agree on one secret.
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(value)
    return value
