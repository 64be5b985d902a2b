"""`mingchuang textcheck`: the automatic checks of texts and attachments at the prompt, without Django."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import click

from mingchuang.base.files.kinds import decode, extension_of
from mingchuang.rules.text_checks import (
    GROUP_LABELS,
    RULE_CATALOGUE,
    Finding,
    Severity,
    WordLists,
    check_text,
    entry_from,
    plain_text,
    position,
    starter_entries,
)

PLAIN = frozenset({"", ".txt", ".md", ".csv"})
PAGES = frozenset({".html", ".htm"})
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One finding as it is printed; `where` names the part of an attachment."""

    file: str
    line: int
    column: int
    finding: Finding
    where: str = ""

    def __str__(self) -> str:
        found = self.finding
        shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in (found.text or found.message))
        part = f"（{self.where}）" if self.where else ""
        return f"{self.file}:{self.line}:{self.column} {found.rule} {found.severity} {shown[:_SHOWN]}{part}"


class Unreadable(Exception):
    """A file cannot be checked; the message says why and what to do."""


def _print_rules(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    for check in RULE_CATALOGUE.values():
        source = check.source
        group = GROUP_LABELS[check.group]
        click.echo(
            f"{check.id}\t{check.severity}\t{group}\t{check.name}\t{check.meaning}\t{check.remedy}\t"
            f"{source.document} {source.article}（{source.tag}）"
        )
    ctx.exit()


def _word_lists(files: Iterable[Path]) -> WordLists:
    """The delivered entries and those of list files."""
    entries = list(starter_entries())
    for file in files:
        try:
            records = json.loads(file.read_text(encoding="utf-8"))["entries"]
            entries.extend(entry_from(record) for record in records)
        except (OSError, ValueError, KeyError, TypeError) as problem:
            raise click.ClickException(f"读不了用语清单{file}：{problem}") from None
    try:
        return WordLists(entries)
    except ValueError as problem:
        raise click.ClickException(f"用语清单里有一条写得不对：{problem}") from None


def _read(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as problem:
        raise Unreadable(f"打不开：{problem.strerror}") from problem


def _lines(name: str, words: WordLists, allowed: tuple[str, ...], title: bool) -> Iterator[Line]:
    """Every finding in one file. Raises Unreadable."""
    data = _read(name)
    extension = "" if name == "-" else extension_of(name)
    if extension not in PLAIN | PAGES:
        yield from _attachment(name, data, words, allowed)
        return
    text = decode(data)
    if text is None:
        raise Unreadable("编码读不出来，请另存为 UTF-8 文本后再试")
    if extension in PAGES:
        text = plain_text(text)
    text = text.replace("\r\n", "\n")
    for found in check_text(text, words=words, title=title, allowed=allowed):
        yield Line(name, *position(text, found.start), found)


def _attachment(name: str, data: bytes, words: WordLists, allowed: tuple[str, ...]) -> Iterator[Line]:
    # Libraries for office files take a second to load, which a plain text need not wait for.
    from mingchuang.base.files.findings import findings
    from mingchuang.base.files.inspection import inspect

    inspection = inspect(data, PurePath(name).name)
    if inspection.reasons:
        raise Unreadable("；".join(reason.message for reason in inspection.reasons))
    texts = {part.where: part.text for part in inspection.text_parts}
    for located in findings(inspection, words, allowed=allowed):
        text = texts.get(located.where, "")
        start = located.finding.start
        line, column = position(text, start) if start <= len(text) else (1, 1)
        yield Line(name, line, column, located.finding, located.where)


@click.command(
    epilog="Exit code: 0 nothing found, 1 something found or a file could not be read, 2 wrong usage."
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--block", "only_block", is_flag=True, help="Show only what blocks a release.")
@click.option("--title", is_flag=True, help="The text is a title: no mark at its end.")
@click.option(
    "--allow",
    metavar="NUMBER",
    multiple=True,
    help="A telephone number or address the office publishes itself; may be given again.",
)
@click.option(
    "--words",
    "lists",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    multiple=True,
    help="A wording list (JSON: entries with pattern, kind, reason, severity, gate, source …).",
)
@click.option(
    "--rules",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_rules,
    help="List the checks: id, severity, group, name, meaning, remedy, source and how sure we are of it.",
)
def textcheck(
    files: tuple[str, ...], only_block: bool, title: bool, allow: tuple[str, ...], lists: tuple[Path, ...]
) -> None:
    """Check texts for personal numbers, secrecy marks, wording, punctuation, numbers and characters.

    FILE may be .txt, .md, .csv, .html (its words are checked, positions count in them), .docx, .xlsx,
    .pptx, .pdf, .ofd or a picture; - reads text from standard input. Attachments are checked for grave
    things only, and for comments, tracked changes, hidden sheets, properties and the place of photos.

    Prints one finding a line: FILE:line:column rule severity text, with the part of an attachment
    in brackets at the end.
    """
    words = _word_lists(lists)
    failed = False
    for name in files:
        try:
            for line in _lines(name, words, allow, title):
                if not only_block or line.finding.severity is Severity.BLOCK:
                    click.echo(str(line))
                    failed = True
        except Unreadable as problem:
            click.echo(f"{'标准输入' if name == '-' else name}：{problem}", err=True)
            failed = True
    raise SystemExit(1 if failed else 0)
