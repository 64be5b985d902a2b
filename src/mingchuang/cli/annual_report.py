"""`mingchuang annual-report`: check the arithmetic of reports (without Django), build our own."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from mingchuang.rules.annual_report.identities import across, check
from mingchuang.rules.annual_report.reading import Report, loads
from mingchuang.rules.refusals import Refused

ENDINGS = ("json", "docx", "pdf", "xlsx")


@click.group("annual-report")
def annual_report() -> None:
    """Annual reports on disclosure（政府信息公开工作年度报告）."""


@annual_report.command("check", epilog="Exit code: 0 all hold, 1 a file is broken or cannot be read.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
def check_(files: tuple[str, ...]) -> None:
    """Check the arithmetic of the tables in each FILE (JSON, full or partial, forms of 2019 and 2021).

    Prints each broken identity as FILE: table.row.column: expected X, found Y, and FILE: ok where all that
    can be checked hold. A blank cell is not a zero; a table that is not there is not checked. Where two
    files are reports of one agency for two years running, what does not follow from the year before is
    named on standard error as a warning and does not change the exit code.

    \b
    Example:
      mingchuang annual-report check suqian_2023.json suqian_2024.json
    """
    read: dict[str, Report] = {}
    broken = False
    for name in dict.fromkeys(files):
        try:
            read[name] = loads(_text(name))
        except Refused as refused:
            broken = True
            click.echo(f"{name}: {refused}", err=True)
            continue
        findings = check(read[name])
        broken = broken or bool(findings)
        for finding in findings:
            click.echo(f"{name}: {finding}")
        if not findings:
            click.echo(f"{name}: ok")
    _warn_across_years(read)
    if broken:
        raise click.exceptions.Exit(1)


def _text(name: str) -> str:
    """The text of a file. Raises Refused."""
    try:
        return Path(name).read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise Refused.because("report_unreadable", f"打不开：{problem.strerror}") from None
    except UnicodeDecodeError:
        raise Refused.because("report_encoding", "不是UTF-8编码的文本") from None


@annual_report.command(epilog="Exit code: 0 written, 1 the year cannot be reported on.")
@click.argument("year", metavar="YEAR", type=int)
@click.option("--format", "ending", type=click.Choice(ENDINGS), default="json", show_default=True)
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="the file; else standard output"
)
def build(year: int, ending: str, output: Path | None) -> None:
    """Build the report of YEAR: the stored one, or counted from the data now where there is none.

    Nothing is stored. What is broken in it, and a year without any request, is named on standard error.

    \b
    Example:
      mingchuang annual-report build 2025 --format docx --output 2025.docx
    """
    from mingchuang.cli.django_setup import prepare

    if output and not output.parent.is_dir():
        raise click.UsageError(f"没有文件夹 {output.parent}")
    prepare()
    from django.utils import timezone

    from mingchuang.disclosure.annual_report import selectors
    from mingchuang.disclosure.annual_report.exports import FORMATS
    from mingchuang.disclosure.annual_report.services.building import unsaved

    try:
        report = selectors.own(year) or unsaved(year, now=timezone.now())
    except Refused as refused:
        raise click.ClickException(str(refused)) from None
    found = selectors.checked(report)
    for finding in found.findings:
        click.echo(f"{year}: {finding}", err=True)
    if selectors.is_empty(found.report):
        click.echo(f"{year}年系统里没有收到、办理过申请，表三各格都是0，请核对", err=True)
    make, _media_type = FORMATS[ending]
    data = make(report)
    if output:
        output.write_bytes(data)
    else:
        click.echo(data, nl=False)


def _warn_across_years(read: Mapping[str, Report]) -> None:
    """Compare each report with the one of the year before, where exactly one of each was given."""
    times = Counter((report.agency, report.year) for report in read.values())
    by_year = {
        (report.agency, report.year): report
        for report in read.values()
        if report.agency and times[report.agency, report.year] == 1
    }
    for name, report in read.items():
        before = by_year.get((report.agency, report.year - 1))
        if before is not None and (report.agency, report.year) in by_year:
            for finding in across(before, report):
                click.echo(f"{name}: warning: {finding}", err=True)
