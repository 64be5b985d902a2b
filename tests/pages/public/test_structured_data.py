"""Search engines read what a page is: a document with the days it is in force, the office, the way to it."""

import json
from datetime import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from mingchuang.base.identity.models import SiteIdentity
from mingchuang.publishing.page_contexts import structured
from tests.support.public_site import address, make_site

pytestmark = pytest.mark.django_db


def things(client: Client, path: str) -> dict[str, Any]:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    blocks = page.select('script[type="application/ld+json"]')
    assert len(blocks) == 1, path
    said = json.loads(str(blocks[0].string))
    assert said["@context"] == "https://schema.org"
    return {thing["@type"]: thing for thing in said["@graph"]}


def test_pages_say_what_they_are(client: Client, now: datetime) -> None:
    site = make_site(now)
    SiteIdentity.objects.update(domain="wb.example.gov.cn")
    document = things(client, address(site.document))["Legislation"]
    assert document["legislationIdentifier"] == "宿外办发〔2026〕8号"
    assert document["temporalCoverage"] == "2026-03-05/2028-03-04"
    assert document["legislationLegalForce"] == "https://schema.org/InForce"
    assert document["url"] == "https://wb.example.gov.cn" + address(site.document)
    repealed = things(client, address(site.repealed))["Legislation"]
    assert repealed["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert things(client, address(site.news))["NewsArticle"]["headline"]
    trail = things(client, address(site.news))["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in trail] == [1, 2, 3] and trail[1]["item"].endswith("/c/news/")
    assert "BreadcrumbList" in things(client, "/c/news/")
    home = things(client, "/")
    assert home["GovernmentOrganization"]["name"] and home["WebSite"]["url"] == "https://wb.example.gov.cn/"
    gone = client.get(address(site.withdrawn)).content.decode()
    assert "ld+json" not in gone


def test_no_title_ends_the_block() -> None:
    nasty = "</script><script>alert(1)</script><!--&amp;\u2028'\"\\"
    text = structured.block([{"name": nasty}])
    assert "<" not in text and "&" not in text
    assert json.loads(text)["@graph"] == [{"name": nasty}]
