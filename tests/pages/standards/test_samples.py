"""What holds on every public page in every language: government tags, data, nothing inline or foreign."""

import json
from datetime import datetime
from urllib.parse import urlsplit

import pytest
from django.test import Client

from mingchuang.rules.page_tags import PageKind, tag_reasons
from tests.support.sampled import Sample, make_sampled_site, samples
from tests.support.spoken import tree_of

pytestmark = pytest.mark.django_db

DATA = "application/ld+json"
REQUIRED = {
    "GovernmentOrganization": {"name", "url"},
    "WebSite": {"name", "url", "inLanguage"},
    "BreadcrumbList": {"itemListElement"},
    "Legislation": {"name", "url", "inLanguage", "datePublished", "publisher"},
    "NewsArticle": {"headline", "url", "inLanguage", "datePublished", "publisher"},
    "Article": {"headline", "url", "inLanguage", "datePublished", "publisher"},
}
"""Properties a search engine asks of each type."""


@pytest.fixture
def read(client: Client, now: datetime) -> list[Sample]:
    return samples(client, make_sampled_site(now), now)


def test_every_page_type_has_its_tags_data_and_no_foreign_or_inline_part(read: list[Sample]) -> None:
    assert {sample.language for sample in read} == {"zh-CN", "en", "ja", "ko"}
    found = []
    for sample in read:
        for check in (_tags, _inline, _foreign, _data):
            found += [f"{sample.language} {sample.name} {sample.path}: {what}" for what in check(sample)]
    assert not found, "\n".join(found)


def _tags(sample: Sample) -> list[str]:
    if sample.kind is None:
        return []
    kind = sample.kind
    metas = tree_of(sample.body).xpath("//meta[@name]")
    names = [str(meta.get("name")) for meta in metas]
    if kind == PageKind.CONTENT and sample.status == 200 and "ArticleTitle" not in names:
        assert sample.language != "zh-CN"
        kind = PageKind.OTHER  # the page that says that there is no edition in the language
    values = {str(meta.get("name")): str(meta.get("content")) for meta in metas}
    wrong = [reason.message for reason in tag_reasons(kind, values)]
    wrong += [f"{name} is empty" for name, value in values.items() if not value.strip()]
    return wrong + [f"{name} twice" for name in set(names) if names.count(name) > 1]


def _inline(sample: Sample) -> list[str]:
    tree = tree_of(sample.body)
    wrong = [f"inline {node.tag}" for node in tree.xpath("//style")]
    wrong += [f"inline style {node.get('style')}" for node in tree.xpath("//*[@style]")]
    scripts = tree.xpath("//script[not(@src)]")
    wrong += ["inline script" for node in scripts if node.get("type") != DATA]
    handlers = tree.xpath("//@*[starts-with(name(), 'on')]")
    return wrong + [f"handler {handler}" for handler in handlers]


def _foreign(sample: Sample) -> list[str]:
    """Parts a browser fetches by itself stand on our own host; an address without host does."""
    tree = tree_of(sample.body)
    parts = tree.xpath("//img/@src | //script/@src | //iframe/@src | //source/@src | //*/@srcset")
    parts += tree.xpath("//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href")
    return [f"fetches {part}" for part in parts if urlsplit(str(part)).netloc]


def _data(sample: Sample) -> list[str]:
    wrong = []
    for block in tree_of(sample.body).xpath(f"//script[@type='{DATA}']"):
        said = json.loads(block.text)
        if said["@context"] != "https://schema.org" or not said["@graph"]:
            wrong.append("no context or graph")
        for thing in said["@graph"]:
            kind = thing["@type"]
            lacking = {name for name in REQUIRED[kind] if not thing.get(name)}
            wrong += [f"{kind} lacks {name}" for name in sorted(lacking)]
    return wrong
