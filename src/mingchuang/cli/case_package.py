"""`mingchuang case-package`: verify the archive package of a case. Needs neither Django nor a database."""

from pathlib import Path

import click

from mingchuang.casework import packages


@click.group(name="case-package")
def case_package() -> None:
    """Verify archive packages of cases."""


@case_package.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(file: Path) -> None:
    """Name everything in FILE that is not as it was packed.

    Checks that each member has the digest of the manifest, that none was added or taken out, that the
    events follow each other in their chain, and that the texts are those the events were written with.
    The digest of the manifest is printed: the audit trail of the office holds the same one.
    Exit code 0: everything is as it was packed; 1: something is not.
    """
    with file.open("rb") as opened:
        found = packages.verify(opened)
    for damage in found.damage:
        click.echo(f"✗ {damage}")
    if found.manifest_digest:
        click.echo(f"{found.number}：文件 {found.members} 个，事件 {found.events} 条")
        click.echo(f"清单摘要 {found.manifest_digest}")
    if found.damage:
        click.echo(f"发现 {len(found.damage)} 处与归档时不一致")
        raise SystemExit(1)
    click.echo("全部与归档时一致")
