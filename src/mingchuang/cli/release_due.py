"""`mingchuang release-due`: what the worker does every minute, by hand."""

import click

from mingchuang.cli.django_setup import prepare


@click.command()
def release_due() -> None:
    """Release what is scheduled and due now, as the worker does every minute.

    For an installation whose worker stands still. Nothing goes round the gates: each version is released in
    the name of who scheduled it, and one that may not go out is taken off the schedule with every reason.
    Exit code 1 when any was refused.
    """
    prepare()
    from django.utils import timezone

    from mingchuang.publishing.services import release

    outcomes = release.release_due(now=timezone.now())
    for outcome in outcomes:
        title = outcome.version.title
        if outcome.released:
            click.echo(f"✓ 已发布：{title}")
            continue
        click.echo(f"✗ 没有发布，已取消定时：{title}")
        for reason in outcome.reasons:
            click.echo(f"    {reason.message}")
    if not outcomes:
        click.echo("没有到时间的定时发布")
    if not all(outcome.released for outcome in outcomes):
        raise SystemExit(1)
