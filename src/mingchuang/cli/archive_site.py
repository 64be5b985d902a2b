"""`mingchuang archive-site`: the whole public site in one file, for the archive."""

import sys
from pathlib import Path

import click

from mingchuang.cli.django_setup import prepare

STEP = 500


@click.command("archive-site")
@click.option(
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="FILE.warc.gz; its index FILE.cdxj is written beside it.",
)
def archive_site(output: Path) -> None:
    """Write every public page, file, feed and sitemap, in all languages, as WARC 1.1 with an index.

    Nothing stands at FILE until it is complete. Exit code 1 when an address could not be read.
    """
    if not output.name.endswith(".warc.gz"):
        raise click.UsageError("--output 须以 .warc.gz 结尾")
    if not output.parent.is_dir():
        raise click.UsageError(f"没有文件夹 {output.parent}")
    prepare()
    from django.utils import timezone

    from mingchuang.web.archiving.writing import index_of, write_archive

    def progress(written: int) -> None:
        if written % STEP == 0:
            click.echo(f"… 已写入 {written} 个网址", err=True)

    try:
        outcome = write_archive(output, now=timezone.now(), progress=progress)
    except OSError as error:
        raise click.ClickException(f"写不进 {output}：{error.strerror}") from error
    megabytes = output.stat().st_size / 1_000_000
    click.echo(f"✓ {output}：{outcome.written} 个网址（{outcome.repeated} 个内容重复），{megabytes:.1f} MB")
    click.echo(f"✓ {index_of(output)}")
    for address in outcome.failed:
        click.echo(f"✗ 读不出：{address}", err=True)
    if outcome.failed:
        sys.exit(1)
