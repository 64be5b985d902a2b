"""`mingchuang law-basis`: write docs/law-basis.md, or say whether it still is what the rules say."""

import difflib
from pathlib import Path

import click

import mingchuang
from mingchuang.rules.law_basis import ConflictingRules, render, rules_of_modules

DEFAULT = Path(mingchuang.__file__).parents[2] / "docs" / "law-basis.md"
SHOWN_LINES = 20


@click.command()
@click.option("--check", is_flag=True, help="write nothing; exit 1 when the page is missing or stale")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=DEFAULT,
    show_default="docs/law-basis.md of the project",
    help="the page",
)
def law_basis(check: bool, output: Path) -> None:
    """Write the page of every rule with its document, article and confidence.

    With --check: compare the page with what the rules say now, and name the lines that differ.
    """
    try:
        page = render(rules_of_modules())
    except ConflictingRules as problem:
        raise click.ClickException(str(problem)) from None
    if not check:
        try:
            output.write_text(page, encoding="utf-8")
        except OSError as problem:
            raise click.ClickException(f"写不了{output}：{problem.strerror}") from None
        click.echo(f"已写入{output}")
        return
    try:
        current = output.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise click.ClickException(f"读不到{output}，请运行 mingchuang law-basis 生成") from None
    if current == page:
        return
    difference = difflib.unified_diff(
        current.splitlines(), page.splitlines(), "现有", "应为", lineterm="", n=0
    )
    for line in list(difference)[:SHOWN_LINES]:
        click.echo(line, err=True)
    raise click.ClickException(f"{output}已经过时，请运行 mingchuang law-basis 重新生成")
