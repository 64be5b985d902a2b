"""The same promise on PostgreSQL: dumped while in use, restored into an empty database, verified."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.cli.installations import mingchuang, run
from tests.cli.test_backup import FILL, READ

NAMES = ("backup_test_from", "backup_test_to")


def _address(database: dict[str, Any], name: str) -> str:
    host = str(database["HOST"]).replace("/", "%2F")
    port = f":{database['PORT']}" if database["PORT"] else ""
    password = f":{database['PASSWORD']}" if database["PASSWORD"] else ""
    return f"postgres://{database['USER']}{password}@{host}{port}/{name}"


@pytest.fixture
def databases() -> Iterator[list[str]]:
    """The addresses of two empty databases beside the one of the tests."""
    default = settings.DATABASES["default"]
    if not default["ENGINE"].endswith("postgresql"):
        pytest.skip("needs PostgreSQL")
    with psycopg.connect(_address(default, "postgres"), autocommit=True) as connection:
        for name in NAMES:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        yield [_address(default, name) for name in NAMES]
        for name in NAMES:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.mark.db
@pytest.mark.slow
def test_out_of_one_database_into_another(databases, tmp_path: Path):
    source, target = databases
    office, fresh, file = tmp_path / "office", tmp_path / "fresh", tmp_path / "backup.tar.gz"
    assert run(office, "-m", "django", "migrate", "-v0", DATABASE_URL=source).returncode == 0
    filled = run(office, "-c", FILL, DATABASE_URL=source)
    assert filled.returncode == 0, filled.stderr
    done = mingchuang(office, "backup", "--with-secrets", str(file), DATABASE_URL=source)
    assert done.returncode == 0, done.stderr

    refused = mingchuang(fresh, "restore", str(file), DATABASE_URL=source)
    assert refused.returncode == 1 and "数据库里已有数据" in refused.stderr
    done = mingchuang(fresh, "restore", str(file), DATABASE_URL=target)
    assert done.returncode == 0, done.stdout + done.stderr
    assert run(fresh, "-c", READ, DATABASE_URL=target).stdout.split() == ["李文", "办理说明", "诸葛明远"]
    # The guards of the database itself came along.
    tamper = "import django; django.setup(); from django.db import connection as c; c.cursor().execute"
    tampered = run(fresh, "-c", f"{tamper}('DELETE FROM audit_auditevent')", DATABASE_URL=target)
    assert "append-only" in tampered.stderr
