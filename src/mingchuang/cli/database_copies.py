"""Copies of the database, taken while it is in use, and put back into an empty one."""

import os
import shutil
import sqlite3
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mingchuang.config import environment

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_PAGES_A_STEP = 2000


class CopyFailed(Exception):
    """A copy could not be made or put back; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Database:
    """The installation's database as DATABASE_URL names it, without starting Django."""

    kind: str
    path: Path | None = None
    url: str = ""

    @property
    def member(self) -> str:
        """What its copy is called in a backup."""
        return "database.sqlite3" if self.kind == SQLITE else "database.dump"


def configured() -> Database:
    """The database this installation is set to use. Raises CopyFailed for another kind."""
    url = os.environ.get("DATABASE_URL") or f"sqlite:///{environment.data_dir() / 'mingchuang.sqlite3'}"
    scheme = urlsplit(url).scheme
    if scheme == "sqlite":
        return Database(SQLITE, path=Path(unquote(url.removeprefix("sqlite:///"))))
    if scheme in {"postgres", "postgresql"}:
        return Database(POSTGRESQL, url=url)
    raise CopyFailed(f"不认识 DATABASE_URL 的数据库类型：{scheme}")


def copy_out(database: Database, target: Path) -> None:
    """Write a consistent copy while others go on writing. Raises CopyFailed."""
    if database.kind == POSTGRESQL:
        _run("pg_dump", database, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
        return
    assert database.path is not None  # noqa: S101 - set by `configured`
    if not database.path.exists():
        raise CopyFailed(f"没有数据库文件 {database.path}，请检查 DATA_DIR")
    with _closing(database.path) as source, _closing(target) as copy:
        source.backup(copy, pages=_PAGES_A_STEP)
        # One file, without a log beside it; and a damaged page must not be found only on the day of need.
        copy.execute("PRAGMA journal_mode=DELETE")
        answer = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if answer != "ok":
        raise CopyFailed(f"数据库文件已损坏：{answer}")


def put_back(database: Database, copy: Path) -> None:
    """Fill the empty database with a copy. Raises CopyFailed."""
    if database.kind == POSTGRESQL:
        _run("pg_restore", database, "--no-owner", "--no-privileges", "--exit-on-error", str(copy))
        return
    assert database.path is not None  # noqa: S101 - set by `configured`
    database.path.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copy, database.path)


def is_empty(database: Database) -> bool:
    """Whether nothing would be overwritten. Raises CopyFailed when the database does not answer."""
    if database.kind == SQLITE:
        return database.path is None or not database.path.exists()
    import psycopg

    try:
        with psycopg.connect(database.url) as connection:
            row = connection.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"
            ).fetchone()
    except psycopg.OperationalError as error:
        raise CopyFailed("连不上 DATABASE_URL 所指的数据库，请先建立一个空数据库") from error
    return row is not None and row[0] == 0


def _closing(path: Path) -> "_Connection":
    return _Connection(path)


class _Connection:
    """An SQLite connection that is closed, not merely committed, at the end of the block."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, timeout=60)

    def __enter__(self) -> sqlite3.Connection:
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()


def _run(program: str, database: Database, *options: str) -> None:
    parts = urlsplit(database.url)
    # By environment, not by arguments: everybody on the machine can read the arguments of a process.
    given = {
        "PGHOST": unquote(parts.hostname or ""),
        "PGPORT": str(parts.port or ""),
        "PGUSER": unquote(parts.username or ""),
        "PGPASSWORD": unquote(parts.password or ""),
        "PGDATABASE": parts.path.lstrip("/"),
    }
    where = ["--dbname", given["PGDATABASE"]] if program == "pg_restore" else []
    command = [str(_find(program)), *where, *options]
    environ = os.environ | {name: value for name, value in given.items() if value}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CopyFailed(f"{program} 没有成功：{done.stderr.strip()[-500:]}")


def _find(program: str) -> Path:
    """The newest installed PostgreSQL client program: an older one refuses a newer server."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: _number(path.parts[4])
    )
    if found:
        return found[-1]
    if in_path := shutil.which(program):
        return Path(in_path)
    raise CopyFailed(
        f"没有找到 {program}，请安装 PostgreSQL 客户端（Debian：apt-get install postgresql-client）"
    )


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0
