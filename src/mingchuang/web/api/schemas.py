"""The shapes of answers, as they stand in the OpenAPI document. Names are for good; additions are allowed."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from ninja import Field, Schema


class Language(StrEnum):
    """语言版本的代码 / Languages of editions, as addresses write them."""

    ZH = "zh"
    EN = "en"
    JA = "ja"
    KO = "ko"


class ColumnReference(Schema):
    slug: str
    name: str
    url: str


class Summary(Schema):
    """列表中的一条信息 / One item in a list."""

    uid: UUID = Field(description="本语言版本的永久标识 / permanent id of this edition")
    index_number: str = Field(description="索引号，永久不变 / permanent identifier")
    language: Language
    title: str
    url: str = Field(description="网页地址 / web page")
    api_url: str = Field(description="本条的接口地址 / this item in the interface")
    kind: str
    kind_label: str
    column: ColumnReference
    document_number: str = Field(description="发文字号，可为空 / document number, may be empty")
    issuer: str
    abstract: str
    formed_on: date | None = Field(description="成文日期 / date of the text")
    published_on: date = Field(description="发布日期 / first published on")
    year: int
    updated_at: datetime = Field(description="本版发布时间 / when this version was released")
    statutory_item: str = Field(description="法定主动公开事项代码 / code of the statutory item")
    validity: str
    validity_label: str


class Items(Schema):
    """一页信息 / A page of items."""

    items: list[Summary]
    next: str | None = Field(
        description="下一页的 cursor，末页为空 / cursor of the next page, null at the end"
    )


class Attachment(Schema):
    title: str
    file_name: str
    media_type: str
    size: int = Field(description="字节数 / bytes")
    sha256: str
    url: str


class Event(Schema):
    """一条公开记录 / A public event of an item."""

    kind: str = Field(description="released, corrected, migrated, withdrawing, withdrawn")
    at: datetime
    version: int | None
    note: str


class Act(Schema):
    """影响效力的一次行为 / An act on an item's validity."""

    kind: str
    label: str
    on: date
    until: date | None
    basis: str


class Detail(Summary):
    """一条信息的全部公开内容 / One item with everything that is public of it."""

    effective_on: date | None
    expires_on: date | None
    original_published_on: date | None
    original_source: str
    content_source: str
    keywords: list[str]
    attribute: str
    extra: dict[str, Any] = Field(description="该种类自有的字段 / fields of this kind of item")
    body_html: str
    body_text: str
    attachments: list[Attachment]
    events: list[Event]
    validity_acts: list[Act]
    languages: list[Language] = Field(description="可读的语言版本 / editions that can be read")


class ColumnNode(Schema):
    """栏目和它的下级栏目 / A column with those below it."""

    slug: str
    name: str
    description: str
    kind: str
    block: str = Field(description="政府信息公开平台的板块，可为空 / block of the disclosure platform")
    is_open: bool
    items: int = Field(description="本栏目及下级栏目的信息数 / items here and below")
    url: str
    children: list["ColumnNode"]


class Columns(Schema):
    columns: list[ColumnNode]


class StatutoryItem(Schema):
    code: str
    place: str
    content: str
    items: int


class StatutoryList(Schema):
    statutory_items: list[StatutoryItem]


class FacetValue(Schema):
    value: str
    label: str
    items: int


class Facets(Schema):
    """一种语言的信息中有哪些值，各有多少条 / What occurs among the items of a language, and how often."""

    kinds: list[FacetValue]
    years: list[FacetValue]
    issuers: list[FacetValue]
    validities: list[FacetValue]
    statutory_items: list[FacetValue]


class Office(Schema):
    """发布机关 / Who publishes."""

    name: str
    site_name: str
    organisation_code: str
    domain: str
    site_id_code: str
    address: str
    postcode: str
    hours: str
    phone: str
    email: str


class ChangeOf(StrEnum):
    """发生的变化 / What happened to an item."""

    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class Change(Schema):
    """一条信息的一个语言版本有变化，这里是它现在的状态；withdrawn 表示须删除副本
    / One edition of an item changed: how it stands now; withdrawn means: delete your copy.
    """

    kind: ChangeOf
    index_number: str
    language: Language
    at: datetime
    api_url: str


class Changes(Schema):
    changes: list[Change]
    next: str = Field(description="下次从这里继续 / go on here, now or later")
    more: bool = Field(description="后面还有 / there are more now")


class Wrong(Schema):
    parameter: str
    says: str


class ProblemDetails(Schema):
    """错误（RFC 9457） / An error (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[Wrong] = []
    index_number: str = ""
    withdrawn_at: datetime | None = None
    withdrawn_by: str = ""
    languages: list[Language] = []
