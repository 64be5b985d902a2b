"""`mingchuang personal`: the key under which personal data is kept."""

import fcntl
import os
import secrets
from pathlib import Path

import click

from mingchuang.cli.django_setup import prepare
from mingchuang.config import environment

KEY_NAME = "personal_data_key"


@click.group()
def personal() -> None:
    """The key under which personal data is kept: state and rotation."""


@personal.command("rotate-key")
def rotate_key() -> None:
    """Make a new key and put all personal data under it. Stop the platform first.

    The old key goes to DATA_DIR/secrets/personal_data_key.retired: backups made before need it. Where the
    key comes from MINGCHUANG_PERSONAL_DATA_KEY, put the new one there and the old one into
    MINGCHUANG_PERSONAL_DATA_KEY_RETIRED, start every process again, and run `mingchuang personal reseal`.
    """
    if os.environ.get(f"MINGCHUANG_{KEY_NAME.upper()}"):
        raise click.ClickException(
            "密钥来自环境变量 MINGCHUANG_PERSONAL_DATA_KEY，请在那里更换，"
            "然后运行 mingchuang personal reseal。\n"
            "The key comes from the environment: change it there, then run `mingchuang personal reseal`."
        )
    folder = environment.data_dir()
    with (folder / "serve.lock").open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise click.ClickException(
                "平台正在运行，它仍会使用旧密钥。请先停止再更换密钥。\n"
                "The platform is running and would go on using the old key. Stop it first."
            ) from error
        _replace_key(folder / "secrets")
        _reseal()


@personal.command()
def reseal() -> None:
    """Put all personal data under the current key. May be stopped and run again."""
    _reseal()


def _replace_key(folder: Path) -> None:
    current, retired = folder / KEY_NAME, folder / f"{KEY_NAME}.retired"
    old = environment.secret(KEY_NAME)
    kept = retired.read_text(encoding="ascii") if retired.exists() else ""
    # The old key is safe before the new one is used: a crash in between loses nothing.
    _write(retired, f"{old}\n{kept}")
    _write(current, secrets.token_urlsafe(48))


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(path)


def _reseal() -> None:
    prepare()
    from mingchuang.base.personal import sealing, services

    try:
        done = services.reseal_all()
    except sealing.Unreadable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"已将 {done} 条个人信息换到当前密钥 / records put under the current key")
