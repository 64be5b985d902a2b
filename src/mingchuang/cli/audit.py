"""`mingchuang audit`: verify the audit trail and the chains of events."""

import click

from mingchuang.cli.django_setup import prepare


@click.group()
def audit() -> None:
    """Verify the audit trail and the chains of events."""


@audit.command()
def verify() -> None:
    """Recompute every chain and name whatever was tampered with.

    Checks each sealed event, that none is missing, each daily head, each exported head in
    DATA_DIR/seals, and the chains that chapters keep. Events that wait to be sealed are counted.
    Exit code 0: everything is as it was sealed; 1: something is not.
    """
    prepare()
    from django.utils import timezone

    from mingchuang.base.audit import services

    report = services.verify()
    for damage in report.damage:
        click.echo(f"✗ {damage.where}：{damage.message}")
    click.echo(f"已封存 {report.sealed} 条，每日链头 {report.heads} 个，各章事件链 {report.chains} 类")
    if report.oldest_unsealed is not None:
        oldest = timezone.localtime(report.oldest_unsealed)
        click.echo(f"待封存 {report.unsealed} 条，最早一条 {oldest:%Y-%m-%d %H:%M:%S}")
    if not report.ok:
        click.echo(f"发现 {len(report.damage)} 处与封存时不一致")
        raise SystemExit(1)
    click.echo("全部与封存时一致")


@audit.command()
def seal() -> None:
    """Seal what waits, without waiting for the worker, and write today's head to DATA_DIR/seals."""
    prepare()
    from django.utils import timezone

    from mingchuang.base.audit import services

    now = timezone.now()
    click.echo(f"已封存 {services.seal(now)} 条")
    path = services.export_head(now)
    click.echo(f"当日链头已写入 {path}" if path else "当日链头此前已经写好")
