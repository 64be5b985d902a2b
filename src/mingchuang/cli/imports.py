"""`mingchuang import`: JSONL, CSV and XLSX into the register, into drafts, or as released history."""

import csv
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from mingchuang.publishing.importing.batches import Importer, Outcome, Report
    from mingchuang.publishing.importing.item_rows import Defaults
    from mingchuang.publishing.models import ImportBatch, ImportKind


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--as",
    "kind",
    type=click.Choice(["register", "drafts", "released"]),
    required=True,
    help="register: documents other issuers made, which texts may cite. drafts: the office's own "
    "information, to be reviewed. released: history of an old site, which a second administrator approves.",
)
@click.option("--actor", required=True, help="Username of the person who imports; their permission counts.")
@click.option(
    "--apply", is_flag=True, help="Write. Without it, a dry run says what would become of each row."
)
@click.option("--source", default="", help="Where the file comes from (needed for --as released).")
@click.option("--reason", default="", help="Why old history is migrated (needed for --as released).")
@click.option("--kind", "content_kind", default="information", help="Kind of rows that do not name one.")
@click.option("--column", default="", help="Column (slug) of rows that do not name one.")
@click.option("--division", default="", help="Division (code) of rows that do not name one.")
@click.option("--issuer", default="", help="Issuer of rows that do not name one; default: this office.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the outcome of every row to this CSV file; without it, refused rows are printed.",
)
def import_(file: Path, **options: Any) -> None:
    """Import FILE (JSONL, also .gz; CSV; XLSX), a dry run unless --apply is given.

    Rows are known by their source key: importing a file again changes nothing, and an import that was
    stopped goes on where it stood. Ends with exit code 1 when any row was refused.

    \b
    Examples:
      mingchuang import laws.jsonl.gz --as register --actor office --apply
      mingchuang import old.xlsx --as released --actor admin --source 旧站 --reason 网站迁移 --apply
    """
    from mingchuang.base.long_running import settle
    from mingchuang.cli.django_setup import prepare

    prepare()
    settle()
    from mingchuang.rules.refusals import Refused

    try:
        refused = _import(file, options)
    except Refused as problem:
        for reason in problem.reasons:
            click.echo(reason.message, err=True)
        sys.exit(1)
    sys.exit(1 if refused else 0)


def _import(file: Path, options: dict[str, Any]) -> int:
    from django.utils import timezone

    from mingchuang.base.accounts.selectors import person_called
    from mingchuang.publishing.importing.batches import Importer
    from mingchuang.publishing.importing.reading import read_rows
    from mingchuang.publishing.models import ImportKind
    from mingchuang.rules.refusals import Refused

    actor = person_called(options["actor"])
    if actor is None:
        raise Refused.because("actor_unknown", f"没有用户名为「{options['actor']}」的在职人员", "actor")
    kind = ImportKind(options["kind"])
    importer = Importer(
        actor, kind, now=timezone.now(), defaults=_defaults(options), source=options["source"]
    )
    total = sum(1 for _ in read_rows(file))
    report = (
        _write(importer, file, kind, options, total)
        if options["apply"]
        else _plan(importer, file, options, total)
    )
    _summary(report, applied=options["apply"], staged=kind == ImportKind.RELEASED)
    return report.refused


def _defaults(options: dict[str, Any]) -> "Defaults":
    from mingchuang.base.accounts.selectors import open_divisions
    from mingchuang.base.identity.selectors import site_identity
    from mingchuang.publishing.importing.item_rows import Defaults
    from mingchuang.publishing.selectors.public import open_columns
    from mingchuang.rules.refusals import Refused

    column = open_columns().filter(slug=options["column"]).first() if options["column"] else None
    if options["column"] and column is None:
        raise Refused.because("column_unknown", f"没有地址名为「{options['column']}」的栏目", "column")
    division = open_divisions().filter(code=options["division"]).first() if options["division"] else None
    if options["division"] and division is None:
        raise Refused.because("division_unknown", f"没有代码为「{options['division']}」的处室", "division")
    return Defaults(
        kind=options["content_kind"],
        division=division,
        column=column,
        issuer=options["issuer"] or site_identity().office_name,
    )


def _bar(label: str, total: int) -> Any:
    """A bar with counts, rows a second and the time that is left."""
    started = time.monotonic()
    bar: Any = click.progressbar(
        length=total,
        label=label,
        file=sys.stderr,
        show_pos=True,
        update_min_steps=max(total // 1000, 1),
        item_show_func=lambda _: f"{bar.pos / max(time.monotonic() - started, 0.001):,.0f} 行/秒",
    )
    return bar


class _Sink:
    """Takes each outcome: counts it, moves the bar, writes or prints it."""

    def __init__(self, bar: Any, target: Path | None) -> None:
        from mingchuang.publishing.importing.batches import Report

        self.report: Report = Report()
        self._bar = bar
        self._file = target.open("w", encoding="utf-8-sig", newline="") if target else None
        self._writer = csv.writer(self._file) if self._file else None
        self.refused: list[Outcome] = []
        if self._writer:
            self._writer.writerow(["行", "来源标识", "结果", "说明"])

    def take(self, outcome: "Outcome") -> None:
        from mingchuang.publishing.importing.batches import OUTCOMES

        self._bar.update(1)
        if self._writer:
            label = OUTCOMES[outcome.outcome]
            self._writer.writerow([outcome.number, outcome.source_key, label, outcome.message])
        elif outcome.outcome == "refused":
            self.refused.append(outcome)

    def close(self) -> None:
        if self._file:
            self._file.close()
        for outcome in self.refused[:50]:
            click.echo(f"第{outcome.number}行未导入：{outcome.message}", err=True)
        if len(self.refused) > 50:
            click.echo(f"……另有{len(self.refused) - 50}行，用 --report 写出全部", err=True)


def _plan(importer: "Importer", file: Path, options: dict[str, Any], total: int) -> "Report":
    from mingchuang.publishing.importing.reading import read_rows

    with _bar("预演", total) as bar:
        sink = _Sink(bar, options["report"])
        for outcome in importer.plan(read_rows(file)):
            sink.report.add(outcome)
            sink.take(outcome)
    sink.close()
    return sink.report


def _write(
    importer: "Importer", file: Path, kind: "ImportKind", options: dict[str, Any], total: int
) -> "Report":
    from django.utils import timezone

    from mingchuang.publishing.importing import batches
    from mingchuang.publishing.importing.reading import fingerprint, read_rows

    batch: ImportBatch = batches.open_batch(
        importer.actor,
        kind,
        file_name=file.name,
        file_sha256=fingerprint(file),
        reason=options["reason"],
        source=options["source"],
        now=timezone.now(),
    )
    with _bar("导入", total) as bar:
        sink = _Sink(bar, options["report"])
        report = batches.run(
            importer, batch, read_rows(file), now=timezone.now(), total=total, progress=sink.take
        )
    sink.close()
    return report


def _summary(report: "Report", *, applied: bool, staged: bool) -> None:
    from mingchuang.publishing.importing.batches import OUTCOMES

    counted = "，".join(f"{OUTCOMES[name]} {count}" for name, count in report.counts.items() if count)
    click.echo(("已导入：" if applied else "预演（未写入）：") + (counted or "没有数据行"))
    if applied and staged and report.counts["staged"]:
        click.echo("请另一名管理员登录工作台，在「导入」中核对并批准，批准后才会公开。")
