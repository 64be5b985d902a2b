"""What must be true before the server starts: tables, triggers, reference data, static files, demo office.

A process of its own (`python -m mingchuang.cli.preparation [--demo]`), so that the supervising parent
stays small. Every step may be repeated; a second start changes nothing that people entered.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import click

from mingchuang.cli.django_setup import prepare
from mingchuang.cli.init import load_reference_data, remind_of_administrator

ACCOUNTS_FILE = "demo-accounts.txt"
_MIGRATION_LOCK = 7_202_611


@click.command()
@click.option("--demo", is_flag=True, help="fill the demo office when the database is empty")
def main(demo: bool) -> None:
    """Bring the installation up to date."""
    prepare()
    if unknown := unknown_migrations():
        raise click.ClickException(
            f"数据库来自更新的版本（{'、'.join(unknown[:3])}），请换用同样新的程序 / "
            "the database was used by a newer version"
        )
    click.echo("更新数据库结构 / migrating …")
    migrate()
    count_listings()
    load_reference_data()
    if collect_static():
        click.echo("整理静态文件 / static files collected")
    if demo:
        fill_demo()
    remind_of_administrator()


def migrate() -> None:
    """Bring the tables up to date; several hosts starting together take turns."""
    from django.core.management import call_command
    from django.db import connection

    from mingchuang.base.jobs import statistics

    locked = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if locked:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_MIGRATION_LOCK])
        try:
            call_command("migrate", interactive=False, verbosity=0)
            statistics.gather()
        finally:
            if locked:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_MIGRATION_LOCK])


def count_listings() -> None:
    """Make the counts and archives of a database that was filled before there were any."""
    from mingchuang.publishing.models import ListingCount, PublicListing
    from mingchuang.publishing.services import projections

    if PublicListing.objects.exists() and not ListingCount.objects.exists():
        projections.rebuild()


def unknown_migrations() -> list[str]:
    """Migrations that the database has and this program does not: it was used by a newer version."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {app for app, _ in loader.disk_migrations}
    return sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours
        and (app, name) not in loader.disk_migrations
        and (app, name) not in loader.replacements
    )


def waiting_migrations() -> list[str]:
    """Migrations of this program that the database has not got yet."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def collect_static() -> bool:
    """Collect static files unless nothing changed since the last time; whether it was needed."""
    from django.conf import settings
    from django.core.management import call_command

    mark = Path(settings.STATIC_ROOT) / ".collected"
    fingerprint = _static_fingerprint()
    if mark.exists() and mark.read_text(encoding="ascii") == fingerprint:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(fingerprint, encoding="ascii")
    return True


def _static_fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda found: found[0]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def fill_demo() -> None:
    """Fill the demo office once, and say where its accounts are written down."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    accounts = Path(settings.DATA_DIR) / ACCOUNTS_FILE
    if accounts.exists():
        click.echo(f"演示数据已在库中，账号与密码见 {accounts} / demo accounts: see that file")
    elif get_user_model()._default_manager.exists():
        click.echo(
            "数据库里已有人员，不再填入演示数据；要看演示请换一个空的 DATA_DIR\n"
            "The database is not empty: no demo content was added. Set another DATA_DIR to see the demo."
        )
    else:
        _run("demo")
        accounts.chmod(0o600)
        click.echo(accounts.read_text(encoding="utf-8"))


def _run(command: str) -> None:
    """Run another command of ours in its own process; end with its exit code when it fails."""
    done = subprocess.run([sys.executable, "-m", "mingchuang", command], env=os.environ, check=False)  # noqa: S603
    if done.returncode:
        raise SystemExit(done.returncode)


if __name__ == "__main__":
    main()
