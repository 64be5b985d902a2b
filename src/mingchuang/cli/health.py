"""`mingchuang check`: name what is not running, not done, not safe. `mingchuang jobs`: failed jobs."""

from typing import TYPE_CHECKING
from uuid import UUID

import click

from mingchuang.cli.django_setup import prepare

if TYPE_CHECKING:
    from mingchuang.base.jobs.models import Job

SIGNS = {"ok": "✓", "warn": "!", "fail": "✗"}


@click.command()
@click.option("--quiet", is_flag=True, help="print only what is not well")
def check(quiet: bool) -> None:
    """Ask every part of the platform how it is.

    Prints one line a check: ✓ well, ! look at it, ✗ does not work. Exit code 1 when anything does not work.
    """
    prepare()
    from django.utils import timezone

    from mingchuang.base.jobs import checks
    from mingchuang.cli.preparation import waiting_migrations

    if waiting := waiting_migrations():
        click.echo(
            f"✗ database: 数据库结构还没有更新（{len(waiting)} 步），请运行 mingchuang init / run init"
        )
        raise SystemExit(1)
    findings = checks.run(timezone.now())
    for finding in findings:
        if not (quiet and finding.state is checks.State.OK):
            click.echo(f"{SIGNS[finding.state]} {finding.code}: {finding.message}")
    if checks.worst(findings) is checks.State.FAIL:
        raise SystemExit(1)


@click.group()
def jobs() -> None:
    """Background jobs that were given up: list them, try them again, or take them off the list."""


@jobs.command("list")
def list_failed() -> None:
    """List jobs that were given up, newest first. Exit code 1 when there are any."""
    prepare()
    from django.utils import timezone

    from mingchuang.base.jobs import selectors

    failed = list(selectors.failed())
    for job in failed:
        when = timezone.localtime(job.result.finished_at)
        click.echo(
            f"{job.pk}  {when:%Y-%m-%d %H:%M}  {job.name}  ×{job.attempts}  {job.result.exception_class_path}"
        )
    if failed:
        raise SystemExit(1)
    click.echo("没有失败的后台任务 / no failed jobs")


@jobs.command()
@click.argument("job_id", type=click.UUID)
def show(job_id: UUID) -> None:
    """Print the masked traceback of a job that was given up."""
    click.echo(_failed(job_id).result.traceback)


@jobs.command()
@click.argument("job_id", type=click.UUID)
def retry(job_id: UUID) -> None:
    """Queue a job that was given up again, with all its tries."""
    job = _failed(job_id)
    from django.utils import timezone

    from mingchuang.base.jobs import services

    services.try_again(job, now=timezone.now())
    click.echo("已重新排队 / queued again")


@jobs.command()
@click.argument("job_id", type=click.UUID)
def dismiss(job_id: UUID) -> None:
    """Take a job that was given up off the list; it stays in the database for two weeks."""
    job = _failed(job_id)
    from django.utils import timezone

    from mingchuang.base.jobs import services

    services.acknowledge(job, now=timezone.now())
    click.echo("已确认 / dismissed")


def _failed(job_id: UUID) -> "Job":
    prepare()
    from mingchuang.base.jobs import selectors

    job = selectors.failed().filter(pk=job_id).first()
    if job is None:
        raise click.ClickException(
            "没有这个编号的失败任务，请用 mingchuang jobs list 查看 / no failed job of that id"
        )
    return job
