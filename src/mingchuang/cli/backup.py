"""`mingchuang backup` and `mingchuang restore`: everything an installation owns, in one file and back."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import click

from mingchuang.cli import archive, database_copies
from mingchuang.cli.archive import Damaged, Manifest
from mingchuang.cli.database_copies import CopyFailed, Database
from mingchuang.cli.django_setup import prepare
from mingchuang.config import environment

SECRET = ("secrets", "demo-accounts.txt")
REBUILT = ("static", "search", "serve.lock", "last-backup.json", "outgoing-mail")
"""Made again by the next start, or of no use on another machine."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--with-secrets", is_flag=True, help="also the keys: who has the file can then read everything")
def backup(file: Path, with_secrets: bool) -> None:
    """Write database and files to FILE (.tar.gz) while the platform runs, and read it back.

    The keys in DATA_DIR/secrets are left out: keep a copy of that folder in another place, for without the
    key of personal data those records stay closed for ever.
    """
    folder = environment.data_dir()
    if folder in file.resolve().parents:
        raise click.ClickException(
            "备份不能写在 DATA_DIR 里面，请换一个位置 / choose a place outside DATA_DIR"
        )
    try:
        database = database_copies.configured()
        with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as work:
            copy = Path(work) / database.member
            database_copies.copy_out(database, copy)
            manifest = _manifest(database, with_secrets)
            count = archive.write(file.resolve(), manifest, _members(folder, database, copy, with_secrets))
    except FileExistsError as error:
        raise click.ClickException(f"{file} 已经存在，请换一个名字 / the file exists already") from error
    except FileNotFoundError as error:
        raise click.ClickException(f"没有文件夹 {file.parent} / no such folder") from error
    except (CopyFailed, Damaged) as error:
        raise click.ClickException(str(error)) from error
    (folder / "last-backup.json").write_text(json.dumps({"made_at": manifest.made_at}), encoding="utf-8")
    size = file.stat().st_size / 1024**2
    click.echo(f"已备份 {count} 个文件，{size:.1f} MB，已读回核对：{file} / backed up and read back")
    if with_secrets:
        click.echo(
            "注意：文件里有全部密钥，请像密钥一样保管 / it holds all keys: guard it like them", err=True
        )
    else:
        click.echo(
            f"密钥不在其中，请另存 {folder / 'secrets'} / keys are not in it: keep that folder elsewhere"
        )


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--new-secrets",
    is_flag=True,
    help="go on without the old keys: personal data stay closed, everybody signs in again",
)
def restore(file: Path, new_secrets: bool) -> None:
    """Put the backup FILE into an empty DATA_DIR (and empty database), then verify it.

    Only DATA_DIR/secrets may be there already: put the kept keys there first when the backup has none.
    Afterwards the tables are brought up to date, the audit chain and the hash of every file are verified.
    """
    folder = environment.data_dir()
    try:
        database = database_copies.configured()
        manifest = archive.read_manifest(file)
        _require_room(folder, database, manifest, new_secrets)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".restore-") as work:
            archive.unpack(file, Path(work))
            database_copies.put_back(database, Path(work) / database.member)
            for entry in sorted(Path(work).iterdir()):
                if entry.name != database.member:
                    _move(entry, folder / entry.name)
    except (CopyFailed, Damaged) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"已放回 {len(manifest.files)} 个文件（备份于 {manifest.made_at}），正在核对 / verifying …")
    _verify_restored()


def _manifest(database: Database, with_secrets: bool) -> Manifest:
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    return Manifest(archive.FORMAT, made_at, version("mingchuang"), database.kind, with_secrets)


def _members(folder: Path, database: Database, copy: Path, with_secrets: bool) -> Iterator[tuple[str, Path]]:
    """The database first: every file it speaks of was kept before, so the copy of the files has it."""
    yield database.member, copy
    left_out = {*REBUILT, *(() if with_secrets else SECRET)}
    own = {f"{database.path}{tail}" for tail in ("", "-wal", "-shm", "-journal")} if database.path else set()
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if parts[0] in left_out or any(part.startswith(".") for part in parts):
            continue
        # Uploads that are still arriving belong to no row yet.
        if parts[:2] == ("files", "incoming") or str(path) in own or path.is_symlink() or not path.is_file():
            continue
        yield "/".join(parts), path


def _require_room(folder: Path, database: Database, manifest: Manifest, new_secrets: bool) -> None:
    there = sorted(path.name for path in folder.iterdir() if path.name != "secrets")
    if there:
        raise CopyFailed(
            f"DATA_DIR {folder} 里已有内容（{'、'.join(there[:5])}），恢复只能放进空目录 / not empty"
        )
    if manifest.database != database.kind:
        raise CopyFailed(
            f"备份来自 {manifest.database}，而这里设置的是 {database.kind}；请按备份的类型设置 DATABASE_URL"
        )
    if not database_copies.is_empty(database):
        raise CopyFailed("数据库里已有数据，恢复只能放进空数据库 / the database is not empty")
    has_secrets = any((folder / "secrets").glob("*"))
    if has_secrets and manifest.with_secrets:
        raise CopyFailed("备份里有密钥，而 DATA_DIR/secrets 也有；请先移走其中一份 / two sets of keys")
    if not (has_secrets or manifest.with_secrets or new_secrets):
        raise CopyFailed(
            f"备份里没有密钥。请先把另存的密钥放进 {folder / 'secrets'}；确实没有了，再加 --new-secrets：\n"
            "个人信息将不能打开，所有人须重新登录。\n"
            "The backup has no keys: put the kept ones into DATA_DIR/secrets, or add --new-secrets."
        )


def _move(source: Path, target: Path) -> None:
    if target.is_dir():
        target.rmdir()  # the empty folder for keys, else the restore was refused
    shutil.move(source, target)
    if target.name == "secrets":
        target.chmod(0o700)
    if target.name in SECRET:
        for path in (target, *target.rglob("*")):
            if path.is_file():
                path.chmod(0o600)


def _verify_restored() -> None:
    """Bring the tables up to date, then verify chain, files and key; exit code 1 when something is amiss."""
    prepare()
    from mingchuang.base.audit import services as audit
    from mingchuang.base.files import selectors as files
    from mingchuang.base.personal import services as personal
    from mingchuang.cli.preparation import migrate, unknown_migrations

    if unknown := unknown_migrations():
        raise click.ClickException(
            f"备份来自更新的版本（{'、'.join(unknown[:3])}），请安装同样新的程序后再启动 / "
            "made by a newer version"
        )
    migrate()
    report = audit.verify()
    damaged = files.damaged()
    opens = personal.opens()
    for damage in report.damage:
        click.echo(f"✗ {damage.where}：{damage.message}")
    for file in damaged:
        click.echo(f"✗ 文件 {file.uid} 缺失或者内容已变 / missing or changed")
    if not opens:
        click.echo("✗ 现有密钥打不开个人信息 / the keys do not open personal data")
    if not report.ok or damaged or not opens:
        raise SystemExit(1)
    click.echo(
        f"审计链 {report.sealed} 条一致，文件全部完好，个人信息可以打开 / "
        "audit chain, files and keys verified"
    )
