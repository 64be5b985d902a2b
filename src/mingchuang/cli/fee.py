"""`mingchuang fee`: what information processing costs, exactly, without Django or a database."""

import re
import unicodedata

import click

from mingchuang.rules.date_text import shown_text
from mingchuang.rules.requests import fees

MOST = 1_000_000


def _count(text: str) -> int:
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if not re.fullmatch(r"[0-9]{1,9}", plain) or int(plain) > MOST:
        raise click.ClickException(f"数量“{shown_text(text)}”不对，请写0到{MOST}之间的整数")
    return int(plain)


@click.command(context_settings={"ignore_unknown_options": True})
@click.option("--items", metavar="N", help="items asked for by one applicant in a calendar month")
@click.option("--pages", metavar="N", help="pages of one request: one side of A4 or smaller")
@click.option("--already", metavar="N", help="with --items: items already counted in the month")
@click.option("--trace", is_flag=True, help="then list the bands the amount is made of")
def fee(items: str | None, pages: str | None, already: str | None, trace: bool) -> None:
    """Print the fee in whole yuan, by items or by pages, never both.

    With --already, only what the further items add is printed: a request is billed its own part.

    \b
    mingchuang fee --items 31
    mingchuang fee --items 5 --already 28
    mingchuang fee --pages 250 --trace
    """
    if (items is None) == (pages is None):
        raise click.ClickException("请给出--items或者--pages中的一项：一件申请只按一种标准计收")
    if already is not None and items is None:
        raise click.ClickException("--already只能与--items同用：按量计收不跨申请累计")
    if pages is not None:
        found = fees.by_pages(_count(pages))
    else:
        found = fees.by_items(_count("0" if already is None else already), _count(items or ""))
    click.echo(found.amount)
    if trace:
        click.echo("\n".join(found.steps()))
