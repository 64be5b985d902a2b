"""The page tags of government websites: which `<meta>` a page carries, and which may not be empty."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mingchuang.rules.refusals import Reason
from mingchuang.rules.source import Rule, Source, Tag


class PageKind(StrEnum):
    """Kinds of page the tags distinguish."""

    HOME = "home"
    COLUMN = "column"
    CONTENT = "content"
    OTHER = "other"  # search, forms, error pages: site tags only


@dataclass(frozen=True, slots=True)
class PageTag:
    """One tag: the `name` of the meta element, the pages that carry it, whether it may be empty there."""

    name: str
    says: str
    kinds: frozenset[PageKind]
    required: bool


_ALL = frozenset(PageKind)
_WITH_COLUMN = frozenset({PageKind.HOME, PageKind.COLUMN, PageKind.CONTENT})
_CONTENT = frozenset({PageKind.CONTENT})

PAGE_TAGS: tuple[PageTag, ...] = (
    PageTag("SiteName", "网站名称", _ALL, True),
    PageTag("SiteDomain", "网站域名", _ALL, True),
    PageTag("SiteIDCode", "政府网站标识码", _ALL, True),
    PageTag("ColumnName", "栏目名称", _WITH_COLUMN, True),
    PageTag("ColumnDescription", "栏目描述", _WITH_COLUMN, True),
    PageTag("ColumnKeywords", "栏目关键词", _WITH_COLUMN, True),
    PageTag("ColumnType", "栏目类别", _WITH_COLUMN, True),
    PageTag("ArticleTitle", "标题", _CONTENT, True),
    PageTag("PubDate", "发布时间", _CONTENT, True),
    PageTag("ContentSource", "来源", _CONTENT, True),
    PageTag("Keywords", "关键词", _CONTENT, False),
    PageTag("Author", "作者", _CONTENT, False),
    PageTag("Description", "摘要", _CONTENT, False),
    PageTag("Image", "图片", _CONTENT, False),
    PageTag("Url", "网址", _CONTENT, False),
)

_SAYS = {tag.name: tag.says for tag in PAGE_TAGS}

HOME_COLUMN_NAME = "首页"
KEYWORD_SEPARATOR = ","

_PUB_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3]):[0-5][0-9]")

RULES = (
    Rule(
        "page_tags.names",
        "政府网站网页标签：SiteName、SiteDomain、SiteIDCode、Column*、ArticleTitle、PubDate、ContentSource等",
        Source("国办发〔2017〕47号", "附件（网页标签）", Tag.SECONDARY),
    ),
    Rule(
        "page_tags.required",
        "必填标签为空的页面不得发布",
        Source("国办发〔2017〕47号", "附件（网页标签的必填与选填）", Tag.UNVERIFIED),
    ),
    Rule(
        "page_tags.pub_date",
        "发布时间写作 YYYY-MM-DD HH:MM",
        Source("国办发〔2017〕47号", "附件", Tag.SECONDARY),
    ),
)


def _value(values: Mapping[str, str], name: str) -> str:
    return " ".join(values.get(name, "").split())


def tags_of(page: str) -> tuple[PageTag, ...]:
    """The tags a page of that kind (`PageKind`) carries, in print order. ValueError for an unknown kind."""
    kind = PageKind(page)
    return tuple(tag for tag in PAGE_TAGS if kind in tag.kinds)


def missing(page: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Names of the page's required tags that are absent or blank in `values`."""
    return tuple(tag.name for tag in tags_of(page) if tag.required and not _value(values, tag.name))


def tag_reasons(page: str, values: Mapping[str, str]) -> list[Reason]:
    """Everything that keeps a page with these tags from being published; `field` is the tag's name."""
    reasons = [
        Reason("page_tag_missing", f"缺少网页标签{name}（{_SAYS[name]}）", name)
        for name in missing(page, values)
    ]
    column = _value(values, "ColumnName")
    if page == PageKind.HOME and column and column != HOME_COLUMN_NAME:
        reasons.append(Reason("home_column_name", f"首页的ColumnName应为“{HOME_COLUMN_NAME}”", "ColumnName"))
    published = _value(values, "PubDate")
    if page == PageKind.CONTENT and published and not _PUB_DATE.fullmatch(published):
        reasons.append(
            Reason("pub_date_form", "PubDate应写作“2026-03-09 14:05”的样子（年月日、时分）", "PubDate")
        )
    return reasons


def printed(page: str, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(name, content) of the tags to print: those of the page that have a value, in order."""
    return tuple((tag.name, value) for tag in tags_of(page) if (value := _value(values, tag.name)))


def pub_date(moment: datetime) -> str:
    """The tag's form of a moment; give it in the site's local time."""
    return moment.strftime("%Y-%m-%d %H:%M")


def keywords(words: Iterable[str]) -> str:
    """Several keywords as one value: blanks and repetitions dropped, one fixed separator."""
    parts = (part.strip() for word in words for part in re.split(r"[,，;；、]", word))
    return KEYWORD_SEPARATOR.join(dict.fromkeys(part for part in parts if part))
