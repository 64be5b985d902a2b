"""`mingchuang deadline`: the last day of a request's reply at the prompt, without Django or a database."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date

import click

from mingchuang.cli.traces import print_trace
from mingchuang.rules.calendar_data import national
from mingchuang.rules.clocks import Deadline, Interval
from mingchuang.rules.date_text import parse_date, shown_text
from mingchuang.rules.refusals import Refused
from mingchuang.rules.requests import clocks, periods
from mingchuang.rules.requests.clocks import ReplyFacts
from mingchuang.rules.workdays import CoverageError, WorkCalendar

MOST_DAYS = 9999
KINDS = ("corrected", "consult", "extend", "paid", "delayed")


@dataclass(slots=True)
class _Events:
    """The events of the command line, and what must be said about them."""

    corrected: list[date] = field(default_factory=list)
    paid: list[date] = field(default_factory=list)
    delayed: list[date] = field(default_factory=list)
    consultations: list[Interval] = field(default_factory=list)
    extension: int = 0
    remarks: list[str] = field(default_factory=list)

    def read(self, text: str) -> None:
        """Take in one NAME=VALUE. Raises `ClickException`."""
        name, _, value = unicodedata.normalize("NFKC", text).partition("=")
        match name.strip().lower():
            case "corrected":
                self.corrected.append(_date(value))
            case "paid":
                self.paid.append(_date(value))
            case "delayed":
                self.delayed.append(_date(value))
            case "consult":
                self.read_consultation(value)
            case "extend":
                self.extension += _whole_number(value)
            case _:
                known = "、".join(KINDS)
                raise click.ClickException(
                    f"事件“{shown_text(text)}”读不懂，可写：{known}，例如corrected=2026-03-09"
                )

    def read_consultation(self, value: str) -> None:
        """Take in SENT..ENDED; a span that ends before it begins holds no day."""
        first, dots, last = value.partition("..")
        if not dots:
            message = f"征求意见“{shown_text(value)}”读不懂，请写成发出日..结束日，例如2026-04-24..2026-05-13"
            raise click.ClickException(message)
        sent_on, ended_on = _date(first), _date(last)
        if ended_on < sent_on:
            self.remarks.append(f"征求意见的结束日{ended_on}早于发出日{sent_on}，没有可扣除的日子")
            return
        self.consultations.append(Interval(sent_on, ended_on))

    def facts(self, received_on: date) -> ReplyFacts:
        """What the reply clock counts with."""
        if self.extension > periods.EXTENSION_LIMIT:
            self.remarks.append(
                f"延长最多{periods.EXTENSION_LIMIT}个工作日，{self.extension}个中只计{periods.EXTENSION_LIMIT}个"
            )
        return ReplyFacts(
            received_on,
            corrected_on=max(self.corrected, default=None),
            fee_paid_on=max(self.paid, default=None),
            extension=self.extension,
            consultations=tuple(self.consultations),
            delayed_until=max(self.delayed, default=None),
        )


def _date(text: str) -> date:
    try:
        return parse_date(text)
    except Refused as refused:
        raise click.ClickException(str(refused)) from None


def _whole_number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text.strip()):
        raise click.ClickException(f"工作日数“{shown_text(text)}”不对，请写0到{MOST_DAYS}之间的整数")
    return int(text)


@click.group()
def deadline() -> None:
    """Last days the law sets, with the way to them, on the national calendar 2019 to 2026.

    \b
    mingchuang deadline request --received 2026-02-13 --event extend=20 --trace
    """


@deadline.command()
@click.option("--received", metavar="DATE", required=True, help="day the request counts as received (day 0)")
@click.option("--event", "events", metavar="NAME=VALUE", multiple=True, help="what happened; may be repeated")
@click.option("--trace", is_flag=True, help="then list every day, counted or skipped, and why")
def request(received: str, events: tuple[str, ...], trace: bool) -> None:
    """Print the last day to serve the reply to a request for disclosure.

    \b
    --event corrected=DATE        the corrected application arrived: the period starts again
    --event consult=SENT..ENDED   opinion asked: working days after SENT up to ENDED do not count
    --event extend=N              extended by N working days, at most 20
    --event paid=DATE             the fee was paid: the period starts again
    --event delayed=DATE          the office set a reasonable period that ends on DATE

    It computes and does not judge whether the steps were lawful. DATE may be written in every way
    `mingchuang workdays` understands. The exit code is 1 when the calendar does not reach.

    \b
    mingchuang deadline request --received 2026-02-13
    mingchuang deadline request --received 2026-04-20 --event consult=2026-04-24..2026-05-13 --trace
    """
    calendar, found = national(), _Events()
    for text in events:
        found.read(text)
    facts = found.facts(_date(received))
    try:
        due = clocks.reply(facts, calendar)
        summary = _summary(facts, due, calendar)
    except (CoverageError, ValueError) as problem:
        raise click.ClickException(str(problem)) from None
    for remark in found.remarks:
        click.echo(remark, err=True)
    click.echo(f"{due.due.isoformat()}  {summary}")
    if trace:
        print_trace(due.start, due.trace)


def _summary(facts: ReplyFacts, due: Deadline, calendar: WorkCalendar) -> str:
    if facts.delayed_until is not None:
        return f"延迟答复的期限（{due.source.document}{due.source.article}）"
    parts = [f"自{due.start.isoformat()}起{due.length}个工作日"]
    extension = clocks.extension_that_counts(facts.extension)
    if extension:
        parts.append(f"延长{extension}个工作日")
    excluded = clocks.excluded(facts, calendar)
    if excluded:
        parts.append(f"征求意见{excluded}个工作日不计入")
    if due.provisional:
        parts.append("其中有尚未公布的节假日安排")
    return "，".join(parts)
