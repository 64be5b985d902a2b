"""`mingchuang search` and `mingchuang reindex`: ask the indexes of this host, and build them anew."""

import sys
from collections.abc import Callable

import click

from mingchuang.cli.django_setup import prepare


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--sort", type=click.Choice(["relevance", "newest", "oldest"]), default="relevance", show_default=True
)
@click.option("--language", help="only this language: zh-hans, en, ja, ko")
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True)
def search(words: tuple[str, ...], sort: str, language: str | None, limit: int) -> None:
    """Search what is public, as a reader does.

    Prints the number of texts found, then number, day, title and address of each. Exit code 1 when nothing
    was found, 2 when there is no index yet.
    """
    prepare()
    from mingchuang.base.search import searching
    from mingchuang.base.search.reading import Unavailable
    from mingchuang.publishing.selectors.public import listings_found

    filters = {"language": [language]} if language else {}
    try:
        result = searching.search(searching.Query(" ".join(words), filters=filters, sort=sort, size=limit))
    except Unavailable:
        click.echo("还没有索引：请运行 mingchuang reindex / no index yet: run mingchuang reindex", err=True)
        raise SystemExit(2) from None
    rows, gone = searching.present(result.hits, listings_found([hit.key for hit in result.hits]))
    note = "，没有完全符合的，以下部分符合 / none has every word" if result.relaxed else ""
    click.echo(f"{result.total} 篇 / found{note}")
    for _hit, row in rows:
        click.echo(f"{row.index_number}  {row.shown_on}  {row.title}  /info/{row.index_number}/")
    if gone:
        click.echo(f"另有 {gone} 篇已不公开 / no longer public")
    if not result.total:
        raise SystemExit(1)


@click.command()
@click.option(
    "--index", "which", type=click.Choice(["public", "desk"]), help="only this one  [default: both]"
)
@click.option("--afresh", is_flag=True, help="throw an interrupted build away instead of going on with it")
def reindex(which: str | None, afresh: bool) -> None:
    """Build the search indexes of this host anew while the platform runs.

    The index in use answers until the new one takes its place. Safe to stop or kill: the next run goes on
    where it was. Each host has its own; the desk's page 检索索引 asks all of them.
    """
    prepare()
    from django.utils import timezone

    from mingchuang.base.search import rebuilding
    from mingchuang.base.search.sources import Index

    for index in [Index(which)] if which else list(Index):
        try:
            count = rebuilding.rebuild(
                index, clock=timezone.now, progress=_progress(index.value), afresh=afresh
            )
        except rebuilding.BeingRebuilt:
            raise click.ClickException(
                f"{index.value} 正由另一个进程重建，请稍后再看 / another process is building it"
            ) from None
        click.echo(f"✓ {index.value}：{count} 篇 / documents")


def _progress(label: str) -> Callable[[int, int], None]:
    """Shows how far a build is, on one line of a terminal, a line for each tenth elsewhere."""
    live = sys.stderr.isatty()
    shown = -1

    def show(done: int, total: int) -> None:
        nonlocal shown
        share = done * 100 // max(total, 1)
        if share == shown or (not live and share // 10 == shown // 10):
            return
        shown = share
        click.echo(f"{label}: {done}/{total} ({share} %)", err=True, nl=not live)
        if live:
            click.echo("\r", err=True, nl=False)

    return show
