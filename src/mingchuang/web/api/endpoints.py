"""What can be asked. Every answer comes from the selectors of what readers may see, and from nothing else."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, ClassVar, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, NinjaAPI, P, PathEx, Query, Schema
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer
from pydantic import AfterValidator, BeforeValidator

from mingchuang.base.identity.selectors import site_identity
from mingchuang.base.search.reading import Unavailable
from mingchuang.publishing.models import PublicListing
from mingchuang.publishing.page_contexts.listing import finding
from mingchuang.publishing.page_contexts.moved import column_at
from mingchuang.publishing.page_contexts.rows import number_of
from mingchuang.publishing.page_contexts.tree import Tree
from mingchuang.publishing.selectors import harvest, public
from mingchuang.rules import tokens
from mingchuang.web.api import cursors, following, problems, reading, schemas
from mingchuang.web.api.problems import Problem

LIMIT, MOST = 20, 100
FAILURES: dict[int, Any] = {400: schemas.ProblemDetails, 429: schemas.ProblemDetails}

Clean = AfterValidator(lambda text: tokens.visible(text).strip())


def _written_as_date(value: Any) -> Any:
    """A bare number is refused: read as seconds since 1970, "2026" would quietly mean everything."""
    if isinstance(value, str) and not _DATE.match(value):
        raise ValueError("2026-01-31, 2026-01-31T08:00:00+08:00")
    return value


_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class Readable(JSONRenderer):
    """Chinese as it is written: a third of the bytes, and people can read it."""

    json_dumps_params = {"ensure_ascii": False}


class Interface(NinjaAPI):
    """Says in its OpenAPI document that errors are problem details, which the framework cannot."""

    documents: ClassVar[dict[tuple[str, str], Any]] = {}
    """By the path of the interface and our public address: writing one takes longer than any page."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The OpenAPI document, the same object each time: nobody may change it."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        key = prefix, settings.PUBLIC_URL
        if key not in self.documents:
            self.documents[key] = self._written(prefix)
        return self.documents[key]

    def _written(self, prefix: str) -> Any:
        document = super().get_openapi_schema(path_prefix=prefix)
        document["servers"] = [{"url": settings.PUBLIC_URL}]
        for methods in document["paths"].values():
            for parameter in methods["get"]["parameters"]:
                says = parameter["schema"].pop("description", "")
                parameter.setdefault("description", says)
            for status, response in methods["get"]["responses"].items():
                content = response.get("content", {})
                if int(status) >= 400 and "application/json" in content:
                    response["content"] = {problems.MEDIA_TYPE: content["application/json"]}
        return document


api = Interface(
    title="明窗开放数据接口 / Open data interface",
    version="1",
    description=(
        "本机关已公开信息的只读接口，无需登记。每次返回的内容与网页一致；撤下的信息立即不再提供。"
        " / Read-only, no registration. It says what the web pages say; what is withdrawn is gone at once."
    ),
    docs_url=None,
    renderer=Readable(),
    urls_namespace="api",
)


class Asked(Schema):
    """Parameters of one view; one that is not among them is refused, never silently ignored."""

    language: schemas.Language = Field(
        schemas.Language.ZH, description="语言版本：zh、en、ja、ko / language of the edition"
    )


class Listed(Asked):
    """What a list is narrowed by."""

    q: Annotated[str, Clean] = Field(
        "",
        max_length=100,
        description="检索词，最多100字；按更新时间排序或限定的，只按字面查找"
        " / words to search for; by the letter only when sorted or limited by update",
    )
    column: Annotated[str, Clean] = Field(
        "", max_length=60, description="栏目地址名，含下级栏目 / slug of a column, with those below it"
    )
    kind: Annotated[str, Clean] = Field("", max_length=30, description="种类代码 / code of a kind")
    year: int | None = Field(None, ge=1900, le=2199, description="年份，1900至2199 / year")
    issuer: Annotated[str, Clean] = Field("", max_length=120, description="发布机构全称 / issuer in full")
    validity: Annotated[str, Clean] = Field("", max_length=20, description="效力代码 / code of validity")
    statutory_item: Annotated[str, Clean] = Field(
        "", max_length=10, description="法定主动公开事项代码，如20-1 / code of a statutory item"
    )
    updated_since: Annotated[datetime | date | None, BeforeValidator(_written_as_date)] = Field(
        None, description="只要此日或此刻以来发布、更正的 / released or corrected since"
    )
    sort: Literal["newest", "oldest", "updated", "relevance"] = Field(
        "newest",
        description="newest、oldest 按发布日期，updated 按更新时间由旧到新，relevance 按与检索词的相关度"
        " / order: by day of publication, by update from the oldest, by how well it fits q",
    )
    limit: int = Field(LIMIT, ge=1, le=MOST, description=f"每页条数，1至{MOST} / items a page")
    cursor: str = Field("", max_length=400, description="上一页给出的 next / `next` of the page before")


def _only(request: HttpRequest, model: type[Schema]) -> None:
    """Refuse parameters the view does not know: a misspelt filter must not look like a wide one."""
    if unknown := sorted(set(request.GET) - set(model.model_fields)):
        raise ValidationError([{"loc": ("query", name)} for name in unknown])


@api.get(
    "/items",
    response={200: schemas.Items, 404: schemas.ProblemDetails, **FAILURES},
    summary="信息列表 / Items",
)
def items(request: HttpRequest, asked: Query[Listed]) -> dict[str, Any]:
    """按条件列出已公开的信息，逐页读取。 / Lists what is public, page by page."""
    _only(request, type(asked))
    language = reading.LANGUAGE_CODES[asked.language]
    if asked.q and not tokens.parse(asked.q):
        # Nothing has what cannot be looked for; a filter not understood must not look like a wide one.
        return {"items": [], "next": None}
    question = cursors.question(**asked.dict(exclude={"cursor", "limit"}))
    keys = cursors.read(asked.cursor, question) if asked.cursor else None
    narrowed = public.ListingFilter(
        query=asked.q,
        column=_column(asked.column, language),
        year=asked.year,
        issuer=asked.issuer,
        validity=asked.validity,
        kind=asked.kind,
        statutory_item=asked.statutory_item,
        sort=asked.sort,
    )
    found = _searched(asked, narrowed, language, keys) or _listed(asked, narrowed, language, keys)
    after = cursors.make(question, *found.after) if found.after else None
    return {"items": [reading.summary(row) for row in found.rows], "next": after}


@dataclass(frozen=True, slots=True)
class _Page:
    """A page of a list; `after` is what the cursor of the next one holds, empty at the end."""

    rows: list[PublicListing]
    after: tuple[str | int, ...]


def _searched(
    asked: Listed, narrowed: public.ListingFilter, language: str, keys: list[Any] | None
) -> _Page | None:
    """From the search index, whose cursors hold how far one has read; None for what it cannot answer."""
    begun_by_letter = keys is not None and len(keys) > 1
    if not asked.q or asked.sort == "updated" or asked.updated_since is not None or begun_by_letter:
        return None
    offset = int(keys[0]) if keys else 0
    try:
        rows, more = finding.found_by(narrowed, language, offset=offset, size=asked.limit)
    except Unavailable:
        if offset:
            raise Problem(
                "unavailable",
                "检索正在重建，请稍后从头读取。 / The index is rebuilt: begin again later.",
            ) from None
        return None
    return _Page(rows, (offset + asked.limit,) if more else ())


def _listed(asked: Listed, narrowed: public.ListingFilter, language: str, keys: list[Any] | None) -> _Page:
    """From the database, whose cursors hold the sort keys of the last row."""
    order = "newest" if asked.sort == "relevance" else asked.sort
    after = (keys[0], keys[1]) if keys and len(keys) > 1 else None
    wanted = harvest.Wanted(narrowed, language, _moment(asked.updated_since), order, after)
    rows = harvest.page(wanted, asked.limit + 1)
    shown = rows[: asked.limit]
    return _Page(shown, harvest.key_of(shown[-1], order) if len(rows) > asked.limit else ())


def _column(slug: str, language: str) -> Any:
    if not slug:
        return None
    found = column_at(Tree.load(language), slug)
    if found is None:
        raise Problem("not-found", f"没有地址名为“{slug}”的栏目。 / There is no column with this slug.")
    return found


def _moment(since: datetime | date | None) -> datetime | None:
    """A day begins at midnight of the office; a moment without a zone is the office's too."""
    if since is None:
        return None
    moment = since if isinstance(since, datetime) else datetime.combine(since, time.min)
    try:
        aware = moment if moment.tzinfo else moment.replace(tzinfo=timezone.get_default_timezone())
        return aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None


@api.get(
    "/items/{number}",
    response={200: schemas.Detail, 404: schemas.ProblemDetails, 410: schemas.ProblemDetails, **FAILURES},
    summary="一条信息 / One item",
    url_name="item",
)
def item(
    request: HttpRequest,
    number: PathEx[
        str, P(max_length=60, description="索引号，斜线写作连字符 / index number, a hyphen for the slash")
    ],
    asked: Query[Asked],
) -> Any:
    """全部元数据、正文、附件和公开记录；撤下的返回410和撤下说明。 / All of one item, or why it is gone."""
    _only(request, type(asked))
    listing = harvest.listing_of(number_of(number), reading.LANGUAGE_CODES[asked.language])
    if listing is not None:
        return reading.detail(listing)
    found = public.released_item(number_of(number)) if number_of(number) else None
    gone = public.tombstone(found) if found else None
    if found is not None and gone is not None:
        raise Problem(
            "withdrawn",
            gone.public_note,
            index_number=found.index_number or "",
            withdrawn_at=gone.at.isoformat(),
            withdrawn_by=f"{site_identity().office_name}{found.division.name}",
        )
    if found is not None:
        languages = [reading.name_of(code) for code in harvest.languages_of(found)]
        raise Problem(
            "not-found",
            "这条信息没有该语言的版本。 / The item has no edition in this language.",
            languages=languages,
        )
    raise Problem("not-found", "没有这个索引号的公开信息。 / No public item has this number.")


class Followed(Schema):
    """Where a reader of changes goes on."""

    limit: int = Field(MOST, ge=1, le=MOST, description=f"每次条数，1至{MOST} / changes a time")
    cursor: str = Field("", max_length=400, description="上次给出的 next / `next` of the last time")


@api.get(
    "/changes",
    response={200: schemas.Changes, 410: schemas.ProblemDetails, **FAILURES},
    summary="变更 / Changes",
)
def changes(request: HttpRequest, asked: Query[Followed]) -> dict[str, Any]:
    """先不带 cursor 调用，记下 next，再取全量，以后从 next 继续。撤下的须删除副本。
    / Call without a cursor, keep `next`, copy everything, go on from `next`. Delete what is withdrawn."""
    _only(request, type(asked))
    if not asked.cursor:
        return {"changes": [], "next": following.mark(following.here()), "more": False}
    found = following.after(following.position(asked.cursor), asked.limit)
    return {"changes": found.changes, "next": following.mark(found.position), "more": found.more}


@api.get("/columns", response={200: schemas.Columns, **FAILURES}, summary="栏目 / Columns")
def columns(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """栏目树和各栏目的信息数。 / The tree of columns with what each holds."""
    _only(request, type(asked))
    return {"columns": reading.columns(reading.LANGUAGE_CODES[asked.language])}


@api.get(
    "/statutory-items",
    response={200: schemas.StatutoryList, **FAILURES},
    summary="法定主动公开事项 / Statutory list",
)
def statutory_items(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """《政府信息公开条例》第二十条、第二十一条所列事项。 / What the law wants published."""
    _only(request, type(asked))
    return {"statutory_items": reading.statutory_list(reading.LANGUAGE_CODES[asked.language])}


@api.get("/facets", response={200: schemas.Facets, **FAILURES}, summary="分类统计 / Facets")
def facets(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """列表可用的筛选值及条数。 / Values lists can be narrowed by, with counts."""
    _only(request, type(asked))
    return reading.facets(reading.LANGUAGE_CODES[asked.language])


@api.get("/office", response={200: schemas.Office, **FAILURES}, summary="本机关 / The office")
def office(request: HttpRequest, asked: Query[Asked]) -> dict[str, Any]:
    """机关名称、代码和联系方式。 / Name, codes and contact."""
    _only(request, type(asked))
    site = site_identity()
    return {
        "name": site.office_name,
        "site_name": site.site_name(reading.LANGUAGE_CODES[asked.language]),
        "organisation_code": site.org_code,
        "domain": site.domain,
        "site_id_code": site.site_id_code,
        "address": site.address,
        "postcode": site.postcode,
        "hours": site.hours,
        "phone": site.phone,
        "email": site.email,
    }


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problems.answer(problem.kind, problem.detail, **problem.more)


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    wrong = {_parameter(request, [str(part) for part in error["loc"]]) for error in problem.errors}
    hints = {name: str(field.description) for name, field in Listed.model_fields.items()}
    says = [
        {"parameter": name[:60], "says": hints.get(name, "没有这个参数 / there is no such parameter")}
        for name in sorted(wrong)
    ]
    names = "、".join(entry["parameter"] for entry in says)
    detail = f"参数 {names} 不合要求，见 errors。 / See errors for what each parameter takes."
    return problems.answer("bad-parameter", detail, errors=says)


def _parameter(request: HttpRequest, path: list[str]) -> str:
    """The parameter an error is about; behind it may stand which of its readings was tried."""
    return next((part for part in path if part in request.GET), path[-1])
