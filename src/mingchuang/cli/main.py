"""Entry point of the `mingchuang` command.

Subcommands are loaded when called, so that `mingchuang workdays` answers without starting Django.
"""

import importlib
import sys
from typing import Any

import click

COMMANDS: dict[str, tuple[str, str]] = {
    # name: (module:attribute, one line of help)
    "workdays": ("mingchuang.cli.workdays:workdays", "working days: add, between, list"),
    "deadline": ("mingchuang.cli.deadline:deadline", "last day to reply to a request, and why this day"),
    "fee": ("mingchuang.cli.fee:fee", "information-processing fee, by items or by pages"),
    "docnum": ("mingchuang.cli.docnum:docnum", "read document numbers (发文字号) out of text"),
    "idcheck": ("mingchuang.cli.idcheck:idcheck", "check identifiers: ID card, credit code, passport …"),
    "textcheck": (
        "mingchuang.cli.textcheck:textcheck",
        "check texts: privacy, secrecy marks, wording, style",
    ),
    "annual-report": (
        "mingchuang.cli.annual_report:annual_report",
        "annual reports on disclosure: check their arithmetic, build our own",
    ),
    "law-basis": ("mingchuang.cli.law_basis:law_basis", "write or check docs/law-basis.md from the rules"),
    "audit": ("mingchuang.cli.audit:audit", "verify the audit log and the chains of events"),
    "case-package": ("mingchuang.cli.case_package:case_package", "verify the archive package of a case"),
    "import": (
        "mingchuang.cli.imports:import_",
        "import JSONL, CSV or XLSX: register, drafts, released history",
    ),
    "search": ("mingchuang.cli.search:search", "search what is public, as a reader does"),
    "reindex": ("mingchuang.cli.search:reindex", "build the search indexes of this host anew"),
    "release-due": ("mingchuang.cli.release_due:release_due", "release what is scheduled and due"),
    "demo": ("mingchuang.cli.demo:demo", "fill the demo office"),
    "serve": ("mingchuang.cli.serve:serve", "start the web server and the job worker"),
    "worker": ("mingchuang.cli.serve:worker", "start the job worker alone"),
    "init": ("mingchuang.cli.init:init", "prepare the database, reference data and the first administrator"),
    "bake": ("mingchuang.cli.bake:bake", "write the public site to disk: changes, everything, or compare"),
    "archive-site": ("mingchuang.cli.archive_site:archive_site", "write the public site as a WARC file"),
    "backup": ("mingchuang.cli.backup:backup", "write a backup of database, files and secrets"),
    "restore": ("mingchuang.cli.backup:restore", "restore a backup into an empty data directory"),
    "jobs": ("mingchuang.cli.health:jobs", "background jobs that were given up: list, show, retry, dismiss"),
    "check": ("mingchuang.cli.health:check", "name what is not running, not sent, not backed up"),
    "personal": ("mingchuang.cli.personal:personal", "rotate the key of personal data"),
    "manage": ("mingchuang.cli.manage:manage", "Django's own management commands"),
}


class LazyGroup(click.Group):
    """A group that imports a subcommand only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 - a wrong table is our own mistake
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            message = _said_plainly(error)
            if message is None:
                raise
            raise click.ClickException(message) from error

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


def _said_plainly(error: Exception) -> str | None:
    """What whoever runs the machine can do about a failure that is theirs, None for a mistake of ours."""
    if "django.db.utils" not in sys.modules:
        return None
    from django.db.utils import OperationalError, ProgrammingError

    if not isinstance(error, OperationalError | ProgrammingError):
        return None
    from mingchuang.cli.preparation import waiting_migrations

    try:
        waiting = waiting_migrations()
    except OperationalError:
        return f"连不上数据库 / the database cannot be reached: {error}"
    if not waiting:
        return None
    return f"数据库结构还没有更新（{len(waiting)} 步），请运行 mingchuang init / run init"


@click.group(cls=LazyGroup)
@click.version_option(package_name="mingchuang")
def cli() -> None:
    """Mingchuang（明窗）: open government and foreign-affairs business.

    Every command answers --help and ends with exit code 1 when what it checks is not right.
    """
