"""`mingchuang docnum`: read document numbers（发文字号）and check our own. Runs without Django."""

import json
import sys
from collections.abc import Iterator

import click

from mingchuang.rules.document_numbers import find, own_number_reasons

# Line ends to some readers of the output, though JSON leaves them as they are.
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def _lines() -> Iterator[str]:
    """The lines of standard input; only a line feed ends one, bytes that are no UTF-8 are replaced."""
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", errors="replace").removesuffix("\n").removesuffix("\r")


def _as_json(line: str) -> bytes:
    found = [
        {
            "text": number.text,
            "issuer": number.issuer,
            "year": number.year,
            "number": number.number,
            "canonical": number.canonical,
        }
        for number in find(line)
    ]
    printed = json.dumps({"raw": line, "found": found}, ensure_ascii=False)
    for character, escape in _LINE_ENDS.items():
        printed = printed.replace(character, escape)
    return printed.encode()


@click.group()
def docnum() -> None:
    """Document numbers（发文字号）, orders（令）and announcements（公告）."""


@docnum.command()
def parse() -> None:
    """Read the numbers out of each line of standard input.

    Prints one JSON object a line, also for an empty line and where there is no number:

    \b
      {"raw": "（国办发[2019] 14号）", "found": [{"text": "国办发[2019] 14号",
       "issuer": "国办发", "year": "2019", "number": "14", "canonical": "国办发|2019|14"}]}

    Reading is tolerant: any brackets, full-width digits, spaces, 第, leading zeros, running text
    before the issuer. Orders have an empty year unless one is printed (国务院令||711; 国令 is read
    as 国务院令). The issuer is empty where only the page's own organ could complete the number.
    What only its context could complete (市政府令第368号) and what is no document number (index
    and registration numbers, court cases) is left alone.

    \b
    Example:
      echo '最高人民法院以法发〔1993〕15号通知印发' | mingchuang docnum parse
    """
    for line in _lines():
        click.echo(_as_json(line))


@docnum.command(epilog="Exit code: 0 all right, 1 at least one is not.")
@click.argument("numbers", metavar="NUMBER...", nargs=-1, required=True)
@click.option("--code", "codes", multiple=True, help="A code word（机关代字）we may use; may be repeated.")
def check(numbers: tuple[str, ...], codes: tuple[str, ...]) -> None:
    """Check new numbers of our own by the strict pattern: code word, 〔year〕, number, 号.

    \b
    Example:
      mingchuang docnum check 宿外办发〔2026〕5号 --code 宿外办发 --code 宿外办函
    """
    wrong = False
    for number in numbers:
        reasons = own_number_reasons(number, codes)
        wrong = wrong or bool(reasons)
        click.echo(f"{number}: {'；'.join(reason.message for reason in reasons) or 'ok'}")
    if wrong:
        raise click.exceptions.Exit(1)
