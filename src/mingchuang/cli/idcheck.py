"""`mingchuang idcheck`: check identifiers by the rules the forms use. Runs without Django."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date

import click

from mingchuang.rules.identifiers import KINDS, UnknownKind, check, kind_named


def _print_kinds(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    for kind in KINDS.values():
        source = kind.rule.source
        click.echo(f"{kind.name}\t{kind.label}\t{kind.example}\t{source.document}（{source.tag}）")
    ctx.exit()


def _values(given: Iterable[str]) -> Iterator[str]:
    """The values given; `-` stands for the lines of standard input."""
    for value in given:
        if value == "-":
            for line in sys.stdin.buffer:
                yield line.decode("utf-8", errors="replace").rstrip("\r\n")
        else:
            yield value


@click.command(epilog="Exit code: 0 all right, 1 at least one is not, 2 the command was not understood.")
@click.argument("kind")
@click.argument("values", metavar="VALUE...", nargs=-1, required=True)
@click.option(
    "--list",
    "list_kinds",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_kinds,
    help="List the kinds: name, what it is, an example, the rule's source and how sure we are of it.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print only what is not right.")
def idcheck(kind: str, values: tuple[str, ...], quiet: bool) -> None:
    """Check VALUEs of one KIND: check digits, dates, length, characters.

    KIND is one of id_card, residence_card, credit_code, org_code, passport, mrz, phone, bank_card
    (- and _ are the same). Full-width digits, spaces and hyphens are accepted; the lines of a
    machine readable zone may be given as one value. A VALUE of - reads one value a line from
    standard input, which keeps numbers of persons out of the list of processes.

    Prints one line a value: "VALUE: ok …" or "VALUE: what is wrong and what to do".

    \b
    Examples:
      mingchuang idcheck id_card 11010519491231002X
      mingchuang idcheck phone "+86 138 0013 8000" 0527-84350000
      mingchuang idcheck credit-code - < codes.txt
    """
    try:
        kind_named(kind)
    except UnknownKind as unknown:
        raise click.BadParameter(str(unknown), param_hint="KIND") from None
    today = date.today()
    wrong = False
    for value in _values(values):
        result = check(kind, value, today)
        wrong = wrong or not result.ok
        if result.ok and quiet:
            continue
        shown = " ".join(value.split())
        notes = "".join(f"；请留意：{warning}" for warning in result.warnings)
        click.echo(f"{shown}: {'ok ' if result.ok else ''}{result.message}{notes}")
    if wrong:
        raise click.exceptions.Exit(1)
