"""The reference of the interface, read off its OpenAPI document: what can be asked, what is answered.

Texts of the document are said in Chinese and English; pages in other languages show the English half.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from mingchuang.base.design.languages import CHINESE
from mingchuang.base.design.shell import Crumb
from mingchuang.base.identity.selectors import site_identity
from mingchuang.publishing.page_contexts import baked
from mingchuang.publishing.page_contexts.heads import head
from mingchuang.publishing.pages import Context, Page
from mingchuang.web.api import problems
from mingchuang.web.api.endpoints import api

_BETWEEN = " / "
_LIMITS = {"minimum": "≥ ", "maximum": "≤ ", "maxLength": "≤ "}


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the document; `language` where it is not the page's own."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a value: words around at most one schema, which has an entry of its own."""

    before: str = ""
    schema: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A parameter or a property."""

    name: str
    kind: Kind
    required: bool
    limits: str
    says: Said


@dataclass(frozen=True, slots=True)
class Answer:
    """What an operation may answer with a status."""

    status: str
    schema: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked."""

    anchor: str
    path: str
    title: Said
    says: Said
    values: list[Value]
    answers: list[Answer]


@dataclass(frozen=True, slots=True)
class Shape:
    """A schema: its properties, or the codes it allows."""

    name: str
    says: Said
    values: list[Value]
    codes: list[str]


@dataclass(frozen=True, slots=True)
class Failure:
    """A kind of problem, by the last part of its `type`."""

    kind: str
    status: int
    title: Said


def half(text: str, language: str) -> Said:
    """The half of a text in two languages that a page shows."""
    chinese, _sign, english = " ".join(text.replace("`", "").split()).partition(_BETWEEN)
    if language == CHINESE or not english:
        return Said(chinese)
    return Said(english, "" if language == "en" else "en")


def kind_of(schema: Mapping[str, Any]) -> Kind:
    """The kind of a value in words that programmers know."""
    if "$ref" in schema:
        return Kind(schema=str(schema["$ref"]).rpartition("/")[2])
    for joined in ("anyOf", "allOf", "oneOf"):
        if joined in schema:
            kinds = [kind_of(option) for option in schema[joined]]
            named = next((kind for kind in kinds if kind.schema), Kind())
            plain = " | ".join(kind.before for kind in kinds if not kind.schema)
            return Kind(
                named.before or ("" if named.schema else plain),
                named.schema,
                named.after + (f" | {plain}" if named.schema and plain else ""),
            )
    if schema.get("type") == "array":
        inner = kind_of(schema["items"])
        return Kind(f"[ {inner.before}", inner.schema, f"{inner.after} ]")
    if "enum" in schema:
        return Kind(" | ".join(str(value) for value in schema["enum"]))
    return Kind(str(schema.get("format") or schema.get("type", "any")))


def _limits(schema: Mapping[str, Any]) -> str:
    options = [schema, *schema.get("anyOf", ())]
    found = [
        f"{sign}{option[name]}" for option in options for name, sign in _LIMITS.items() if name in option
    ]
    usual = schema.get("default")
    return ", ".join([*found, *([f"= {usual}"] if usual not in (None, "") else [])])


def _value(name: str, schema: Mapping[str, Any], says: str, required: bool, language: str) -> Value:
    return Value(name, kind_of(schema), required, _limits(schema), half(says, language))


def _operation(path: str, asked: Mapping[str, Any], language: str) -> Operation:
    last = path.removeprefix("/api/v1/").replace("{", "").replace("}", "")
    return Operation(
        anchor=f"operation-{last.replace('/', '-')}",
        path=path,
        title=half(asked["summary"], language),
        says=half(asked["description"], language),
        values=[
            _value(one["name"], one["schema"], one["description"], one["required"], language)
            for one in asked["parameters"]
        ],
        answers=[
            Answer(str(status), kind_of(content["schema"]).schema)
            for status, answer in sorted(asked["responses"].items())
            for content in answer["content"].values()
        ],
    )


def _shape(name: str, schema: Mapping[str, Any], language: str) -> Shape:
    required = schema.get("required", ())
    return Shape(
        name,
        half(schema.get("description", ""), language),
        [
            _value(key, one, one.get("description", ""), key in required, language)
            for key, one in schema.get("properties", {}).items()
        ],
        [str(code) for code in schema.get("enum", ())],
    )


def _failures(language: str) -> Iterable[Failure]:
    for kind, (status, title) in problems.TITLES.items():
        yield Failure(kind, status, half(title, language))


def _answered(document: Mapping[str, Any], operations: Iterable[Operation]) -> list[str]:
    """The schemas that answers are made of, each once, in the order in which a reader meets them."""
    schemas = document["components"]["schemas"]
    waiting = [answer.schema for operation in operations for answer in operation.answers]
    found: dict[str, None] = {}
    while waiting:
        name = waiting.pop(0)
        if name in schemas and name not in found:
            found[name] = None
            inside = [kind_of(one).schema for one in schemas[name].get("properties", {}).values()]
            waiting = [*inside, *waiting]
    return list(found)


def context(params: Mapping[str, Any], as_of: datetime, language: str) -> Context:
    """Operations, the shapes of what they answer, and every problem with the anchor its `type` names."""
    site = site_identity(language)
    document = api.get_openapi_schema()
    operations = [_operation(path, methods["get"], language) for path, methods in document["paths"].items()]
    schemas = document["components"]["schemas"]
    return {
        "site": site,
        "page": head(
            site,
            title=_("数据接口说明"),
            path=reverse("web:open-data-reference"),
            crumbs=[Crumb(_("开放数据"), reverse("web:open-data")), Crumb(_("数据接口说明"))],
            description=_("按条件查询、取正文、附件和公开记录，用数据接口；只读，无需登记。"),
            language=language,
        ),
        "base": settings.PUBLIC_URL,
        "openapi": reverse("api:openapi-json"),
        "about": half(document["info"]["description"], language),
        "operations": operations,
        "shapes": [_shape(name, schemas[name], language) for name in _answered(document, operations)],
        "failures": list(_failures(language)),
    }


PAGE = Page(
    "open_data_reference",
    "web/open_data_reference.html",
    context,
    lambda _params: reverse("web:open-data-reference"),
    baked.only_page,
)
