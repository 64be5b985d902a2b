"""A text as the files of the catalogue say it: the interface's summary of it, with keywords and files.

One list of fields is the order of the columns of the CSV files and the table that explains them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja.responses import NinjaJSONEncoder

from mingchuang.publishing.selectors import harvest
from mingchuang.web.api import reading

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its name in JSON, the kind of its values, what it says, and its columns in CSV."""

    name: str
    kind: str | Promise
    says: str | Promise
    columns: tuple[str, ...] = ()

    @property
    def in_csv(self) -> tuple[str, ...]:
        return self.columns or (self.name,)


_TEXT, _DAY, _MOMENT, _ADDRESS = _("文字"), _("日期"), _("日期和时间"), _("网址")
_FILE = ("title", "file_name", "media_type", "size", "sha256", "url")

FIELDS = (
    Field("uid", _("标识"), _("本语言版本的永久标识，更正后不变。")),
    Field("index_number", _TEXT, _("索引号，永久不变；各语言版本相同。")),
    Field("language", _("代码"), _("语言版本：zh、en、ja、ko。")),
    Field("title", _TEXT, _("标题。")),
    Field("document_number", _TEXT, _("发文字号；没有的为空。")),
    Field("issuer", _TEXT, _("发布机构。")),
    Field(
        "column", _("对象"), _("所在栏目的地址名、名称和网址。"), ("column_slug", "column_name", "column_url")
    ),
    Field("kind", _("代码"), _("信息种类的代码。")),
    Field("kind_label", _TEXT, _("信息种类的名称。")),
    Field("statutory_item", _("代码"), _("对应的法定主动公开事项，如 20-1；没有的为空。")),
    Field("formed_on", _DAY, _("成文日期；没有的为空。")),
    Field("published_on", _DAY, _("首次公开的日期。")),
    Field("year", _("整数"), _("成文年份；没有成文日期的，为公开年份。")),
    Field("updated_at", _MOMENT, _("现有版本的发布时间，世界协调时间（UTC）。")),
    Field("validity", _("代码"), _("效力状态的代码。")),
    Field("validity_label", _TEXT, _("效力状态的名称。")),
    Field("abstract", _TEXT, _("内容概述。")),
    Field("keywords", _("列表"), _("主题词。CSV 中以分号隔开。")),
    Field("url", _ADDRESS, _("网页地址。")),
    Field("api_url", _ADDRESS, _("数据接口中的地址，可取正文和公开记录。")),
    Field(
        "attachments",
        _("列表"),
        _("附件的名称、文件名、类型、字节数、SHA-256 校验值和网址。CSV 中各占一列，每个附件一行。"),
        tuple(f"attachment_{part}" for part in _FILE),
    ),
)

CSV_HEAD = tuple(column for field in FIELDS for column in field.in_csv)


def of_block(number: int, language: str) -> Iterator[Record]:
    """The records of a block, in the order of their release; two queries."""
    rows = harvest.in_block(number, language)
    files = harvest.files_of([row.version_id for row in rows])
    for row in rows:
        yield reading.summary(row) | {
            "keywords": list(row.version.keywords),
            "attachments": reading.attachments(files.get(row.version_id, ())),
        }


def line(record: Record) -> str:
    """A record as one line of JSON, as the interface writes it."""
    return json.dumps(record, cls=NinjaJSONEncoder, ensure_ascii=False, separators=(",", ":"))


def cells(record: Record) -> list[str]:
    """A record as the cells of a CSV row; a field that is a list has one line in its cells for each entry."""
    plain = json.loads(line(record))
    return [cell for field in FIELDS for cell in _cells(field.name, plain[field.name])]


def _cells(name: str, value: Any) -> Sequence[str]:
    if name == "column":
        return [_text(value[part]) for part in ("slug", "name", "url")]
    if name == "attachments":
        return ["\n".join(_text(entry[part]) for entry in value) for part in _FILE]
    if name == "keywords":
        return [";".join(value)]
    return [_text(value)]


def _text(value: Any) -> str:
    return "" if value is None else str(value)
