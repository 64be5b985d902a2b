"""`mingchuang workdays`: working-day arithmetic at the prompt, without Django or a database."""

import csv
import io
import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from mingchuang.cli.traces import print_trace
from mingchuang.rules.calendar_data import national
from mingchuang.rules.date_text import parse_date, shown_text
from mingchuang.rules.refusals import Refused
from mingchuang.rules.workdays import CoverageError, WorkCalendar

OUT_OF_COVERAGE = "out of coverage"
COLUMNS = ("start_date", "working_days")
MOST_DAYS = 100_000


def _date(text: str) -> date:
    try:
        return parse_date(text)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


def _working_days(text: str) -> int:
    """A whole number of 1 or more, full-width digits allowed. Raises ValueError with a Chinese message."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not re.fullmatch(r"[0-9]{1,9}", plain) or not 1 <= int(plain) <= MOST_DAYS:
        raise ValueError(f"工作日数“{shown_text(text)}”不对，请写1到{MOST_DAYS}之间的整数")
    return int(plain)


def _decoded(data: bytes, name: str) -> str:
    """Text of a CSV file: UTF-8 with or without mark, UTF-16 with mark, or GB 18030."""
    encodings = ["utf-16"] if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise click.ClickException(f"{name}的编码读不出来，请另存为UTF-8编码的CSV后再试")


def _read(source: str) -> str:
    if source == "-":
        return _decoded(sys.stdin.buffer.read(), "标准输入")
    try:
        return _decoded(Path(source).read_bytes(), source)
    except OSError as problem:
        raise click.ClickException(f"打不开文件{source}：{problem.strerror}") from None


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """(line, start_date, working_days) of each row that is not blank."""
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        names = {(name or "").strip().lower(): name for name in reader.fieldnames or []}
        missing = [column for column in COLUMNS if column not in names]
        if missing:
            found = "、".join(name for name in names if name) or "没有表头"
            raise click.ClickException(
                f"CSV缺少列{'、'.join(missing)}（现有：{shown_text(found, 200)}），请补上表头"
            )
        for row in reader:
            start, days = ((row[names[column]] or "").strip() for column in COLUMNS)
            if start or days:
                yield reader.line_num, start, days
    except csv.Error as problem:
        raise click.ClickException(f"CSV第{reader.line_num}行读不懂：{problem}") from None


def _add_csv(source: str, calendar: WorkCalendar) -> None:
    """Answer every row that can be answered; name the others on stderr and end with exit code 1."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    rows = list(_rows(_read(source)))
    writer.writerow([*COLUMNS, "due_date"])
    failures = 0
    for line, start, days in rows:
        try:
            first, count = parse_date(start), _working_days(days)
        except (Refused, ValueError) as problem:
            failures += 1
            writer.writerow([start, days, ""])
            click.echo(f"第{line}行：{problem}", err=True)
            continue
        try:
            due = calendar.add(first, count).isoformat()
        except CoverageError:
            due = OUT_OF_COVERAGE
        writer.writerow([first.isoformat(), count, due])
    if failures:
        sys.stdout.flush()
        raise click.ClickException(f"{len(rows)}行中有{failures}行没有算出，其余各行已经算出")


@click.group()
def workdays() -> None:
    """Working days of the national calendar, 2019-01-01 to 2026-12-31.

    Make-up workdays count, public holidays and weekends do not. DATE may be written 2026-03-09,
    2026-3-9, 2026/03/09, 20260309 or 2026年3月9日.
    """


@workdays.command(context_settings={"ignore_unknown_options": True})
@click.argument("start", metavar="[DATE]", required=False)
@click.argument("days", metavar="[N]", required=False)
@click.option("--csv", "source", metavar="FILE", help="answer every row of a CSV file; - reads stdin")
@click.option("--trace", is_flag=True, help="list every day, counted or skipped, and why")
def add(start: str | None, days: str | None, source: str | None, trace: bool) -> None:
    """Print the N-th working day after DATE; DATE itself is day 0 and may be a day off.

    With --csv: read the columns start_date and working_days, print them with due_date, which is
    "out of coverage" when the day is not covered. Rows that cannot be read are named on stderr and
    the exit code is then 1.

    \b
    mingchuang workdays add 2026-02-13 20
    mingchuang workdays add 2026-02-13 20 --trace
    mingchuang workdays add --csv cases.csv
    """
    calendar = national()
    if source is not None:
        if start is not None or trace:
            raise click.ClickException("--csv 不能与 DATE、N 或 --trace 同时使用")
        _add_csv(source, calendar)
        return
    if start is None or days is None:
        raise click.ClickException("请给出日期和工作日数，例如：mingchuang workdays add 2026-02-13 20")
    first = _date(start)
    try:
        count = _working_days(days)
        due = calendar.add(first, count)
    except (CoverageError, ValueError) as problem:
        raise click.ClickException(str(problem)) from None
    if trace:
        print_trace(first, calendar.span(first, due))
    click.echo(due.isoformat())


@workdays.command()
@click.argument("a", metavar="A")
@click.argument("b", metavar="B")
def between(a: str, b: str) -> None:
    """Print the number of working days after A up to and including B.

    When B is before A the number is negative: minus the working days after B up to A.
    """
    try:
        click.echo(national().between(_date(a), _date(b)))
    except CoverageError as problem:
        raise click.ClickException(str(problem)) from None


@workdays.command("list")
@click.argument("year", metavar="YEAR")
def list_(year: str) -> None:
    """Print every date of the year as DATE,work or DATE,off."""
    plain = unicodedata.normalize("NFKC", year).strip()
    if not re.fullmatch(r"[0-9]{4}年?", plain):
        raise click.ClickException(f"年份“{shown_text(year)}”读不懂，请写四位数字，例如2026")
    try:
        days = national().year_days(int(plain[:4]))
    except CoverageError as problem:
        raise click.ClickException(str(problem)) from None
    click.echo("\n".join(f"{d.day.isoformat()},{'work' if d.is_workday else 'off'}" for d in days))
