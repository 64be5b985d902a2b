"""How commands print the way to a due day: one line a day, counted or not, and why."""

from collections.abc import Iterable
from datetime import date

import click

from mingchuang.rules.workdays import DayReason


def print_trace(start: date, trace: Iterable[DayReason]) -> None:
    """Print day 0 and every day after it."""
    counted = 0
    click.echo(f"{start.isoformat()}  起算日，不计入")
    for reason in trace:
        counted += reason.is_workday
        mark = f"第{counted}个工作日" if reason.is_workday else "不计"
        notice = f"（{reason.notice}）" if reason.notice else ""
        click.echo(f"{reason.day.isoformat()}  {mark}  {reason.reason}{notice}")
