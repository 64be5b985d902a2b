"""Rows out of JSONL, CSV and XLSX files, one at a time, whatever the file's size.

A row that cannot be read is a row with a problem, not the end of the import; a file that cannot be read at
all raises Refused with what to do about it.
"""

import csv
import gzip
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any, cast

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mingchuang.rules.refusals import Refused

LINE_LIMIT = 8 * 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"
ZIP_MAGIC = b"PK\x03\x04"
_HALF_A_CHARACTER = re.compile("[\ud800-\udfff]")
"""JSON can name halves of characters, which no database takes."""

ENCODINGS = ("utf-8-sig", "gb18030")


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row as it stands in the file; `number` counts from 1 without the heading."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problem: str = ""


def fingerprint(path: Path) -> str:
    """SHA-256 of the file, by which an interrupted import is recognised."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        for block in iter(lambda: handle.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def read_rows(path: Path, name: str = "") -> Iterator[SourceRow]:
    """The rows of a file by its kind. `name` is the name it was handed in under. Raises Refused."""
    with path.open("rb") as handle:
        head = handle.read(4)
    if not head:
        raise Refused.because("file_empty", "文件是空的", "file")
    suffixes = [s.lower() for s in Path(name or path.name).suffixes]
    if head == ZIP_MAGIC:
        return _xlsx_rows(path)
    if ".csv" in suffixes:
        return _csv_rows(path)
    if ".jsonl" in suffixes or ".ndjson" in suffixes or head[:2] == GZIP_MAGIC:
        return _jsonl_rows(path, compressed=head[:2] == GZIP_MAGIC)
    raise Refused.because(
        "file_kind", "只能导入 JSONL（可以是 .gz）、CSV 或 XLSX 文件，请另存为其中一种", "file"
    )


def _opened(path: Path, *, compressed: bool) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path, "rb")) if compressed else path.open("rb")


def _jsonl_rows(path: Path, *, compressed: bool) -> Iterator[SourceRow]:
    number = 0
    with _opened(path, compressed=compressed) as handle:
        while True:
            try:
                line = handle.readline(LINE_LIMIT + 1)
            except (EOFError, OSError) as error:
                yield SourceRow(
                    number + 1, problem=f"文件在第{number}行之后中断，没有读完（{type(error).__name__}）"
                )
                return
            if not line:
                return
            if not line.strip():
                continue
            number += 1
            yield _json_row(number, line)


def _json_row(number: int, line: bytes) -> SourceRow:
    if len(line) > LINE_LIMIT:
        return SourceRow(number, problem=f"这一行超过{LINE_LIMIT // 1024 // 1024} MB，未读")
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return SourceRow(number, problem="文字编码不是 UTF-8，请另存为 UTF-8 后再导入")
    except (ValueError, RecursionError):
        return SourceRow(number, problem="不是完整的 JSON，可能被截断")
    if not isinstance(values, dict):
        return SourceRow(number, problem="每行应是一个 JSON 对象")
    if b"\\u" in line and _HALF_A_CHARACTER.search(json.dumps(values, ensure_ascii=False)):
        return SourceRow(number, problem="含有残缺的字符（只有一半的 \\u 代码），请修正后再导入")
    return SourceRow(number, values)


def _decoded(path: Path) -> io.StringIO:
    raw = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return io.StringIO(raw.decode(encoding), newline="")
        except UnicodeDecodeError:
            continue
    raise Refused.because("encoding", "文字编码无法识别，请在表格软件中另存为「CSV UTF-8」后再导入", "file")


def _csv_rows(path: Path) -> Iterator[SourceRow]:
    reader = csv.reader(_decoded(path))
    try:
        heading = [cell.strip() for cell in next(reader)]
    except (StopIteration, csv.Error):
        raise Refused.because("heading_missing", "没有表头，第一行应是各列的名称", "file") from None
    _check_heading(heading)
    number = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield SourceRow(number + 1, problem="引号没有配对，之后的内容无法识别")
            return
        if not any(cell.strip() for cell in cells):
            continue
        number += 1
        if len(cells) > len(heading):
            yield SourceRow(number, problem=f"有{len(cells)}列，表头只有{len(heading)}列，请检查逗号和引号")
            continue
        yield SourceRow(number, dict(zip(heading, cells, strict=False)))


def _check_heading(heading: list[str]) -> None:
    named = [name for name in heading if name]
    if not named:
        raise Refused.because("heading_missing", "没有表头，第一行应是各列的名称", "file")
    twice = {name for name in named if named.count(name) > 1}
    if twice:
        raise Refused.because("heading_twice", f"表头中有重复的列：{'、'.join(sorted(twice))}", "file")


def _xlsx_rows(path: Path) -> Iterator[SourceRow]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise Refused.because("xlsx_damaged", "不是完整的 XLSX 工作簿，请重新另存后再导入", "file") from None
    try:
        rows = book.worksheets[0].iter_rows(values_only=True)
        heading = [str(cell or "").strip() for cell in next(rows, ())]
        _check_heading(heading)
        number = 0
        for cells in rows:
            if not any(cell not in (None, "") for cell in cells):
                continue
            number += 1
            pairs = zip(heading, cells, strict=False)
            yield SourceRow(number, {name: _cell(cell) for name, cell in pairs if name})
    finally:
        book.close()


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
