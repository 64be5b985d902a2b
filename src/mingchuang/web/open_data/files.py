"""The files of the catalogue: for each block of texts in a language one of JSON Lines and one of CSV.

They are baked like pages, so that what is withdrawn leaves them with the withdrawal. They stand outside the
languages' folders; each names its language.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from mingchuang.base.spreadsheets import CSV_TYPE, csv_text
from mingchuang.publishing.changes import Change
from mingchuang.publishing.pages import Context, Page, PageNotFound, Params
from mingchuang.publishing.selectors import blocks
from mingchuang.web.api.reading import LANGUAGE_CODES, name_of
from mingchuang.web.block_addresses import block_addresses
from mingchuang.web.open_data import records

MEDIA_TYPES = {"jsonl": "application/jsonl; charset=utf-8", "csv": CSV_TYPE}


_ROUTE = "web_machines:open-data-file"


def addresses(language: str, form: str) -> Callable[[int], str]:
    """The address of a file by the number of its block."""
    return block_addresses(_ROUTE, name_of(language), form)


def _json_lines(found: Iterable[records.Record]) -> str:
    return "".join(f"{records.line(record)}\n" for record in found)


def _csv(found: Iterable[records.Record]) -> str:
    return csv_text(records.CSV_HEAD, map(records.cells, found))


def _context(write: Callable[[Iterable[records.Record]], str]) -> Callable[..., Context]:
    def context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
        """`params`: the `name` of a language and a `block`. Raises PageNotFound when it holds nothing."""
        spoken = LANGUAGE_CODES.get(str(params["name"]))
        found = list(records.of_block(int(params["block"]), spoken)) if spoken else []
        if not found:
            raise PageNotFound(f"catalogue {params}")
        return {"text": write(found), "changed_at": max(record["updated_at"] for record in found)}

    return context


def _every(language: str) -> Iterator[Params]:
    return ({"name": name_of(language), "block": block} for block, _ in blocks.sizes(language))


def _affected(change: Change, language: str) -> Iterator[Params]:
    return ({"name": name_of(language), "block": block} for block in blocks.touched(change, language))


def _page(form: str, write: Callable[[Iterable[records.Record]], str]) -> Page:
    return Page(
        f"open_data_{form}",
        "web/plain.txt",
        _context(write),
        lambda params: reverse(_ROUTE, args=[params["name"], params["block"], form]),
        _every,
        _affected,
        MEDIA_TYPES[form],
    )


PAGES = (_page("jsonl", _json_lines), _page("csv", _csv))
