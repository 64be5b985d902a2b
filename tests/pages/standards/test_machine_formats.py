"""Feeds, sitemaps and the API document hold to their standards, and programs read them without complaint."""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from django.test import Client
from lxml import etree
from openapi_spec_validator import OpenAPIV31SpecValidator

from mingchuang.publishing.models import PublicListing
from tests.support.sampled import make_sampled_site
from tests.support.spoken import PREFIXES

pytestmark = pytest.mark.django_db

SCHEMAS = Path(__file__).parents[2] / "data/schemas"
ATOM = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
RSS = etree.RelaxNG(etree.parse(SCHEMAS / "rss.rng"))
SITEMAP = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
INDEX = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap_index.xsd"))
FEEDS = (
    *("/feeds/{}.xml", "/c/news/{}.xml", "/c/policy/{}.xml", "/list/feed/{}.xml"),
    *("/list/feed/{}.xml?q=外国人", "/list/feed/{}.xml?q=海鲜市场&year=1999"),
)
"""One of each kind: of the site, of a column, of a column with columns below it, of searches."""


def complaints(schema: etree.RelaxNG | etree.XMLSchema, body: bytes) -> list[str]:
    schema.validate(etree.fromstring(body))
    return [f"{error.line}: {error.message}" for error in schema.error_log]


def heard(body: bytes) -> tuple[str, int]:
    """What a reader's program complains of ("" for nothing), and how many entries it takes in."""
    read = feedparser.parse(body)
    return repr(read.bozo_exception) if read.bozo else "", len(read.entries)


@pytest.mark.parametrize(("form", "schema"), [("atom", ATOM), ("rss", RSS)])
def test_feeds_in_every_language_hold_to_the_standard(
    client: Client, now: datetime, form: str, schema: etree.RelaxNG
) -> None:
    make_sampled_site(now)
    PublicListing.objects.filter(title__startswith="关于集中").update(title='A&B <第"1"期>\x0b')
    wrong, entries = [], {}
    for language, prefix in PREFIXES.items():
        for path in (prefix + feed.format(form) for feed in FEEDS):
            response = client.get(path)
            if response.status_code == 404 and "/list/" not in path and language != "zh-CN":
                continue  # nothing of it is translated
            assert response.status_code == 200, path
            said, entries[path] = heard(response.content)
            wrong += [f"{path} {what}" for what in (*complaints(schema, response.content), said) if what]
    assert not wrong, "\n".join(wrong)
    assert entries[f"/feeds/{form}.xml"] > 10
    assert entries[f"/en/feeds/{form}.xml"] == entries[f"/en/c/news/{form}.xml"] == 1
    assert entries[f"/list/feed/{form}.xml?q=海鲜市场&year=1999"] == 0


def test_the_schemas_find_mistakes(client: Client, now: datetime) -> None:
    """Each lets nothing pass that lacks what the standard requires, so that silence means something."""
    make_sampled_site(now)
    atom, rss, index = (client.get(p).content for p in ("/feeds/atom.xml", "/feeds/rss.xml", "/sitemap.xml"))
    pages = client.get("/sitemap-pages.xml").content
    broken = (
        (ATOM, atom.replace(b"<updated>", b"<updated>x", 1)),
        (ATOM, atom.replace(b"<author>", b"<writer>").replace(b"</author>", b"</writer>")),
        (ATOM, atom.replace(b' href="http', b' href="', 1)),
        (RSS, rss.replace(b"<pubDate>", b"<pubDate>2026-03-09 ", 1)),
        (RSS, rss.replace(b"<guid", b"<name", 1).replace(b"</guid>", b"</name>", 1)),
        (INDEX, index.replace(b"<loc>http", b"<loc>", 1)),
        (SITEMAP, pages.replace(b"<loc>http", b"<loc>", 1)),
        (SITEMAP, pages.replace(b"<loc>", b"<lastmod>yesterday</lastmod><loc>", 1)),
    )
    for schema, body in broken:
        assert complaints(schema, body)


def test_the_index_and_every_sitemap_hold_to_the_protocol(client: Client, now: datetime) -> None:
    make_sampled_site(now)
    index = client.get("/sitemap.xml").content
    assert not complaints(INDEX, index)
    names = [urlsplit(str(place.text)).path for place in etree.fromstring(index).iter("{*}loc")]
    assert {"/sitemap-pages.xml", "/sitemap-zh-0.xml", "/sitemap-en-0.xml"} <= set(names)
    for name in names:
        body = client.get(name).content
        assert not complaints(SITEMAP, body), name
        assert len(body) < 50 * 1024 * 1024


def test_the_document_of_the_interface_holds_to_openapi(client: Client) -> None:
    document = client.get("/api/v1/openapi.json").json()
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []
