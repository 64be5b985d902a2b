"""`mingchuang bake`: bring this host's baked site up to date, bake it anew, compare it, or keep following."""

import os
import signal
import threading
import time
import types
from collections.abc import Callable, Mapping
from typing import Any

import click

from mingchuang.cli.django_setup import prepare


@click.command()
@click.option("--full", is_flag=True, help="render every page anew, also where nothing changed")
@click.option(
    "--verify", is_flag=True, help="compare the disk with what every page is now; exit 1 when different"
)
@click.option(
    "--follow", is_flag=True, help="keep following changes until stopped, on a host without a worker"
)
@click.option("--host", help="bake as this host  [default: the machine's name]")
@click.option("--forget-host", metavar="NAME", help="wait no more for a host that is out of service for good")
@click.option("--processes", type=click.IntRange(1, 64), help="for a full bake  [default: one per core]")
def bake(  # noqa: PLR0917 - one parameter an option
    full: bool, verify: bool, follow: bool, host: str | None, forget_host: str | None, processes: int | None
) -> None:
    """Write the public site to disk: what changed since the last time, everything, or nothing but a look.

    The pages go to DATA_DIR/site (MINGCHUANG_SITE_ROOT). While a worker runs on this host it bakes by
    itself; then this command only compares.
    """
    if host:
        os.environ["MINGCHUANG_HOST_NAME"] = host
    prepare()
    if forget_host:
        _forget(forget_host)
        return
    if verify and not full:
        _compare()
        return
    from mingchuang.publishing.baking.state import Busy

    try:
        _follow() if follow else _bake(full, processes or os.cpu_count() or 1)
    except Busy as error:
        raise click.ClickException(
            "本机的后台任务进程正在生成这个目录，请先停止它，或在工作台上要求全站重新生成 / "
            "the worker of this host is baking this folder"
        ) from error
    if verify:
        _compare()


def _bake(full: bool, processes: int) -> None:
    from django.conf import settings
    from django.utils import timezone

    from mingchuang.base.design.languages import LANGUAGES
    from mingchuang.publishing.baking import whole
    from mingchuang.publishing.baking.baker import Baker
    from mingchuang.publishing.baking.folder import SiteFolder
    from mingchuang.publishing.baking.state import only_baker
    from mingchuang.publishing.services import baking

    with only_baker(settings.SITE_ROOT):
        baker = Baker(SiteFolder(settings.SITE_ROOT), timezone.now)
        if full:
            baker.want_full(LANGUAGES)
        if baker.needs_full():
            began, started = time.monotonic(), timezone.now()
            with click.progressbar(length=1, label="生成全站 / baking", show_pos=True) as bar:

                def progress(done: int, total: int) -> None:
                    bar.length = total
                    bar.update(done - bar.pos)

                counts = whole.bake_everything(
                    baker, baker.state.pending, processes=processes, progress=progress, between=baker.follow
                )
            took = time.monotonic() - began
            _say(counts, took)
            baking.report(
                baker.host,
                now=timezone.now(),
                full_started_at=started,
                full_ended_at=timezone.now(),
                problem="",
            )
        while (work := baker.follow()).changes:
            _say(work.pages, 0)
        baking.report(baker.host, now=timezone.now(), baked_at=timezone.now())


def _say(counts: Mapping[Any, int], seconds: float) -> None:
    total = sum(counts.values())
    words = "、".join(f"{outcome} {count}" for outcome, count in sorted(counts.items()))
    rate = f"，{total / seconds:.0f} 页/秒 / pages a second" if seconds else ""
    click.echo(f"{total} 页 / pages（{words}）{rate}")


def _compare() -> None:
    from django.conf import settings
    from django.utils import timezone

    from mingchuang.publishing.baking import whole
    from mingchuang.publishing.baking.folder import SiteFolder

    count = 0
    for line in whole.differences(SiteFolder(settings.SITE_ROOT), timezone.now()):
        click.echo(line)
        count += 1
    if count:
        raise click.ClickException(f"{count} 处不同 / differences")
    click.echo("磁盘上的页面与数据库一致 / the disk agrees with the database")


def _forget(name: str) -> None:
    from django.utils import timezone

    from mingchuang.publishing.selectors import hosts
    from mingchuang.publishing.services import baking
    from mingchuang.rules.refusals import Refused

    host = hosts.known().filter(name=name).first()
    if host is None:
        names = "、".join(hosts.known().values_list("name", flat=True)) or "-"
        raise click.ClickException(f"没有这台主机，已登记的有 / unknown host, known are: {names}")
    try:
        baking.forget_host(None, host.pk, now=timezone.now())
    except Refused as refused:
        raise click.ClickException("；".join(reason.message for reason in refused.reasons)) from refused
    click.echo(f"不再等待 {name} / waiting no more for {name}")


def _follow() -> None:
    from mingchuang.publishing.baking import lane

    stopping = threading.Event()

    def stop(_number: int, _frame: types.FrameType | None) -> None:
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        while not stopping.is_set():
            _step(lane.step, stopping)
    finally:
        lane.leave()


def _step(step: Callable[[Callable[[], bool]], bool], stopping: threading.Event) -> None:
    """One round; what fails is tried again, for readers have the old pages meanwhile."""
    from django.db import Error as DatabaseError
    from django.db import connection

    try:
        busy = step(stopping.is_set)
    except (OSError, DatabaseError) as error:
        click.echo(f"{type(error).__name__}，稍后再试 / trying again", err=True)
        connection.close()
        stopping.wait(5)
        return
    if not busy:
        stopping.wait(0.25)
